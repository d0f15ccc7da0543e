import type { ExpectedGrant } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import { hasAction } from '../policy/action-set.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import type { GrantCheck, JudgedStatement, Outcome, Question, RoleAccess, RoleCase } from './evidence.ts';
import { isAllow } from './statements.ts';

/** What need not be asked again once the policies of a role have changed. */
export interface Stays {
  readonly judged: ReadonlyMap<Statement, JudgedStatement>;
  readonly check: (grant: ExpectedGrant) => GrantCheck | undefined;
  readonly answer: (askers: Question['askers']) => Outcome | undefined;
}

export const NOTHING_STAYS: Stays = {
  judged: new Map(),
  check: () => undefined,
  answer: () => undefined,
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
  const isTouched = ({ action, context }: ExpectedGrant): boolean => {
    const speaks = ({ actions }: Statement) => hasAction(actions, action.toLowerCase());
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
  };
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
