import type { CatalogueAction } from '../../policy/catalogue.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Request } from '../../policy/request.ts';
import { type CustomerStatement, customerStatements, listed, placeOf } from '../customer-statements.ts';
import { type DeadActions, deadActions } from '../dead-actions.ts';
import type { Account } from '../evidence.ts';
import { meantResource } from '../meant-resource.ts';
import { isMissed } from '../pass-role-conditions.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_PERMISSIONS, SERVICE_AUTHORIZATION } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { refuses } from '../sample-request.ts';
import { ROLE } from '../scrutiny.ts';
import { cannot, statementViolation } from '../statement-violation.ts';

export const resourceNeverMatches: Rule = {
  id: 'resource-never-matches',
  title: 'A statement allows actions on resources that they can never meet',
  severity: 'medium',
  topic: 'statement',
  why: 'An action is tested against resources of its own types, or against `*` where it has none, as most List actions do. An ARN of another type, or one without its region or account, never matches: the action is refused although a policy seems to allow it. Where the rest of the statement works, this is common and seldom hurts.',
  remedy: 'Give such actions a statement of their own, on `*` or on ARNs of the right type.',
  references: [SERVICE_AUTHORIZATION, SAGEMAKER_PERMISSIONS],
  scrutiny: ROLE,
  *check(evidence) {
    for (const found of customerStatements(evidence)) {
      for (const dead of deadActions(found.statement)) yield* violationsOf(found, dead, evidence.account);
    }
  },
};

/** None where the role allows all the same what was meant. */
function* violationsOf(found: CustomerStatement, dead: DeadActions, account: Account): Iterable<Violation> {
  const { roleCase, statement } = found;
  const { patterns } = statement.resources;
  const refused = refusedOf(dead.actions, found, account);
  if (refused === undefined) return;
  const { action, witness, isNeeded } = refused;
  const name = `\`${printable(roleCase.role.name)}\``;
  const names = dead.actions.map((each) => each.name);
  yield statementViolation(found, {
    about: { actions: names.map((each) => each.toLowerCase()).sort(), resources: [...patterns].sort() },
    severity: dead.isWhole || isNeeded ? 'medium' : 'info',
    confidence: 'confirmed',
    message: `${name}: ${placeOf(found)} allows ${listed(names)} on ${listed(patterns)}, which ${names.length === 1 ? 'it' : 'they'} can never meet (${reasonOf(action)})${dead.isWhole ? ', and grants nothing at all' : ''}: ${name} ${cannot(witness, account, isNeeded ? ', which something that uses it needs' : '')}`,
    witness,
    advice: adviceOf(dead.actions),
  });
}

/** One of the actions with a request that was plainly meant and that the role refuses, if there is one; best one that is needed. */
function refusedOf(
  actions: readonly CatalogueAction[],
  { roleCase, statement }: CustomerStatement,
  account: Account,
) {
  const needed = actions.filter(({ name }) => isMissed(name, roleCase));
  let tried = 0;
  for (const action of new Set([...needed, ...actions])) {
    const resource = meantResource(action, statement.resources.patterns, account);
    const witness: Request = { action: action.name, resource, context: {} };
    if (evaluate(roleCase.access, witness, roleCase.pins).kind === 'allowed') continue;
    if (refuses(roleCase, witness)) return { action, witness, isNeeded: needed.includes(action) };
    tried += 1;
    if (tried === MOST_TRIED) return undefined;
  }
  return undefined;
}

/** Questions to the algebra for one statement: some have hundreds of actions. */
const MOST_TRIED = 5;

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
