import { allowed, type Call, required } from './call.ts';
import type { ExpectedGrant } from './grant.ts';
import { sageMakerTarget } from './sagemaker-name.ts';
import type { Target } from './target.ts';

/**
 * A create or update without job: the exact name is required, the name with a trailing `*` is allowed. CDK writes
 * the lower-cased name, which is one of the spellings.
 */
export function writeGrants(call: Call, action: string, resource: Target): readonly ExpectedGrant[] {
  const ask = { action, need: 'create', quantifier: resource.quantifier } as const;
  return [
    required(call, { resources: resource.exact, source: 'api', ...ask }),
    allowed(call, { resources: resource.loose, source: 'cdk', ...ask }),
  ];
}

/**
 * `CreateEndpoint` and `UpdateEndpoint` are authorized on the endpoint and on its configuration, and need both.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function endpointGrants(call: Call, action: string): readonly ExpectedGrant[] {
  return [
    ...writeGrants(call, action, sageMakerTarget(call, 'endpoint', 'EndpointName')),
    ...writeGrants(call, action, sageMakerTarget(call, 'endpoint-config', 'EndpointConfigName')),
  ];
}
