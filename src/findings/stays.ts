import type { ExpectedGrant } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import { hasAction } from '../policy/action-set.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { mayMeet } from '../policy/may-meet.ts';
import type { Statement } from '../policy/statement.ts';
import type {
  CheckedUse,
  GrantCheck,
  JudgedStatement,
  Outcome,
  Question,
  RoleAccess,
  RoleCase,
  Use,
} from './evidence.ts';
import { isAllow } from './statements.ts';

/** What need not be asked again once the policies of a role have changed. */
export interface Stays {
  readonly judged: ReadonlyMap<Statement, JudgedStatement>;
  readonly check: (grant: ExpectedGrant) => GrantCheck | undefined;
  readonly answer: (askers: Question['askers']) => Outcome | undefined;
  /**
   * The uses by state machines that the change speaks of, whether or not anything is asked again, and one at least: what rules
   * say of the others they have said already. Undefined: all uses.
   */
  readonly uses: readonly Use[] | undefined;
}

export const NOTHING_STAYS: Stays = {
  judged: new Map(),
  check: () => undefined,
  answer: () => undefined,
  uses: undefined,
};

/** A statement that is the same object says the same: only those that came or went can change an answer. */
export function whatStays(before: RoleCase, after: RoleAccess): Stays {
  if (before.pins !== after.pins) return NOTHING_STAYS;
  const [earlier, now] = [statementsOf(before.documents), statementsOf(after.documents)];
  const gone = [...earlier].filter((statement) => !now.has(statement));
  const come = [...now].filter((statement) => !earlier.has(statement));
  const changed = [...gone, ...come];
  const keys = keysOf(changed);
  const others =
    keys.size === 0
      ? []
      : after.access.layers
          .flatMap(statementsIn)
          .filter(({ conditions }) => conditions.some(({ key }) => keys.has(key)));
  // A condition tells what values its key can have, in other statements as well.
  const isTouched = (grant: ExpectedGrant): boolean => {
    const { context } = grant;
    const speaks = (statement: Statement) => speaksOf(statement, grant);
    const mayAsk = keys.size > 0 && Object.keys(context).some((key) => keys.has(key.toLowerCase()));
    return mayAsk || changed.some(speaks) || others.some(speaks);
  };
  const onlyGained = gone.length === 0 && come.every(isAllow);
  const stays = (grant: ExpectedGrant, outcome: Outcome): boolean =>
    (onlyGained && outcome.kind === 'covered') || !isTouched(grant);
  const checks = new Map(
    before.uses.flatMap((use) => mapped(use.checks, (check) => [check.grant, check] as const)),
  );
  const answers = new Map(mapped(before.questions, ({ askers, outcome }) => [askers, outcome]));
  return {
    judged: changed.every(isAllow) ? judgedIn(before) : NOTHING_STAYS.judged,
    check: (grant) => {
      const check = checks.get(grant);
      return check !== undefined && stays(grant, check.outcome) ? check : undefined;
    },
    answer: (askers) => {
      const outcome = answers.get(askers);
      return outcome !== undefined && stays(askers[0].grant, outcome) ? outcome : undefined;
    },
    uses: usesOfMachines(before.uses, ({ checks }) => checks.some(({ grant }) => isTouched(grant))),
  };
}

/** False only where the statement says nothing of any request that the grant is about. */
function speaksOf({ actions, resources }: Statement, grant: ExpectedGrant): boolean {
  if (!hasAction(actions, grant.action.toLowerCase())) return false;
  return (
    resources.not ||
    resources.patterns.some((pattern) => grant.resources.some((resource) => mayMeet(pattern, resource)))
  );
}

/** The uses by state machines that have one which is touched. */
function usesOfMachines(
  uses: readonly CheckedUse[],
  isTouched: (use: CheckedUse) => boolean,
): readonly Use[] {
  const machines = new Set(uses.filter(isTouched).map(({ machine }) => machine.arn));
  return machines.size === 0 ? uses.slice(0, 1) : uses.filter(({ machine }) => machines.has(machine.arn));
}

function judgedIn({ statements }: RoleCase): Stays['judged'] {
  return new Map(mapped(statements, (judged) => [judged.statement, judged]));
}

function statementsIn(documents: readonly PolicyDocument[]): readonly Statement[] {
  return documents.flatMap(({ statements }) => statements);
}

function statementsOf(documents: readonly PolicyDocument[]): ReadonlySet<Statement> {
  return new Set(statementsIn(documents));
}

function keysOf(statements: readonly Statement[]): ReadonlySet<string> {
  return new Set(statements.flatMap(({ conditions }) => mapped(conditions, ({ key }) => key)));
}
