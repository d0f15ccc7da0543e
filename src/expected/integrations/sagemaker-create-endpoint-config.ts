import type { Call } from '../call.ts';
import { writeGrants } from '../endpoint.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { passRoleGrants, type RoleParameter, SAGEMAKER_SERVICE } from '../pass-role.ts';
import { sageMakerTarget } from '../sagemaker-name.ts';
import { allowedTagGrants, listTagsGrants } from '../tags.ts';

const ROLES: readonly RoleParameter[] = [
  { path: 'ExecutionRoleArn', presence: 'optional', service: SAGEMAKER_SERVICE },
];

/** An endpoint configuration; whether Step Functions tags it is not known, so that the tag is only allowed. */
export const createEndpointConfig: Integration = {
  resource: 'sagemaker:createEndpointConfig',
  generatedByStepFunctions: true,
  patterns: ['request-response'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  roles: ROLES,
  grants: configGrants,
};

function configGrants(call: Call): readonly ExpectedGrant[] {
  const config = sageMakerTarget(call, 'endpoint-config', 'EndpointConfigName');
  return [
    ...writeGrants(call, 'sagemaker:CreateEndpointConfig', config),
    ...allowedTagGrants(call, config),
    ...listTagsGrants(call, config, 'cdk'),
    ...passRoleGrants(call, ROLES),
  ];
}
