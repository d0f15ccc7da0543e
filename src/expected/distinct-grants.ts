import { kept } from '../policy/kept.ts';
import type { ExpectedGrant } from './grant.ts';

/**
 * The grants, of those that are the same the first. INVARIANT: what is the same has the action and the first resource in
 * common, so that few have to be compared.
 */
export function distinctGrants(
  grants: Iterable<ExpectedGrant>,
  isSame: (one: ExpectedGrant, other: ExpectedGrant) => boolean,
): readonly ExpectedGrant[] {
  const distinct: ExpectedGrant[] = [];
  const known = new Map<string, Map<string, ExpectedGrant[]>>();
  for (const grant of grants) {
    const ofAction = kept(known, grant.action, () => new Map<string, ExpectedGrant[]>());
    const alike = kept(ofAction, grant.resources[0], () => []);
    if (alike.some((other) => isSame(other, grant))) continue;
    alike.push(grant);
    distinct.push(grant);
  }
  return distinct;
}

/** Whether both ask the same of the same resources, in this order. */
export function askTheSame(one: ExpectedGrant, other: ExpectedGrant): boolean {
  return (
    one.action === other.action &&
    one.bound === other.bound &&
    one.quantifier === other.quantifier &&
    one.need === other.need &&
    one.why.confidence === other.why.confidence &&
    one.resources.length === other.resources.length &&
    one.resources.every((resource, index) => resource === other.resources[index])
  );
}
