import { askTheSame, distinctGrants } from '../expected/distinct-grants.ts';
import type { ExpectedGrant } from '../expected/grant.ts';
import { kept } from '../policy/kept.ts';
import { callerOf, isCallersToo, withCaller } from './create-grant.ts';
import type { Account, Asker, Execution, Outcome, Question, RoleAccess } from './evidence.ts';
import { recurring } from './recurring.ts';
import { checkGrants } from './role-access.ts';
import type { Stays } from './stays.ts';

/**
 * What executions need, held against what their role allows. Thousands of jobs ask for the same: each question is asked
 * once, and not again where `known` has the answer.
 */
export function answerQuestions(
  executions: readonly Execution[],
  allows: RoleAccess,
  account: Account,
  known: Stays['answer'],
): readonly Question[] {
  const answer = answersOf(allows, account);
  return askedBy(executions).map((asked) => ({
    ...asked,
    outcome: known(asked.askers) ?? answer(asked.askers[0]),
  }));
}

const COVERED: Outcome = { kind: 'covered' };

function answersOf(allows: RoleAccess, account: Account): (asker: Asker) => Outcome {
  const ask = (grant: ExpectedGrant, region: string): Outcome => {
    const [check] = checkGrants([grant], allows, { region, accountId: account.accountId });
    return check?.outcome ?? COVERED;
  };
  const folders = new Map<string, Outcome>();
  return (asker) => {
    const { execution, grant } = asker;
    const { region } = execution;
    const folder = recurring(asker);
    // Who may write into the folder of all jobs may write into that of each.
    if (folder !== grant) {
      const all = { ...folder, quantifier: 'all' } as const;
      const outcome = kept(folders, `${region} ${keyOf(all)}`, () => ask(all, region));
      if (outcome.kind === 'covered') return outcome;
    }
    const outcome = ask(grant, region);
    return isCallersToo(grant) ? withCaller(execution, grant, outcome, account) : outcome;
  };
}

/** Every grant of executions, once. */
export function grantsOf(executions: readonly Execution[]): readonly ExpectedGrant[] {
  return distinctGrants(
    executions.flatMap(({ use }) => use.grants),
    (one, other) => askTheSame(one, other) && contextOf(one) === contextOf(other),
  );
}

type Unanswered = Omit<Question, 'outcome'>;

/** A remedy is tried with the same executions as before. */
const KNOWN = new WeakMap<readonly Execution[], readonly Unanswered[]>();

function askedBy(executions: readonly Execution[]): readonly Unanswered[] {
  return kept(KNOWN, executions, collect);
}

function collect(executions: readonly Execution[]): readonly Unanswered[] {
  const asked = new Map<string, Unanswered & { readonly askers: [Asker, ...Asker[]] }>();
  for (const execution of executions) {
    const { region } = execution;
    for (const grant of execution.use.grants) {
      if (grant.bound !== 'required') continue;
      const asker = { execution, grant };
      const key = `${region} ${keyOf(grant)}`;
      const question = `${namerOf(asker)} ${key}`;
      const same = asked.get(question);
      if (same === undefined) asked.set(question, { key, region, ...machineOf(execution), askers: [asker] });
      else same.askers.push(asker);
    }
  }
  return [...asked.values()];
}

function machineOf({ origin }: Execution): Pick<Question, 'machine'> {
  return origin.kind === 'task' ? { machine: origin.use.machine } : {};
}

/** Who asks, as far as answers may differ by it. */
function namerOf({ execution, grant }: Asker): string {
  const { machine } = machineOf(execution);
  return machine === undefined ? '' : `${machine.arn} ${isCallersToo(grant) ? callerOf(execution) : ''}`;
}

function keyOf(grant: ExpectedGrant): string {
  const { action, resources, bound, quantifier, need, why } = grant;
  return `${JSON.stringify([action, bound, quantifier, need, why.confidence, resources])} ${contextOf(grant)}`;
}

function contextOf({ context }: ExpectedGrant): string {
  const keys = Object.entries(context);
  return keys.length === 0 ? '' : JSON.stringify(keys.sort(([left], [right]) => (left < right ? -1 : 1)));
}
