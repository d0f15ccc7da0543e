import type { CatalogueAction } from '../policy/catalogue.ts';
import { canReach } from '../policy/reachable-resources.ts';
import { resourcePatternsOf } from '../policy/resource-patterns.ts';
import type { Account } from './evidence.ts';

/**
 * The resource of a request that the author of a statement plainly meant with an action that can meet none of its resources: `*` for
 * an action that has none, one of the same name in the account, or else any of the right type.
 */
export function meantResource(
  action: CatalogueAction,
  patterns: readonly string[],
  { partition, accountId, regions }: Account,
): string {
  const [type] = action.resourceTypes;
  const [arn] = type?.arns ?? [];
  if (arn === undefined) return '*';
  const [, , service = '', region = '', account = '', ...parts] = arn.split(':');
  const [first = '*'] = regions;
  const place = [
    'arn',
    partition,
    service,
    region === '*' ? first : region,
    account === '*' ? accountId : account,
  ];
  const home = (resource: string): string => [...place, resource].join(':');
  for (const pattern of patterns) {
    const [, , owner = '', , , ...name] = pattern.split(':');
    if (owner !== service || pattern.includes('$')) continue;
    for (const form of similarTo(name.join(':'), service, parts.join(':')))
      if (canReach(action, resourcePatternsOf({ not: false, patterns: [home(form)] })))
        return named(home(form));
  }
  return named(home(parts.join(':')));
}

/** A text for the wildcards. */
function named(resource: string): string {
  return resource.replace(/[*?]/g, 'example');
}

/** The name of a resource as one of the right type: the same, an object in the bucket, the bucket of an object, a name behind the type. */
function similarTo(resource: string, service: string, type: string): readonly string[] {
  const [first = '', ...rest] = resource.split('/');
  const forms = service === 's3' ? [`${resource}/*`, first] : [];
  const name = rest.at(-1);
  return [
    resource,
    ...forms,
    ...(service === 'sagemaker' && name !== undefined ? [type.replace('*', name)] : []),
  ];
}
