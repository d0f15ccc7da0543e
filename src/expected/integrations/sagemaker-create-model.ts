import type { Call } from '../call.ts';
import { writeGrants } from '../endpoint.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { passRoleGrants, type RoleParameter } from '../pass-role.ts';
import { namedResource } from '../resource-name.ts';
import { listTagsGrants, tagGrants } from '../tags.ts';

const ROLES: readonly RoleParameter[] = [{ path: 'ExecutionRoleArn', presence: 'optional' }];

/** A model. */
export const createModel: Integration = {
  resource: 'sagemaker:createModel',
  generatedByStepFunctions: true,
  supportsSync: false,
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  roles: ROLES,
  grants: modelGrants,
};

function modelGrants(call: Call): readonly ExpectedGrant[] {
  const model = namedResource(call, 'model', 'ModelName');
  return [
    ...writeGrants(call, 'sagemaker:CreateModel', model),
    ...tagGrants(call, model),
    ...listTagsGrants(call, model, 'cdk'),
    ...passRoleGrants(call, ROLES),
  ];
}
