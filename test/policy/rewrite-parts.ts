import type {
  AccessJson,
  ConditionJson,
  DocumentJson,
  OneOrMany,
  StatementJson,
  ValueJson,
} from './case-access.ts';

/** Writes one thing in another way. */
export type Change<Part> = (part: Part) => Part;

/** The values of one key under one operator. */
export type Entry = readonly [operator: string, key: string, values: OneOrMany<ValueJson>];

export function asList<Value>(value: OneOrMany<Value>): readonly Value[] {
  return Array.isArray(value) ? value : [value as Value];
}

export function statementsIn({ Statement }: DocumentJson): readonly StatementJson[] {
  return asList(Statement);
}

/** Changes the policies and the members of each level as a whole, but not the boundary, of which there is one. */
export function attachments(change: Change<readonly DocumentJson[]>): Change<AccessJson> {
  return (access) => ({
    ...access,
    policies: change(access.policies),
    ...(access.scps === undefined ? {} : { scps: access.scps.map(change) }),
  });
}

/** Changes every document. */
export function documents(change: Change<DocumentJson>): Change<AccessJson> {
  const attached = attachments((list) => list.map(change));
  return (access) => ({
    ...attached(access),
    ...(access.boundary === undefined ? {} : { boundary: change(access.boundary) }),
  });
}

/** Changes the statements of every document as a list. */
export function statementLists(change: Change<readonly StatementJson[]>): Change<AccessJson> {
  return documents((document) => ({ ...document, Statement: change(statementsIn(document)) }));
}

/** Changes every statement. */
export function statements(change: Change<StatementJson>): Change<AccessJson> {
  return statementLists((list) => list.map(change));
}

const ELEMENTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;

/** Changes what a statement has under the elements of these names. */
export function texts(
  names: readonly (typeof ELEMENTS)[number][],
  change: Change<OneOrMany<string>>,
): Change<StatementJson> {
  return (statement) => {
    const changed: Partial<Record<(typeof ELEMENTS)[number], OneOrMany<string>>> = {};
    for (const name of names) {
      const value = statement[name];
      if (value !== undefined) changed[name] = change(value);
    }
    return { ...statement, ...changed };
  };
}

/** Changes the conditions of a statement, unless it then had two of the same operator and key. */
export function conditions(change: Change<readonly Entry[]>): Change<StatementJson> {
  return (statement) => {
    if (statement.Condition === undefined) return statement;
    const entries = change(entriesOf(statement.Condition));
    const names = new Set(entries.map(([operator, key]) => `${operator} ${key}`));
    return names.size < entries.length ? statement : { ...statement, Condition: blockOf(entries) };
  };
}

function entriesOf(condition: ConditionJson): readonly Entry[] {
  return Object.entries(condition).flatMap(([operator, block]) =>
    Object.entries(block).map(([key, values]) => [operator, key, values] as const),
  );
}

function blockOf(entries: readonly Entry[]): ConditionJson {
  const block: Record<string, Record<string, OneOrMany<ValueJson>>> = {};
  for (const [operator, key, values] of entries) block[operator] = { ...block[operator], [key]: values };
  return block;
}

/** Changes the values of every condition. */
export function values(
  change: (values: OneOrMany<ValueJson>, operator: string) => OneOrMany<ValueJson>,
): Change<StatementJson> {
  return conditions((entries) =>
    entries.map(([operator, key, value]) => [operator, key, change(value, operator)]),
  );
}

/** Changes all that may be a list: actions, resources and values. */
export function lists(change: <Value>(value: OneOrMany<Value>) => OneOrMany<Value>): Change<AccessJson> {
  const [changeTexts, changeValues] = [texts(ELEMENTS, change<string>), values(change<ValueJson>)];
  return statements((statement) => changeTexts(changeValues(statement)));
}

/** Changes all texts in which a star is a wildcard. */
export function patterns(change: Change<string>): Change<AccessJson> {
  const changeTexts = texts(ELEMENTS, (value) => asList(value).map(change));
  const changeValues = values((value, operator) =>
    /Like|Arn/.test(operator) ? asList(value).map((one) => change(String(one))) : value,
  );
  return statements((statement) => changeTexts(changeValues(statement)));
}
