import { isDeepStrictEqual } from 'node:util';
import {
  actionsIn,
  type CatalogueAction,
  LEVELS,
  ownArn,
  type ResourceType,
  type ServiceLine,
  ZERO,
} from '../src/policy/service-line.ts';

/** The line that reads as these actions, whatever their order; throws where it would not. */
export function serviceLine(service: string, actions: readonly CatalogueAction[]): ServiceLine {
  const types = new Map(
    actions.flatMap(({ resourceTypes }) => resourceTypes.map((type) => [type.name, type])),
  );
  const typeNames = [...types.keys()].sort();
  const verbs = [...new Set(actions.map((action) => cut(action).verb))].sort();
  const groups = new Map<string, Map<string, string[]>>();
  for (const action of actions) {
    const { verb, rest } = cut(action);
    const marks = action.resourceTypes
      .map(({ name, required }) => `${required ? '+' : '-'}${typeNames.indexOf(name)}`)
      .join('');
    const group = groups.get(marks) ?? new Map<string, string[]>();
    groups.set(marks, group.set(rest, [...(group.get(rest) ?? []), digit(verbs.indexOf(verb))]));
  }
  const line = [
    verbs.join(' '),
    sorted(types)
      .map(([, type]) => typeText(type, service))
      .join('|'),
    sorted(groups)
      .map(([marks, group]) => `${marks}/${groupText(group)}`)
      .join(' '),
  ];
  if (!isDeepStrictEqual(byName(actionsIn(service, line)), byName(actions)))
    throw new Error(`the actions of \`${service}\` do not fit into a line of the table`);
  return line;
}

/** An action name in two, before its second capital if a word ends there; the verb has the initial of its level. */
function cut({ name, accessLevel }: CatalogueAction): { readonly verb: string; readonly rest: string } {
  const [initial = ''] = [...LEVELS].find(([, level]) => level === accessLevel) ?? [];
  const [, action = ''] = name.split(':');
  const [verb = ''] = /^[A-Z][a-z]*(?=[A-Z])/.exec(action) ?? [];
  return { verb: `${initial}${verb}`, rest: action.slice(verb.length) };
}

function typeText({ name, arns }: ResourceType, service: string): string {
  const texts = arns.map((arn) =>
    arn.startsWith(ownArn(service)) ? arn.slice(ownArn(service).length) : arn,
  );
  const all = texts.join(',');
  return all === `${name}/*` ? name : `${name}=${all}`;
}

function groupText(group: ReadonlyMap<string, readonly string[]>): string {
  const entries: string[] = [];
  let before = '';
  for (const [rest, digits] of sorted(group)) {
    let shared = 0;
    while (shared < rest.length && rest[shared] === before[shared]) shared += 1;
    entries.push(`${digit(shared)}${rest.slice(shared)}.${digits.toSorted().join('')}`);
    before = rest;
  }
  return entries.join(',');
}

function digit(value: number): string {
  return String.fromCharCode(ZERO + value);
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}

function byName(actions: readonly CatalogueAction[]): readonly CatalogueAction[] {
  return actions.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
