import { catalogue } from '../../policy/catalogue.ts';
import type { Request } from '../../policy/request.ts';
import type { Statement } from '../../policy/statement.ts';
import { type CustomerStatement, customerStatements, listed, placeOf } from '../customer-statements.ts';
import type { Account } from '../evidence.ts';
import { printable } from '../printable.ts';
import { SERVICE_AUTHORIZATION } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { allowedAmong, refusedAbout, withActions } from '../sample-request.ts';
import { ROLE } from '../scrutiny.ts';
import { cannot, statementViolation } from '../statement-violation.ts';
import { type UnknownAction, unknownActions } from '../unknown-actions.ts';

export const actionUnknown: Rule = {
  id: 'action-unknown',
  title: 'A policy names an action that no service has',
  severity: 'low',
  topic: 'statement',
  why: 'IAM accepts any name of an action. One that is misspelt, or that is the name of an operation and not of its action, grants nothing where it is allowed and protects nothing where it is denied.',
  remedy: 'Name the action as the service authorization table of its service does.',
  references: [SERVICE_AUTHORIZATION],
  scrutiny: ROLE,
  *check(evidence) {
    for (const found of customerStatements(evidence)) {
      const unknown = unknownActions(found.statement);
      const [first] = unknown;
      if (first !== undefined) yield violationOf(found, [first, ...unknown.slice(1)], evidence.account);
    }
  },
};

function violationOf(
  found: CustomerStatement,
  unknown: readonly [UnknownAction, ...UnknownAction[]],
  account: Account,
): Violation {
  const { roleCase, statement } = found;
  const patterns = unknown.map(({ pattern }) => pattern);
  const telling = unknown.find(({ meant }) => meant !== undefined) ?? unknown[0];
  const witness = telling.meant === undefined ? undefined : witnessOf(found, telling.meant, account);
  const name = `\`${printable(roleCase.role.name)}\``;
  return statementViolation(found, {
    about: patterns.map((pattern) => pattern.toLowerCase()).sort(),
    severity: 'low',
    confidence: unknown.every(isExplained) ? 'confirmed' : 'potential',
    message: `${name}: ${placeOf(found)} ${verbOf(statement)} ${listed(patterns)}, not in the authorization tables of ${catalogue.source.date}: ${consequenceOf(statement)}${outcome(statement, name, witness, account)}${hintOf(telling)}`,
    ...(witness === undefined ? {} : { witness }),
    advice: adviceOf(unknown),
  });
}

/** A name that comes close to another one, or that an operation has, is no action of a later day. */
function isExplained({ meant, service }: UnknownAction): boolean {
  return meant !== undefined || service !== undefined;
}

function verbOf({ effect, actions }: Statement): string {
  if (actions.not) return 'excepts';
  return effect === 'Allow' ? 'allows' : 'denies';
}

function consequenceOf({ effect, actions }: Statement): string {
  if (actions.not) return 'this excepts nothing';
  return effect === 'Allow' ? 'this grants nothing' : 'this denies nothing';
}

/** What was meant to be granted and is refused, or was meant to be denied and is allowed. */
function witnessOf(
  { roleCase, statement }: CustomerStatement,
  meant: string,
  account: Account,
): Request | undefined {
  if (statement.actions.not) return undefined;
  const intended = withActions(statement, [meant]);
  if (statement.effect === 'Deny') return allowedAmong(intended, roleCase, account);
  return refusedAbout(intended, roleCase, account);
}

function outcome(
  { effect }: Statement,
  name: string,
  witness: Request | undefined,
  account: Account,
): string {
  if (witness === undefined) return '';
  return effect === 'Allow'
    ? `, and ${name} ${cannot(witness, account)}`
    : `, and ${name} may \`${witness.action}\` on \`${printable(witness.resource)}\``;
}

function hintOf({ pattern, meant, service }: UnknownAction): string {
  if (meant !== undefined) return `; \`${printable(pattern)}\` is called \`${meant}\``;
  return service === undefined
    ? ''
    : `; the prefix of \`${printable(pattern.split(':', 1).join(''))}\` is \`${service}\``;
}

function adviceOf(unknown: readonly UnknownAction[]): string {
  const pairs = unknown.flatMap(({ pattern, meant }) =>
    meant === undefined ? [] : [`\`${meant}\` for \`${printable(pattern)}\``],
  );
  const rest = unknown.some(({ meant }) => meant === undefined)
    ? 'look up the others in the service authorization table, or remove them'
    : '';
  return pairs.length === 0
    ? 'Look the name up in the service authorization table of its service, or remove it'
    : `Write ${pairs.join(', ')}${rest === '' ? '' : `; ${rest}`}`;
}
