import type { CatalogueAction } from '../policy/catalogue.ts';
import { canMeet } from '../policy/reachable-resources.ts';
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
  const [home = '*'] = regions;
  const place = [
    'arn',
    partition,
    service,
    region === '*' ? home : region,
    account === '*' ? accountId : account,
  ];
  const named = patterns.map((pattern) => [...place, pattern.split(':').slice(5).join(':')].join(':'));
  const same = named.find((resource) => !resource.includes('$') && canMeet(action, [resource]));
  return (same ?? [...place, ...parts].join(':')).replace(/[*?]/g, 'example');
}
