import { allowed, type Call, required } from './call.ts';
import type { ExpectedGrant } from './grant.ts';
import { type NamedResource, namedResource } from './resource-name.ts';

/**
 * A create or update without job: the exact name is required, the name with a trailing `*` is allowed. CDK writes
 * the lower-cased name, which is one of the spellings.
 */
export function writeGrants(call: Call, action: string, resource: NamedResource): readonly ExpectedGrant[] {
  const ask = { action, need: 'create', quantifier: resource.quantifier } as const;
  return [
    required(call, { ...ask, resources: resource.exact, source: 'api' }),
    allowed(call, { ...ask, resources: resource.loose, source: 'cdk' }),
  ];
}

/**
 * `CreateEndpoint` and `UpdateEndpoint` are authorized on the endpoint and on its configuration, and need both.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function endpointGrants(call: Call, action: string): readonly ExpectedGrant[] {
  return [
    ...writeGrants(call, action, namedResource(call, 'endpoint', 'EndpointName')),
    ...writeGrants(call, action, namedResource(call, 'endpoint-config', 'EndpointConfigName')),
  ];
}
