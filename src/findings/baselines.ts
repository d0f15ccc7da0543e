import type { PolicyText, Role } from '../model/role.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { canonicalDocument } from '../policy/canonical.ts';

/** What an AWS managed policy said when somebody last looked at it. */
export interface Baseline {
  readonly versionId?: string;
  readonly document: unknown;
  /** ISO 8601: the time of the read, or the day of a dated document. */
  readonly recordedAt: string;
}

/** By the ARN of the policy, for one account. */
export type Baselines = ReadonlyMap<string, Baseline>;

export const NO_BASELINES: Baselines = new Map();

/** As a head keeps them. */
export function baselinesIn(record: Readonly<Record<string, Baseline>>): Baselines {
  return new Map(Object.entries(record));
}

/** For a head: sorted, so that equal baselines are equal bytes. */
export function baselineRecord(baselines: Baselines): Readonly<Record<string, Baseline>> {
  return Object.fromEntries([...baselines].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** An AWS managed policy whose document was read. */
export interface ReadPolicy {
  readonly arn: string;
  readonly name: string;
  readonly versionId?: string;
  readonly document: unknown;
}

/** The policy as it hangs on a role; undefined where AWS does not manage it, or its document was not read whole. */
function readAwsPolicy({ origin, arn, name, versionId, document }: PolicyText): ReadPolicy | undefined {
  if (origin !== 'aws-managed' || arn === undefined || document.kind !== 'known') return undefined;
  return { arn, name, document: document.value, ...(versionId === undefined ? {} : { versionId }) };
}

/** Every AWS managed policy on some of the roles, once. */
export function awsPoliciesOn(roles: Iterable<Role>): ReadonlyMap<string, ReadPolicy> {
  const found = new Map<string, ReadPolicy>();
  for (const { policies } of roles) {
    for (const text of policies) {
      const policy = readAwsPolicy(text);
      if (policy !== undefined) found.set(policy.arn, policy);
    }
  }
  return found;
}

/** The ARNs that were asked for, and those of the AWS managed policies on the roles among them. */
export function withPoliciesOf(only: readonly string[], roles: readonly Role[]): ReadonlySet<string> {
  const wanted = new Set(only);
  const asked = roles.filter(({ arn }) => wanted.has(arn));
  return new Set([...only, ...awsPoliciesOn(asked).keys()]);
}

/** What moves the baselines of an account. */
export interface Recording {
  /** True where somebody has looked at the changes: then the documents of today are the baselines of tomorrow. */
  readonly accept: boolean;
  /** The resources that the report was about; empty: all of them. Nothing else is accepted. */
  readonly only: readonly string[];
}

/**
 * The baselines after a run, the same object where nothing is new. A policy is recorded at first sight; afterwards its baseline stays what it is until
 * somebody accepts the change.
 *
 * INVARIANT: without `accept` no finding goes away by being told once.
 */
export function recordedBaselines(
  before: Baselines,
  { roles, takenAt }: Pick<Snapshot, 'roles' | 'takenAt'>,
  { accept, only }: Recording,
): Baselines {
  const after = new Map(before);
  const wanted = withPoliciesOf(only, roles);
  let isNew = false;
  for (const [arn, policy] of awsPoliciesOn(roles)) {
    const known = before.get(arn);
    const isAccepted = accept && (only.length === 0 || wanted.has(arn));
    if (known !== undefined && (!isAccepted || isSame(known, policy))) continue;
    const { versionId, document } = policy;
    after.set(arn, { ...(versionId === undefined ? {} : { versionId }), document, recordedAt: takenAt });
    isNew = true;
  }
  return isNew ? after : before;
}

function isSame(baseline: Baseline, policy: ReadPolicy): boolean {
  const canonical = canonicalDocument(policy.document);
  return (
    baseline.versionId === policy.versionId &&
    canonical !== undefined &&
    canonical === canonicalDocument(baseline.document)
  );
}
