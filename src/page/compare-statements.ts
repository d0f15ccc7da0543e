import type { Finding, StatementJson } from '../findings/finding.ts';
import type { PicturedPolicy, PicturedRole, PicturedStatement } from '../findings/picture.ts';
import { serviceIn } from './patterns.ts';
import { problemOf } from './problems.ts';
import { excessMark, grantedMark, type Mark } from './statement-marks.ts';

export interface MarkedAction {
  readonly action: string;
  readonly mark?: Mark;
}

/** A statement, laid out to be read beside others. */
export interface Block {
  /** The policy that it stands in; absent of what is expected. */
  readonly policy?: { readonly name: string; readonly origin: PicturedPolicy['origin'] };
  /** `PassAnything`, or its number, counted from 0 as in messages. */
  readonly name?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly isExcluding: { readonly actions: boolean; readonly resources: boolean };
  readonly actions: readonly MarkedAction[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  /** The finding is about it. */
  readonly isNamed: boolean;
}

export interface Comparison {
  readonly expected: readonly Block[];
  readonly actual: readonly Block[];
}

/** What the definitions need of a role beside what its policies say, as far as either concerns the finding. */
export function comparisonOf(finding: Finding, role: PicturedRole | undefined): Comparison {
  const isMissing = problemOf(finding.ruleId) !== 'too-wide' && finding.expected !== undefined;
  const missing = isMissing ? (finding.expected?.policy.Statement ?? []).map(asPictured) : [];
  const services = servicesOf(finding, role);
  const concerns = (statement: PicturedStatement): boolean =>
    actionsIn(statement).some((action) => services.has(serviceIn(action)) || serviceIn(action) === '*');
  const placed = placedIn(role);
  const also = (role?.expected ?? []).filter(concerns).flatMap((statement) => without(statement, missing));
  const actual = placed.filter(({ statement, isNamed }) => isNamed(finding) || concerns(statement));
  return {
    expected: [
      ...missing.map((statement) => blockOf(statement, () => 'missing')),
      ...also.map((statement) => blockOf(statement, (action) => grantedMark(statement, action, placed))),
    ],
    actual: actual.map((place) => actualBlock(place, finding)),
  };
}

/** A statement of a role's policies or boundary. */
interface Placed {
  readonly statement: PicturedStatement;
  readonly policy: { readonly name: string; readonly origin: PicturedPolicy['origin'] };
  readonly name: string;
  readonly isNamed: (finding: Finding) => boolean;
}

function placedIn(role: PicturedRole | undefined): readonly Placed[] {
  const { policies = [], boundary } = role ?? {};
  return [...policies, ...(boundary === undefined ? [] : [boundary])].flatMap((policy) =>
    (policy.statements ?? []).map((statement, index) => ({
      statement,
      policy: { name: policy.name, origin: policy.origin },
      name: statement.Sid ?? String(index),
      isNamed: ({ statement: named }: Finding) =>
        named !== undefined && named.index === index && isPolicy(named.policy, policy.name),
    })),
  );
}

/** A finding names a policy of its own by its ARN. */
function isPolicy(named: string, name: string): boolean {
  return named === name || (named.startsWith('arn:') && named.endsWith(`/${name}`));
}

function servicesOf(finding: Finding, role: PicturedRole | undefined): ReadonlySet<string> {
  const { witness, expected } = finding;
  const named = placedIn(role).filter(({ isNamed }) => isNamed(finding));
  const actions = [
    ...(witness === undefined ? [] : [witness.action]),
    ...(expected?.policy.Statement ?? []).flatMap(({ Action }) => Action),
    ...named.flatMap(({ statement }) => actionsIn(statement)),
  ];
  return new Set(actions.map(serviceIn).filter((service) => service !== '*'));
}

function actionsIn({ Action, NotAction }: PicturedStatement): readonly string[] {
  return Action ?? NotAction ?? [];
}

/** With every value of a condition in a list. */
function asPictured({ Condition = {}, ...statement }: StatementJson): PicturedStatement {
  const conditions = Object.entries(Condition).map(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, value]) => [key, [value].flat()] as const);
    return [operator, Object.fromEntries(values)] as const;
  });
  return { ...statement, ...(conditions.length === 0 ? {} : { Condition: Object.fromEntries(conditions) }) };
}

/** What is left of the statement beside the pairs of action and resource that are told already. */
function without(
  statement: PicturedStatement,
  told: readonly PicturedStatement[],
): readonly PicturedStatement[] {
  const { Action = [], Resource = [] } = statement;
  const byResources = new Map<string, { Action: string[]; Resource: readonly string[] }>();
  for (const action of Action) {
    const same = told.filter((other) => other.Action?.includes(action));
    const left = Resource.filter((resource) => !same.some((other) => other.Resource?.includes(resource)));
    const key = left.join('\n');
    const known = byResources.get(key);
    if (known !== undefined) known.Action.push(action);
    else if (left.length > 0) byResources.set(key, { Action: [action], Resource: left });
  }
  return [...byResources.values()].map((part) => ({ ...statement, ...part }));
}

function actualBlock(place: Placed, finding: Finding): Block {
  const isNamed = place.isNamed(finding);
  const { statement, policy, name } = place;
  const mark = isNamed ? excessMark(statement, finding) : () => undefined;
  return { ...blockOf(statement, mark), policy, name, isNamed };
}

function blockOf(statement: PicturedStatement, markOf: (action: string) => Mark | undefined): Block {
  const { Effect, Action, NotAction = [], Resource, NotResource = [], Condition = {} } = statement;
  return {
    effect: Effect,
    isExcluding: { actions: Action === undefined, resources: Resource === undefined },
    actions: (Action ?? NotAction).map((action) => {
      const mark = Action === undefined ? undefined : markOf(action);
      return { action, ...(mark === undefined ? {} : { mark }) };
    }),
    resources: Resource ?? NotResource,
    conditions: Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `${operator} ${key}: ${values.join(', ')}`),
    ),
    isNamed: false,
  };
}
