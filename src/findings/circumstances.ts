import type { Pack } from '../expected/grant.ts';
import type { Gap } from '../model/coverage.ts';
import type { Baselines } from './baselines.ts';
import type { Finding } from './finding.ts';
import { digest } from './fingerprint.ts';
import type { Circumstances } from './head.ts';
import { type Lens, lensOf, machineOf } from './lens.ts';
import { measuresFor } from './policy-changes.ts';
import { isReadGap } from './read-gaps.ts';
import type { Sight } from './sight.ts';

/** What measures an account. */
export interface Measures {
  readonly pack: Pack;
  readonly baselines: Baselines;
}

export function circumstancesOf(finding: Finding, sight: Sight, measures: Measures): Circumstances {
  const lens = lensOf(finding);
  return {
    had: [...hadFor(finding, lens, sight, measures)].sort(),
    open: openFor(lens, sight).map(keyOf).sort(),
  };
}

/** True where nothing but the account itself can be the reason that the finding is found no more. */
export function areSame(before: Circumstances, finding: Finding, sight: Sight, measures: Measures): boolean {
  const now = circumstancesOf(finding, sight, measures);
  const lens = lensOf(finding);
  const names = namesIn(finding);
  return (
    before.had.every((one) => now.had.includes(one)) &&
    now.open.every((one) => before.open.includes(one)) &&
    // One text may speak of several questions: the same one is open in the place of the finding now.
    !openFor(lens, sight).some(({ why }) => names.some((name) => why.includes(name)))
  );
}

function* hadFor(
  { region, ruleId, message }: Finding,
  { reasons, resource }: Lens,
  { snapshot, machines, awsPolicies }: Sight,
  { pack, baselines }: Measures,
): Iterable<string> {
  yield `templates of ${pack}`;
  if (snapshot.serviceControlPolicies.length > 0) yield 'service control policies';
  if (snapshot.resourceControlPolicies.length > 0) yield 'resource control policies';
  // What makes a finding of no region, such as who uses a role, may be in any.
  if (region === 'global') for (const name of snapshot.regions) yield `region ${name}`;
  for (const machine of new Set(reasons.map((arn) => machineOf(arn).machine)))
    if (machines.get(machine)?.versionsKnown === true) yield `versions of ${machine}`;
  if (ruleId === 'managed-policy-changed' && measuresFor(pack, snapshot.partition, baselines).has(resource))
    yield 'baseline';
  if (!COMPARED.includes(ruleId)) return;
  for (const { name } of awsPolicies) if (message.includes(`\`${name}\``)) yield `document of ${name}`;
}

/** Rules that compare with a policy of AWS, which may hang on another role. */
const COMPARED: readonly string[] = ['managed-policy-copy-stale', 'service-catalog-role-altered'];

function openFor({ all }: Lens, { gapsOf }: Sight): readonly Gap[] {
  return [...all].flatMap(gapsOf).filter((gap) => !isReadGap(gap));
}

function keyOf(gap: Gap): string {
  return digest(gap).slice(0, 16);
}

/** What an open question would name if it were about the same: actions, services, and the policy of a statement. */
function namesIn({ witness, expected, statement }: Finding): readonly string[] {
  const actions = expected?.policy.Statement.flatMap(({ Action }) => Action) ?? [];
  const services = Object.values(witness?.context ?? {})
    .flat()
    .filter((value) => SERVICE.test(value));
  return [
    ...actions,
    ...services,
    ...(witness === undefined ? [] : [witness.action]),
    ...(statement === undefined ? [] : [statement.policy.slice(statement.policy.lastIndexOf('/') + 1)]),
  ];
}

const SERVICE = /\.amazonaws\.com(\.cn)?$/;
