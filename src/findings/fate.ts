import { areSame, type Measures } from './circumstances.ts';
import type { Finding } from './finding.ts';
import type { ActiveRecord, Circumstances, ResolveReason } from './head.ts';
import { type Lens, lensOf, machineOf } from './lens.ts';
import { mayHide, scrutinyOf } from './may-hide.ts';
import { rules } from './rules/index.ts';
import type { Sight } from './sight.ts';
import { SUPPRESSION_TYPE } from './suppression.ts';

/** Whether there is evidence that a finding is over; without any it stays as it is. */
export type Fate = { readonly kind: 'open' } | { readonly kind: 'over'; readonly reason: ResolveReason };

const OPEN: Fate = { kind: 'open' };
const RULES: ReadonlySet<string> = new Set(rules.map(({ id }) => id));
const NOTHING: Circumstances = { had: [], open: [] };

/**
 * What a run says of a finding that it did not make.
 *
 * INVARIANT: it is over only where a direct read found that what it speaks of is gone, or where everything that could have
 * made it or hidden it was read and understood in this run.
 */
export function fateIn(sight: Sight, measures: Measures, { finding, circumstances }: ActiveRecord): Fate {
  const { ruleId } = finding;
  if (!RULES.has(ruleId)) return over('rule-retired');
  if (finding.resource.type === SUPPRESSION_TYPE) return fateOfEntry(finding, sight);
  const lens = lensOf(finding);
  if (isDeleted(finding, lens, sight)) return over('resource-deleted');
  if (sight.gaps.some((gap) => mayHide(gap, finding, lens))) return OPEN;
  const end = endOf(lens, sight);
  if (end !== undefined) return over(end);
  if (!isLookedAt(finding, lens, sight)) return OPEN;
  if (!areSame(circumstances ?? NOTHING, finding, sight, measures)) return OPEN;
  return over(isOutOfScope(ruleId, lens, sight) ? 'scope-retired' : 'fixed');
}

/** An entry of the file is of no use, or it is not, unless the account leaves open whether it still matches something. */
function fateOfEntry({ resource }: Finding, { gaps }: Sight): Fate {
  return gaps.some((gap) => gap.resource === resource.arn) ? OPEN : over('fixed');
}

function over(reason: ResolveReason): Fate {
  return { kind: 'over', reason };
}

/** Of the roles with a policy one may go, and the policy stays. */
function isDeleted(finding: Finding, { resource, role }: Lens, { seen }: Sight): boolean {
  if (scrutinyOf(finding.ruleId)?.isAboutAbsence === true)
    return resource !== role && seen(resource) === 'gone';
  return seen(resource) === 'gone' || (!isOfPolicy(finding) && seen(role) === 'gone');
}

function isOfPolicy({ resource }: Finding): boolean {
  return resource.type === 'AWS::IAM::ManagedPolicy';
}

/** All for which it holds is deleted, or older than what is audited, and nothing else is known to run with the role. */
function endOf({ reasons, role }: Lens, { seen, isNamed }: Sight): ResolveReason | undefined {
  const ends = new Set(reasons.map(seen));
  if (reasons.length === 0 || ends.has('read') || ends.has('unread')) return undefined;
  if (isNamed(role) && seen(role) === 'unread') return undefined;
  return ends.has('past') ? 'scope-retired' : 'resource-deleted';
}

/** Whether the rules of this run had all that the finding was made of. */
function isLookedAt(finding: Finding, lens: Lens, sight: Sight): boolean {
  const { resource, role, reasons } = lens;
  const isKnown = (arn: string): boolean => sight.seen(arn) !== 'unread';
  if (!reasons.every(isKnown)) return false;
  if (isOfPolicy(finding)) return isKnown(role) && (isKnown(resource) || isDetached(resource, sight));
  if (scrutinyOf(finding.ruleId)?.harmless.includes('iam') === true) return isKnown(resource);

  // Who used it is not told, so that nobody can look whether they still do.
  const isMeasured = scrutinyOf(finding.ruleId)?.measuresByUse === true;
  if (isMeasured && reasons.length === 0 && !sight.isNamed(role)) return false;

  const users = reasons.filter((arn) => sight.uses(arn, role));
  const isUnused = reasons.length > 0 && users.length === 0;
  // What a role lacks for something else is no matter of the role that this one had before.
  if (isUnused && resource !== role) return true;
  if (!isKnown(role) || !users.flatMap((arn) => ownRoles(arn, sight)).every(isKnown)) return false;
  return isUnused || resource !== role || sight.isJudged(role) || sight.seen(role) === 'gone';
}

/** A policy that hangs on no role any more; what roles have was read role by role. */
function isDetached(policy: string, { snapshot: { roles, rolesComplete } }: Sight): boolean {
  return rolesComplete && roles.every(({ policies }) => policies.every(({ arn }) => arn !== policy));
}

/** What a task asks of another role is looked at together with the role of its state machine. */
function ownRoles(arn: string, { machines }: Sight): readonly string[] {
  const revisions = machines.get(machineOf(arn).machine)?.revisions ?? [];
  return revisions.filter(({ use }) => use === 'runs').map(({ roleArn }) => roleArn);
}

/** Nothing uses the role any more, and the rule has nothing to say of such roles. */
function isOutOfScope(ruleId: string, { role, reasons }: Lens, { isNamed, isJudged, uses }: Sight): boolean {
  const scrutiny = scrutinyOf(ruleId);
  if (scrutiny?.reach !== 'account') return false;
  const isUsed = isNamed(role) || reasons.some((arn) => uses(arn, role));
  return !isUsed && (scrutiny.measuresByUse === true || !isJudged(role));
}
