import type { Call } from '../call.ts';
import { writeGrants } from '../endpoint.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { passRoleGrants, type RoleParameter } from '../pass-role.ts';
import { namedResource } from '../resource-name.ts';
import { allowedTagGrants, listTagsGrants } from '../tags.ts';

const ROLES: readonly RoleParameter[] = [{ path: 'ExecutionRoleArn', presence: 'optional' }];

/** An endpoint configuration; whether Step Functions tags it is not known, so that the tag is only allowed. */
export const createEndpointConfig: Integration = {
  resource: 'sagemaker:createEndpointConfig',
  generatedByStepFunctions: true,
  supportsSync: false,
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  roles: ROLES,
  grants: configGrants,
};

function configGrants(call: Call): readonly ExpectedGrant[] {
  const config = namedResource(call, 'endpoint-config', 'EndpointConfigName');
  return [
    ...writeGrants(call, 'sagemaker:CreateEndpointConfig', config),
    ...allowedTagGrants(call, config),
    ...listTagsGrants(call, config, 'cdk'),
    ...passRoleGrants(call, ROLES),
  ];
}
