import { areSameTexts } from '../model/same-texts.ts';
import { kept, type Store } from '../policy/kept.ts';
import type { ExpectedGrant } from './grant.ts';

/** INVARIANT: what is the same has the action and the first resource in common, so that few have to be compared. */
type IsSame = (one: ExpectedGrant, other: ExpectedGrant) => boolean;

/** The grants, of those that are the same the first. */
export function distinctGrants(grants: Iterable<ExpectedGrant>, isSame: IsSame): readonly ExpectedGrant[] {
  const distinct: ExpectedGrant[] = [];
  const byResource = new Map<string, ExpectedGrant[]>();
  for (const grant of grants) {
    const others = kept(byResource, grant.resources[0], () => []);
    if (others.some((other) => isSame(other, grant))) continue;
    others.push(grant);
    distinct.push(grant);
  }
  return distinct;
}

/** What is kept for a grant is found by all that are the same. */
export function grantStore<Value>(isSame: IsSame): Store<ExpectedGrant, Value> {
  // There are many resources, and few actions on each.
  const known = new Map<string, [ExpectedGrant, Value][]>();
  return {
    get: (grant) => known.get(grant.resources[0])?.find(([one]) => isSame(one, grant))?.[1],
    set: (grant, value) => {
      kept(known, grant.resources[0], () => []).push([grant, value]);
    },
  };
}

/** Whether both are asked for in requests that carry the same keys. */
export function carryTheSame(one: ExpectedGrant, other: ExpectedGrant): boolean {
  return one.context === other.context || contextOf(one) === contextOf(other);
}

function contextOf({ context }: ExpectedGrant): string {
  return JSON.stringify(Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Whether both ask the same of the same resources, in this order. */
export function askTheSame(one: ExpectedGrant, other: ExpectedGrant): boolean {
  return (
    one.action === other.action &&
    one.bound === other.bound &&
    one.quantifier === other.quantifier &&
    one.need === other.need &&
    one.why.confidence === other.why.confidence &&
    areSameTexts(one.resources, other.resources)
  );
}
