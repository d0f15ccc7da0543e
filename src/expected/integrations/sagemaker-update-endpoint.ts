import { endpointGrants } from '../endpoint.ts';
import type { Integration } from '../integration.ts';

/** Another configuration for an endpoint; the API takes no tags. */
export const updateEndpoint: Integration = {
  resource: 'sagemaker:updateEndpoint',
  generatedByStepFunctions: true,
  patterns: ['request-response'],
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html',
  roles: [],
  grants: (call) => endpointGrants(call, 'sagemaker:UpdateEndpoint'),
};
