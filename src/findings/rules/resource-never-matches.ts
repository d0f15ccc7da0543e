import type { CatalogueAction } from '../../policy/catalogue.ts';
import type { Request } from '../../policy/request.ts';
import { type CustomerStatement, customerStatements, listed, placeOf } from '../customer-statements.ts';
import { type DeadActions, deadActions } from '../dead-actions.ts';
import type { Account } from '../evidence.ts';
import type { Severity } from '../finding.ts';
import { meantResource } from '../meant-resource.ts';
import { isMissed } from '../pass-role-conditions.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_PERMISSIONS, SERVICE_AUTHORIZATION } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { refuses } from '../sample-request.ts';
import { statementViolation } from '../statement-violation.ts';

export const resourceNeverMatches: Rule = {
  id: 'resource-never-matches',
  title: 'A statement allows actions on resources that they can never meet',
  severity: 'medium',
  why: 'An action is tested against resources of its own types, or against `*` where it has none, as most List actions do. An ARN of another type, or one without its region or account, never matches: the action is refused although a policy seems to allow it. Where the rest of the statement works, this is common and seldom hurts.',
  remedy: 'Give such actions a statement of their own, on `*` or on ARNs of the right type.',
  references: [SERVICE_AUTHORIZATION, SAGEMAKER_PERMISSIONS],
  *check(evidence) {
    for (const found of customerStatements(evidence)) {
      for (const dead of deadActions(found.statement)) yield* violationsOf(found, dead, evidence.account);
    }
  },
};

/** None where the role allows all the same what was meant. */
function* violationsOf(
  found: CustomerStatement,
  { actions, isWhole }: DeadActions,
  account: Account,
): Iterable<Violation> {
  const { roleCase, statement } = found;
  const { patterns } = statement.resources;
  const refused = actions.flatMap((action) => {
    const witness: Request = {
      action: action.name,
      resource: meantResource(action, patterns, account),
      context: {},
    };
    return refuses(roleCase, witness) ? [{ action, witness }] : [];
  });
  const needed = refused.find(({ action }) => isMissed(action.name, roleCase));
  const [first] = needed === undefined ? refused : [needed];
  if (first === undefined) return;
  const name = `\`${printable(roleCase.role.name)}\``;
  const severity: Severity = isWhole || needed !== undefined ? 'medium' : 'info';
  const names = refused.map(({ action }) => action.name);
  const one = names.length === 1;
  yield statementViolation(found, {
    about: { actions: names.map((each) => each.toLowerCase()).sort(), resources: [...patterns].sort() },
    severity,
    confidence: 'confirmed',
    message: `${name}: ${placeOf(found)} allows ${listed(names)} on ${listed(patterns)}, which ${one ? 'it' : 'they'} can never meet (${reasonOf(first.action)})${isWhole ? ', and grants nothing at all' : ''}: ${name} cannot \`${first.witness.action}\` on \`${printable(first.witness.resource)}\`${needed === undefined ? '' : ', which something that uses it needs'}`,
    witness: first.witness,
    advice: adviceOf(refused.map(({ action }) => action)),
  });
}

function reasonOf({ name, resourceTypes }: CatalogueAction): string {
  const [type] = resourceTypes;
  const [arn = ''] = type?.arns ?? [];
  return type === undefined
    ? `\`${name}\` is tested against \`*\` alone`
    : `\`${name}\` is tested against \`${arn}\``;
}

function adviceOf(actions: readonly CatalogueAction[]): string {
  const free = actions.filter(({ resourceTypes }) => resourceTypes.length === 0);
  const typed = actions.filter(({ resourceTypes }) => resourceTypes.length > 0);
  const parts = [
    ...(free.length === 0 ? [] : [`allow ${listed(free.map(({ name }) => name))} on \`*\``]),
    ...(typed.length === 0
      ? []
      : [
          `allow ${listed(typed.map(({ name }) => name))} on ARNs such as ${listed([...new Set(typed.flatMap(({ resourceTypes: [type] }) => type?.arns ?? []))])}`,
        ]),
  ];
  return `In a statement of their own, ${parts.join(', and ')}`;
}
