import { parseArn } from '../model/arn.ts';
import type { Gap } from '../model/coverage.ts';
import type { Account, Evidence, SuppressionCheck } from './evidence.ts';
import { subjectOf } from './execution.ts';
import type { Finding } from './finding.ts';
import { printable } from './printable.ts';
import {
  type DeclaredSuppression,
  hasWildcard,
  isOfContent,
  matcherOf,
  type Suppression,
  speaksOf,
  standingOf,
} from './suppression.ts';

/** What an audit has come to before suppressions are looked at. */
export interface Audited {
  readonly account: Account;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** ARNs that are looked at together, so that a doubt about one may hide a finding about another. */
  readonly families: readonly (readonly string[])[];
  /** True where it was about a part of what is audited at other times. */
  readonly isPart: boolean;
  /** False where nothing is remembered of AWS managed policies: then no change of them is seen. */
  readonly hasBaselines: boolean;
}

/** The role of each case with everything that uses it, and the roles that its tasks assume. */
export function familiesOf({ cases }: Evidence): readonly (readonly string[])[] {
  return cases.map(({ role, uses, executions, delegations }) => [
    role.arn,
    ...uses.map(({ machine }) => machine.arn),
    ...new Set(executions.map((execution) => subjectOf(execution).arn)),
    ...delegations.map(({ delegation }) => delegation.roleArn),
  ]);
}

/** The entries that are of no use, and those of which that is not known. */
export function* checkSuppressions(
  declared: readonly DeclaredSuppression[],
  audited: Audited,
): Iterable<SuppressionCheck> {
  for (const entry of declared) {
    const named = nameOf(entry);
    if (entry.kind === 'broken') {
      yield { ...named, kind: 'broken', why: entry.problems.map(printable).join('; ') };
      continue;
    }
    const standing = standingOf(entry.suppression, audited.account.takenAt);
    if (standing.kind !== 'holds') yield { ...named, ...standing };
    else {
      const use = useOf(entry.suppression, audited);
      if (use !== undefined) yield { ...named, ...use };
    }
  }
}

/** What a finding about an entry calls it: a name that does not change with the order of the file, where it has one. */
function nameOf(entry: DeclaredSuppression): Pick<SuppressionCheck, 'arn' | 'name'> {
  const { rule, resource } = entry.kind === 'sound' ? entry.suppression : entry;
  if (rule === undefined || resource === undefined) {
    const path = entry.kind === 'broken' ? entry.path : '';
    return { arn: `suppression:${path}`, name: `The suppression \`${printable(path)}\`` };
  }
  const content = entry.kind === 'sound' ? entry.suppression.content : undefined;
  return {
    arn: `suppression:${rule}:${resource}${content === undefined ? '' : `:${content}`}`,
    name: `The suppression of \`${printable(rule)}\` on \`${printable(resource)}\``,
  };
}

type Use = Pick<SuppressionCheck, 'kind' | 'why'>;

/** Undefined where an entry covers something, or is about what is no matter of this audit. */
function useOf(suppression: Suppression, audited: Audited): Use | undefined {
  const { account, findings } = audited;
  const spokenOf = findings.filter(speaksOf(suppression));
  if (spokenOf.some((finding) => isOfContent(suppression, finding))) return undefined;
  if (spokenOf.length > 0)
    return { kind: 'outdated', why: 'its finding has another content than the one that it is bound to' };
  if (isElsewhere(suppression, account)) return undefined;
  const why = hiddenBy(suppression, audited);
  if (why !== undefined) return { kind: 'unknown', why };
  return { kind: 'unused', why: `it matches no finding in ${account.regions.map(printable).join(', ')}` };
}

/** One file may serve many accounts and regions: what names others is theirs. Managed policies of AWS are in all of them. */
function isElsewhere({ resource }: Suppression, { accountId, regions }: Account): boolean {
  const arn = parseArn(resource);
  if (arn === undefined) return false;
  const isOwn = hasWildcard(arn.accountId) || ['', 'aws', accountId].includes(arn.accountId);
  const isRead = arn.region === '' || hasWildcard(arn.region) || regions.includes(arn.region);
  return !isOwn || !isRead;
}

/** Why a finding that the entry is about might be there and not have been seen. */
function hiddenBy(suppression: Suppression, audited: Audited): string | undefined {
  if (audited.isPart) return 'a part of what is audited at other times was read';
  if (suppression.rule === 'managed-policy-changed' && !audited.hasBaselines)
    return 'nothing is remembered of what AWS managed policies said';
  const gap = audited.gaps.find(mayHide(suppression, audited));
  if (gap === undefined) return undefined;
  const of = gap.resource === undefined ? '' : ` of \`${printable(gap.resource)}\``;
  return `not everything that may have to do with it was audited (${printable(gap.source)}${of} in ${printable(gap.region)}: ${gap.kind})`;
}

/**
 * A doubt about something that was read hides what is looked at together with it; what was not read might have used any
 * role of its region.
 */
function mayHide({ resource }: Suppression, { account, families }: Audited): (gap: Gap) => boolean {
  const matches = matcherOf(resource);
  const near = new Set(families.filter((family) => family.some(matches)).flat());
  const { region = '' } = parseArn(resource) ?? {};
  return (gap) => {
    if (gap.resource !== undefined && (near.has(gap.resource) || matches(gap.resource))) return true;
    const isDoubt =
      gap.resource !== undefined && (DOUBTS.includes(gap.kind) || account.roles.has(gap.resource));
    return !isDoubt && (gap.region === 'global' || region === '' || matchesRegion(region, gap.region));
  };
}

const DOUBTS: readonly Gap['kind'][] = ['undecided', 'unsupported'];

function matchesRegion(pattern: string, region: string): boolean {
  return hasWildcard(pattern) || pattern === region;
}

/** Entries of which it is not known whether they match anything. */
export function undecidedSuppressions({ suppressions }: Evidence): readonly Gap[] {
  return suppressions.flatMap(({ kind, arn, name, why }) =>
    kind === 'unknown'
      ? [
          {
            source: 'suppressions',
            region: 'global',
            resource: arn,
            kind: 'undecided',
            why: whyOpen(name, why),
          },
        ]
      : [],
  );
}

function whyOpen(name: string, why: string): string {
  return `whether ${name.replace(/^The/, 'the')} matches a finding: ${why}`;
}
