import { parseArn, roleNameOf } from '../model/arn.ts';
import type { Role } from '../model/role.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { withPoliciesOf } from './baselines.ts';
import type { ChangedBy, Finding } from './finding.ts';
import { isAskedFor } from './speaks-of.ts';

/** A call that changed something in an account, and what it touched. */
export interface Change extends ChangedBy {
  readonly account: string;
  /**
   * At least one ARN of a role, a managed policy, a state machine or a SageMaker resource. The ARN of a role may lack the
   * path, which most events do not tell.
   */
  readonly targets: readonly string[];
}

/** What a run is about that looks into changes. */
export interface Touched {
  /** ARNs; what is about others is neither found nor over. */
  readonly asked: readonly string[];
  /** The newest change that touched what the finding speaks of. */
  readonly changeOf?: (finding: Finding) => ChangedBy | undefined;
}

/** What the changes mean in this account; `remembered`: ARNs of earlier findings, among which are roles that are gone. */
export function touched(
  changes: readonly Change[],
  snapshot: Pick<Snapshot, 'roles' | 'stateMachines'>,
  remembered: readonly string[],
): Required<Touched> {
  const meaningOf = meaningsIn(snapshot, remembered);
  const newestFirst = [...changes].sort(byAge).map(({ account: _, targets, ...change }) => {
    const asked = targets.flatMap(meaningOf);
    return { change, asked, wanted: withPoliciesOf(asked, snapshot.roles) };
  });
  return {
    asked: [...new Set(newestFirst.flatMap(({ asked }) => asked))].sort(),
    changeOf: (finding) => newestFirst.find(({ wanted }) => isAskedFor(finding, wanted))?.change,
  };
}

function byAge(left: ChangedBy, right: ChangedBy): number {
  return `${left.at} ${left.eventId}` > `${right.at} ${right.eventId}` ? -1 : 1;
}

/**
 * A target with all that is looked at because of it: a managed policy stands for the roles that carry it or are bounded by
 * it, a state machine for the roles that it runs with, since what it needs of them may be another now.
 */
function meaningsIn(
  { roles, stateMachines }: Pick<Snapshot, 'roles' | 'stateMachines'>,
  remembered: readonly string[],
): (target: string) => readonly string[] {
  const arns = new Set([...roles.map(({ arn }) => arn), ...remembered]);
  const byName = byEachKey(arns, (arn) => nameKey(arn) ?? []);
  const byPolicy = byEachKey(roles, policiesOn);
  const byMachine = new Map(stateMachines.map((machine) => [machine.arn, machine]));
  return (target) => {
    const same = byName.get(nameKey(target) ?? '') ?? [];
    const carriers = byPolicy.get(target) ?? [];
    return [target, ...same, ...carriers.map(({ arn }) => arn), ...runsWith(byMachine.get(target))];
  };
}

function byEachKey<Item>(
  items: Iterable<Item>,
  keysOf: (item: Item) => string | readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items)
    for (const key of new Set([keysOf(item)].flat())) groups.set(key, [...(groups.get(key) ?? []), item]);
  return groups;
}

/**
 * Names of roles are unique in an account, whatever their paths and their case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
function nameKey(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) return undefined;
  return `${arn.accountId}/${roleNameOf(text).toLowerCase()}`;
}

function policiesOn({ policies, boundary }: Role): readonly string[] {
  return [...policies, ...(boundary === undefined ? [] : [boundary])].flatMap(({ arn }) => arn ?? []);
}

function runsWith(machine: StateMachine | undefined): readonly string[] {
  return machine?.revisions.map(({ roleArn }) => roleArn) ?? [];
}
