import type { Call } from '../call.ts';
import { endpointGrants } from '../endpoint.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { sageMakerTarget } from '../sagemaker-name.ts';
import { listTagsGrants, tagGrants } from '../tags.ts';

/** An endpoint from an endpoint configuration. */
export const createEndpoint: Integration = {
  resource: 'sagemaker:createEndpoint',
  generatedByStepFunctions: true,
  patterns: ['request-response'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  roles: [],
  grants: createGrants,
};

function createGrants(call: Call): readonly ExpectedGrant[] {
  const endpoint = sageMakerTarget(call, 'endpoint', 'EndpointName');
  return [
    ...endpointGrants(call, 'sagemaker:CreateEndpoint'),
    ...tagGrants(call, endpoint, 'potential'),
    ...listTagsGrants(call, endpoint, 'cdk'),
  ];
}
