import type { Call } from '../call.ts';
import { writeGrants } from '../endpoint.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { passRoleGrants, type RoleParameter, SAGEMAKER_SERVICE } from '../pass-role.ts';
import { sageMakerTarget } from '../sagemaker-name.ts';
import { listTagsGrants, tagGrants } from '../tags.ts';

const ROLES: readonly RoleParameter[] = [
  { path: 'ExecutionRoleArn', presence: 'optional', service: SAGEMAKER_SERVICE },
];

/** A model. */
export const createModel: Integration = {
  resource: 'sagemaker:createModel',
  generatedByStepFunctions: true,
  patterns: ['request-response'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  roles: ROLES,
  grants: modelGrants,
};

function modelGrants(call: Call): readonly ExpectedGrant[] {
  const model = sageMakerTarget(call, 'model', 'ModelName');
  return [
    ...writeGrants(call, 'sagemaker:CreateModel', model),
    ...tagGrants(call, model),
    ...listTagsGrants(call, model, 'cdk'),
    ...passRoleGrants(call, ROLES),
  ];
}
