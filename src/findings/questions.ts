import { askTheSame, carryTheSame, distinctGrants, grantStore } from '../expected/distinct-grants.ts';
import type { ExpectedGrant } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import { kept, memory, type Store } from '../policy/kept.ts';
import { callerOf, isCallersToo, withCaller } from './create-grant.ts';
import type { Account, Asker, Execution, Outcome, Question, RoleAccess } from './evidence.ts';
import { onWholeBucket, recurring } from './recurring.ts';
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
  return mapped(askedBy(executions), (asked) => ({
    outcome: known(asked.askers) ?? answer(asked.askers[0]),
    ...asked,
  }));
}

const COVERED: Outcome = { kind: 'covered' };

function answersOf(allows: RoleAccess, account: Account): (asker: Asker) => Outcome {
  const answers = new Map<string, Store<ExpectedGrant, Outcome>>();
  const ask = (grant: ExpectedGrant, region: string): Outcome =>
    kept(kept(answers, region, newStore<Outcome>), grant, () => {
      const [check] = checkGrants([grant], allows, { region, accountId: account.accountId });
      return check?.outcome ?? COVERED;
    });
  return (asker) => {
    const { execution, grant } = asker;
    const { region } = execution;
    // Who may write into a whole bucket, or into the folder of all jobs, may write into that of each.
    for (const wider of [onWholeBucket(grant), recurring(asker)]) {
      if (wider !== grant && ask({ ...wider, quantifier: 'all' }, region).kind === 'covered') return COVERED;
    }
    const outcome = ask(grant, region);
    return isCallersToo(grant) ? withCaller(execution, grant, outcome, account) : outcome;
  };
}

/** Every grant of executions, once. */
export function grantsOf(executions: readonly Execution[]): readonly ExpectedGrant[] {
  const grants: ExpectedGrant[] = [];
  for (const { use } of executions) grants.push(...use.grants);
  return distinctGrants(grants, areOne);
}

type Unanswered = Omit<Question, 'outcome'>;

/** A remedy is tried with the same executions as before. */
const KNOWN = memory<readonly Execution[], readonly Unanswered[]>();

function askedBy(executions: readonly Execution[]): readonly Unanswered[] {
  return kept(KNOWN, executions, collect);
}

function collect(executions: readonly Execution[]): readonly Unanswered[] {
  const asked: Asked[] = [];
  const known = new Map<string, Store<ExpectedGrant, Asked>>();
  for (const execution of executions) {
    const { region } = execution;
    for (const grant of execution.use.grants) {
      if (grant.bound !== 'required') continue;
      const asker = { execution, grant };
      const before = kept(known, `${region} ${namerOf(asker)}`, newStore<Asked>);
      const same = before.get(grant);
      if (same !== undefined) {
        same.askers.push(asker);
        continue;
      }
      const question: Asked = { region, ...machineOf(execution), askers: [asker] };
      before.set(grant, question);
      asked.push(question);
    }
  }
  return asked;
}

interface Asked extends Unanswered {
  readonly askers: [Asker, ...Asker[]];
}

function machineOf({ origin }: Execution): Pick<Question, 'machine'> {
  return origin.kind === 'task' ? { machine: origin.use.machine } : {};
}

/** Who asks, as far as answers may differ by it. */
function namerOf({ execution, grant }: Asker): string {
  const { machine } = machineOf(execution);
  return machine === undefined ? '' : `${machine.arn} ${isCallersToo(grant) ? callerOf(execution) : ''}`;
}

function newStore<Value>(): Store<ExpectedGrant, Value> {
  return grantStore(areOne);
}

/** Whether both ask the same in requests that carry the same keys. */
function areOne(one: ExpectedGrant, other: ExpectedGrant): boolean {
  return askTheSame(one, other) && carryTheSame(one, other);
}
