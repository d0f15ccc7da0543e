import type { Integration } from '../integration.ts';
import { IN_SYNC, type Step, serviceIntegration } from '../service-integration.ts';
import { anywhere, given, named, someOf, somewhere, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html';
const APPLICATIONS = 'arn:{partition}:emr-serverless:{region}:{account}:/applications';
const APPLICATION_RULE = 'StepFunctionsGetEventsForEMRServerlessApplicationRule';
const JOB_RULE = 'StepFunctionsGetEventsForEMRServerlessJobRule';

const newApplication = someOf(named(`${APPLICATIONS}/*`));
const application = named(`${APPLICATIONS}/{ApplicationId}`);
/** Where only a run knows the application, the templates grant all applications and what is in them. */
const inUnknown = { unknown: [`${APPLICATIONS}/*`] };
const newJobRun = someOf(named(`${APPLICATIONS}/{ApplicationId}/jobruns/*`, inUnknown));
const jobRun = named(`${APPLICATIONS}/{ApplicationId}/jobruns/{JobRunId}`, inUnknown);

const serviceLinkedRole = named(
  'arn:{partition}:iam::{account}:role/aws-service-role/ops.emr-serverless.amazonaws.com/AWSServiceRoleForAmazonEMRServerless*',
);

function called(name: string, on: TargetsOf): Step {
  return { action: `emr-serverless:${name}`, need: 'create', on };
}

function waiting(name: string, need: 'poll' | 'cancel', on: TargetsOf): Step {
  return { action: `emr-serverless:${name}`, need, on, neededIn: IN_SYNC, source: 'docs-2025' };
}

const tagging: Step = {
  action: 'emr-serverless:TagResource',
  need: 'documented',
  on: given('Tags', anywhere),
  neededIn: [],
};

const COMMON = {
  patterns: ['request-response', '.sync'],
  source: SOURCE,
  ruleShownBy: 'docs-2025',
} as const;

/**
 * Applications and the jobs in them. The service lists no resource for CreateApplication, the template one, so that
 * any will do.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonemrserverless.html
 */
export const emrServerless: readonly Integration[] = [
  serviceIntegration({
    ...COMMON,
    resource: 'emr-serverless:cancelJobRun',
    steps: [called('CancelJobRun', jobRun), waiting('GetJobRun', 'poll', jobRun)],
    rule: JOB_RULE,
  }),
  serviceIntegration({
    ...COMMON,
    resource: 'emr-serverless:createApplication',
    steps: [
      called('CreateApplication', somewhere),
      waiting('GetApplication', 'poll', newApplication),
      waiting('DeleteApplication', 'cancel', newApplication),
      {
        action: 'iam:CreateServiceLinkedRole',
        need: 'create',
        on: serviceLinkedRole,
        neededIn: [],
        source: 'docs-2025',
      },
      tagging,
    ],
    rule: APPLICATION_RULE,
  }),
  serviceIntegration({
    ...COMMON,
    resource: 'emr-serverless:deleteApplication',
    steps: [called('DeleteApplication', application), waiting('GetApplication', 'poll', application)],
    rule: APPLICATION_RULE,
  }),
  serviceIntegration({
    ...COMMON,
    resource: 'emr-serverless:startApplication',
    steps: [
      called('StartApplication', application),
      waiting('GetApplication', 'poll', application),
      waiting('StopApplication', 'cancel', application),
    ],
    rule: APPLICATION_RULE,
  }),
  serviceIntegration({
    ...COMMON,
    resource: 'emr-serverless:startJobRun',
    steps: [
      called('StartJobRun', application),
      waiting('GetJobRun', 'poll', newJobRun),
      waiting('CancelJobRun', 'cancel', newJobRun),
      tagging,
    ],
    rule: JOB_RULE,
    roles: [{ path: 'ExecutionRoleArn', presence: 'required', service: 'emr-serverless.amazonaws.com' }],
  }),
  serviceIntegration({
    ...COMMON,
    resource: 'emr-serverless:stopApplication',
    steps: [called('StopApplication', application), waiting('GetApplication', 'poll', application)],
    rule: APPLICATION_RULE,
  }),
];
