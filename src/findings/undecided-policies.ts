import type { Gap } from '../model/coverage.ts';
import type { Account, Evidence, RoleCase } from './evidence.ts';
import type { Gains, PolicyChange } from './policy-change.ts';
import { staleCopies } from './policy-copies.ts';
import { printable } from './printable.ts';
import { alterationsOf } from './service-catalog.ts';

/** What became of AWS managed policies, of their copies, and of the roles of Service Catalog, where it cannot be told. */
export function* undecidedPolicies({ account, cases }: Evidence): Iterable<Gap> {
  for (const change of account.policyChanges.values()) yield* undecidedChange(change);
  for (const roleCase of cases) {
    const { role } = roleCase;
    for (const why of [...undecidedCopies(roleCase, account), ...undecidedAlterations(roleCase, account)])
      yield gap(role.arn, why);
  }
}

function gap(resource: string, why: string): Gap {
  return { source: 'policy', region: 'global', resource, kind: 'undecided', why };
}

/** Documents that depend on values that nobody knows. */
function* undecidedChange(change: PolicyChange): Iterable<Gap> {
  if (change.kind !== 'moved') return;
  const { policy, measure } = change;
  const name = `\`${printable(policy.name)}\``;
  const day = printable(measure.recordedAt.slice(0, 10));
  for (const [gains, how] of [
    [change.gained, 'more'],
    [change.lost, 'less'],
  ] as const) {
    if (gains.kind === 'unknown')
      yield gap(policy.arn, `whether ${name} allows ${how} than on ${day}: ${gains.why}`);
  }
}

function* undecidedCopies(roleCase: RoleCase, account: Account): Iterable<string> {
  for (const { text, original, lacks, keeps } of staleCopies(roleCase, account)) {
    if (lacks.kind === 'some' || keeps.kind === 'some') continue;
    const why = whyUnknown(lacks) ?? whyUnknown(keeps);
    if (why !== undefined)
      yield `whether \`${printable(text.name)}\` is behind \`${original.policy}\`: ${why}`;
  }
}

function whyUnknown(gains: Gains): string | undefined {
  return gains.kind === 'unknown' ? gains.why : undefined;
}

function* undecidedAlterations(roleCase: RoleCase, account: Account): Iterable<string> {
  for (const alteration of alterationsOf(roleCase, account))
    if (alteration.kind === 'undecided') yield alteration.why;
}
