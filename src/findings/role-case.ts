import { mapped } from '../model/mapped.ts';
import type { PolicyText, Role } from '../model/role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { broadPolicies } from './broad-policy.ts';
import { callersShare } from './create-grant.ts';
import { checkDelegations, withTrust } from './delegations.ts';
import type { Account, CheckedUse, Execution, GrantCheck, RoleAccess, RoleCase, Use } from './evidence.ts';
import { yardstickOf } from './excess.ts';
import { excessBlocker } from './excess-blocker.ts';
import { isSageMakers } from './execution.ts';
import { executionQuestions } from './execution-trust.ts';
import { answerQuestions, grantsOf } from './questions.ts';
import { accessOf, checkGrants } from './role-access.ts';
import { isServiceLinked } from './scope.ts';
import { judgeStatements } from './statements.ts';
import { NOTHING_STAYS, type Stays, whatStays } from './stays.ts';
import { trustOf, trustQuestions } from './trust.ts';

/** What uses a role. */
export interface Users {
  readonly uses: readonly Use[];
  readonly executions: readonly Execution[];
}

/** The case of the same role with other policies. */
interface Earlier {
  readonly before: RoleCase;
  /** Documents of the role that were parsed already, by their texts. */
  readonly parsed: ReadonlyMap<PolicyText, PolicyDocument>;
}

/**
 * The case of a role as it is, or as it would be: a remedy is tried by building the case of an altered role, and
 * `earlier` saves what the change does not touch.
 */
export function roleCase(
  role: Role,
  { uses, executions }: Users,
  account: Account,
  earlier?: Earlier,
): RoleCase {
  const before = earlier?.before;
  const allows = accessOf(role, account, earlier?.parsed, before?.pins);
  const { documents, boundary, access, pins } = allows;
  const stays = before === undefined ? NOTHING_STAYS : whatStays(before, allows);
  const trust = before?.trust ?? trustOf(role);
  const allowed = before?.allowed ?? [
    ...uses.flatMap(({ expectation }) => expectation.grants),
    ...uses.flatMap(callersShare),
    ...(account.delegated.get(role.arn) ?? []),
    ...grantsOf(executions),
  ];
  // A service-linked role is what its service makes of it.
  const isMeasured = (uses.length > 0 || executions.length > 0) && !isServiceLinked(role.arn);
  const blocker = isMeasured ? excessBlocker({ uses, executions, trust }, account) : undefined;
  const isBlocked = blocker !== undefined;
  const subject = { role, documents, access, pins, allowed, uses, executions, isBlocked };
  const statements = isMeasured ? judgeStatements(subject, account, stays.judged) : [];
  const checkUse = (use: Use): CheckedUse => ({
    machine: use.machine,
    revision: use.revision,
    expectation: use.expectation,
    checks: usedGrants(use, role, allows, account, stays.check),
  });
  return {
    role,
    documents,
    boundary,
    access,
    pins,
    trust,
    trustQuestions: before?.trustQuestions ?? [
      ...trustQuestions(role, trust, uses, account),
      ...executionQuestions(role, trust, executions, account),
    ],
    uses: mapped(stays.uses ?? uses, checkUse),
    delegations: uses.flatMap((use) => checkDelegations(role, use, account)),
    executions,
    questions: isServiceLinked(role.arn) ? [] : answerQuestions(executions, allows, account, stays.answer),
    allowed,
    statements,
    broadPolicies:
      executions.some(isSageMakers) && blocker === undefined
        ? [
            ...broadPolicies(statements, {
              pins,
              allowed: yardstickOf(allowed, true).allowed,
              account,
            }),
          ]
        : [],
    excessBlockedBy: blocker,
  };
}

/**
 * A version that only its own ARN starts adds to what the role is justified to allow, and requires nothing:
 * nobody may ever run it.
 */
function usedGrants(
  use: Use,
  role: Role,
  allows: RoleAccess,
  account: Account,
  stays: Stays['check'],
): readonly GrantCheck[] {
  if (use.revision.use === 'may-run') return [];
  return mapped(checkGrants(use.expectation.grants, allows, use.machine, stays), (check) =>
    withTrust(check, role, account),
  );
}
