import { SAGEMAKER_KINDS } from './sagemaker-kinds.ts';

/**
 * Calls after which a role, or what a role is for, may differ: by the service that CloudTrail names as `eventSource`, the
 * names that it gives as `eventName`. Tags are among them, since conditions compare them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const CHANGE_EVENTS: Readonly<Record<string, readonly string[]>> = {
  'iam.amazonaws.com': [
    'AttachRolePolicy',
    'CreatePolicyVersion',
    'CreateRole',
    'DeletePolicy',
    'DeletePolicyVersion',
    'DeleteRole',
    'DeleteRolePermissionsBoundary',
    'DeleteRolePolicy',
    'DetachRolePolicy',
    'PutRolePermissionsBoundary',
    'PutRolePolicy',
    'SetDefaultPolicyVersion',
    'TagRole',
    'UntagRole',
    'UpdateAssumeRolePolicy',
    'UpdateRole',
  ],
  'states.amazonaws.com': [
    'CreateStateMachine',
    'CreateStateMachineAlias',
    'DeleteStateMachine',
    'DeleteStateMachineAlias',
    'DeleteStateMachineVersion',
    'PublishStateMachineVersion',
    'UpdateStateMachine',
    'UpdateStateMachineAlias',
  ],
  // A test holds these against the requests of the SDK that carry a role.
  'sagemaker.amazonaws.com': [
    ...SAGEMAKER_KINDS.filter(({ roles }) => roles.length > 0).map(({ noun }) => `Create${noun}`),
    'UpdateCluster',
    'UpdateDeviceFleet',
    'UpdateDomain',
    'UpdateImage',
    'UpdateMonitoringSchedule',
    'UpdateNotebookInstance',
    'UpdatePipeline',
    'UpdateUserProfile',
  ],
};
