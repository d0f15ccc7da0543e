import { datedBaselines } from '../expected/baselines/service-catalog-products.ts';
import type { Pack } from '../expected/grant.ts';
import type { Role } from '../model/role.ts';
import { canonicalDocument } from '../policy/canonical.ts';
import { awsPoliciesOn, type Baselines, type ReadPolicy } from './baselines.ts';
import type { Account } from './evidence.ts';
import type { Gains, Measure, PolicyChange } from './policy-change.ts';
import { accessBy, bareGainsOf, gainsOf } from './policy-gains.ts';

/** What measures the policies: the documents that come with the templates go before those that were recorded. */
export function measuresFor(
  pack: Pack,
  partition: string,
  recorded: Baselines,
): ReadonlyMap<string, Measure> {
  const measures = new Map<string, Measure>();
  for (const [arn, baseline] of recorded) measures.set(arn, { ...baseline, source: 'recorded' });
  for (const [arn, { versionId, date, document }] of datedBaselines(pack, partition))
    measures.set(arn, { versionId, document, recordedAt: date, source: 'dated' });
  return measures;
}

/** The policies on the roles that are not what their baselines say; one without a baseline is no change. */
export function policyChanges(
  roles: readonly Role[],
  measures: ReadonlyMap<string, Measure>,
  account: Account,
): ReadonlyMap<string, PolicyChange> {
  const changes = new Map<string, PolicyChange>();
  for (const policy of awsPoliciesOn(roles).values()) {
    const measure = measures.get(policy.arn);
    const change = measure === undefined ? undefined : changeOf(policy, measure, account);
    if (measure !== undefined && change !== undefined)
      changes.set(policy.arn, { ...change, policy, measure, attachedTo: rolesWith(policy.arn, roles) });
  }
  return changes;
}

function rolesWith(policyArn: string, roles: readonly Role[]): readonly string[] {
  return roles
    .filter(({ policies }) => policies.some(({ arn }) => arn === policyArn))
    .toSorted((left, right) => (left.arn < right.arn ? -1 : 1))
    .map(({ name }) => name);
}

type Change = { readonly kind: 'republished' } | { readonly kind: 'moved'; gained: Gains; lost: Gains };

/**
 * Documents that are written alike are the same; of others the sets of requests decide. AWS publishes policies again
 * without a change, so that the id of the version says nothing.
 */
function changeOf(policy: ReadPolicy, measure: Measure, account: Account): Change | undefined {
  const republished = policy.versionId === measure.versionId ? undefined : ({ kind: 'republished' } as const);
  const canonical = canonicalDocument(policy.document);
  if (canonical !== undefined && canonical === canonicalDocument(measure.document)) return republished;
  const now = accessBy(policy.document, policy.name);
  const then = accessBy(measure.document, policy.name);
  const gained = gainsOf(now, then, account);
  const lost = gainsOf(then, now, account);
  if (gained.kind !== 'none' || lost.kind !== 'none') return { kind: 'moved', gained, lost };
  const bare = { gained: bareGainsOf(now, then, account), lost: bareGainsOf(then, now, account) };
  return bare.gained.kind === 'some' || bare.lost.kind === 'some' ? { kind: 'moved', ...bare } : republished;
}
