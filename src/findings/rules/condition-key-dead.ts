import { conditionKeySource } from '../../policy/condition-keys.ts';
import type { Test } from '../../policy/condition-test.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Request } from '../../policy/request.ts';
import type { Statement } from '../../policy/statement.ts';
import { type CustomerStatement, customerStatements, placeOf } from '../customer-statements.ts';
import { type DeadCondition, deadConditions } from '../dead-conditions.ts';
import type { Account, Evidence } from '../evidence.ts';
import { printable } from '../printable.ts';
import { CONDITION_KEYS, CONDITION_OPERATORS, SERVICE_AUTHORIZATION } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { accessWithout, allowedAmong, refusedAbout } from '../sample-request.ts';
import { ROLE } from '../scrutiny.ts';
import { cannot, statementViolation } from '../statement-violation.ts';

export const conditionKeyDead: Rule = {
  id: 'condition-key-dead',
  title: 'A condition tests a key that its requests never carry',
  severity: 'medium',
  topic: 'statement',
  why: 'IAM accepts any name of a condition key. A key that does not exist, that was replaced, or that none of the actions supports is absent from every request: most operators then fail, so that an Allow never grants and a Deny never denies, while negated operators, `IfExists` and `Null` then always pass, so that nothing is restricted.',
  remedy:
    'Name the key as the service authorization table does, and test it only for actions that support it.',
  references: [SERVICE_AUTHORIZATION, CONDITION_KEYS, CONDITION_OPERATORS],
  scrutiny: ROLE,
  *check(evidence) {
    for (const found of customerStatements(evidence)) {
      const [first, ...others] = deadConditions(found.statement);
      if (first !== undefined) yield* violationsOf(found, [first, ...others], evidence);
    }
  },
};

/** One that fails decides for the whole statement; none where the role allows or refuses the same without it. */
function* violationsOf(
  found: CustomerStatement,
  dead: readonly [DeadCondition, ...DeadCondition[]],
  { account }: Evidence,
): Iterable<Violation> {
  const { roleCase, statement } = found;
  const telling = dead.find(({ holds }) => !holds) ?? dead[0];
  const { condition, status, holds } = telling;
  const witness = witnessOf(found, dead, holds, account);
  if (witness === undefined) return;
  const name = `\`${printable(roleCase.role.name)}\``;
  yield statementViolation(found, {
    severity: holds && isOptional(condition.test) ? 'low' : 'medium',
    confidence: isCertain(status) ? 'confirmed' : 'potential',
    message: `${name}: ${placeOf(found)} tests \`${printable(condition.spelling)}\`, ${reasonOf(status)}, so that ${consequenceOf(statement, holds)}: ${name} ${outcomeOf(statement, holds, witness, account)}`,
    witness,
    advice: adviceOf(telling),
  });
}

/** Its author has said that a request may come without the key. */
function isOptional(test: Test): boolean {
  return test.kind === 'values' && test.ifExists;
}

/** Of a replaced key nobody says whether requests still carry it, and any list may lack a key of a later day. */
function isCertain(status: DeadCondition['status']): boolean {
  return status.kind === 'unsupported' || (status.kind === 'unknown' && status.nearest !== undefined);
}

function reasonOf(status: DeadCondition['status']): string {
  switch (status.kind) {
    case 'unknown': {
      const near = status.nearest === undefined ? '' : ` (\`${printable(status.nearest)}\` is)`;
      return `which is no condition key in the tables of ${conditionKeySource.date}${near}`;
    }
    case 'replaced':
      return `which \`${status.by}\` has replaced`;
    case 'unsupported':
      return 'which none of its actions supports';
  }
}

function consequenceOf({ effect }: Statement, holds: boolean): string {
  if (effect === 'Allow') return holds ? 'this restricts nothing' : 'it grants nothing';
  return holds ? 'it denies whatever the request' : 'it denies nothing';
}

/** A Deny that always holds stands against the policy of a resource as well. */
function outcomeOf({ effect }: Statement, holds: boolean, witness: Request, account: Account): string {
  if (effect === 'Allow' && !holds) return cannot(witness, account);
  const verb = effect === 'Allow' || !holds ? 'may' : 'cannot';
  return `${verb} \`${witness.action}\` on \`${printable(witness.resource)}\``;
}

function adviceOf({ condition, status }: DeadCondition): string {
  switch (status.kind) {
    case 'unknown':
      return status.nearest === undefined
        ? `Look up the key that \`${printable(condition.spelling)}\` was to be, or remove the condition`
        : `Test \`${printable(status.nearest)}\` instead`;
    case 'replaced':
      return `Test \`${status.by}\` instead${status.by.endsWith('Arn') ? ', with the ARN of the key as its value' : ''}`;
    case 'unsupported':
      return `Remove the condition on \`${printable(condition.spelling)}\` from this statement, or keep only actions that support it`;
  }
}

/** The request that shows it, without any of the dead keys. */
function witnessOf(
  found: CustomerStatement,
  dead: readonly DeadCondition[],
  holds: boolean,
  account: Account,
): Request | undefined {
  const { roleCase, statement } = found;
  const { pins } = roleCase;
  const rest = { access: accessWithout(found), pins };
  const conditions = statement.conditions.filter(
    (condition) => !dead.some((one) => one.condition === condition),
  );
  const intended: Statement = { ...statement, conditions };
  if (statement.effect === 'Allow' && !holds) return refusedAbout(statement, rest, account);
  const among = statement.effect === 'Deny' && holds ? rest : roleCase;
  const request = allowedAmong(intended, among, account);
  if (request === undefined) return undefined;
  const keys = new Set(dead.map(({ condition }) => condition.key));
  const context = Object.fromEntries(
    Object.entries(request.context).filter(([key]) => !keys.has(key.toLowerCase())),
  );
  const witness = { ...request, context };
  const expected = (statement.effect === 'Allow') === holds ? 'allowed' : 'explicitDeny';
  return evaluate(roleCase.access, witness, pins).kind === expected ? witness : undefined;
}
