import type { Catalogue, ResourceType } from '../../policy/catalogue.ts';
import { plainName } from './request.ts';

/**
 * A placeholder `FunctionName` is filled by a parameter of that name; a name also by `Function` and
 * `FunctionIdentifier`, an id by no other: what is called so may also be a name.
 */
export function parametersFor(placeholder: string): readonly string[] {
  const [, stem] = /^(.+)name$/.exec(placeholder) ?? [];
  return stem === undefined ? [placeholder] : [placeholder, stem, `${stem}identifier`];
}

/** The parameters that may hold a whole ARN of the type. */
export function arnParameters({ name }: ResourceType): readonly string[] {
  const type = plainName(name);
  return ['arn', '', 'identifier', 'name', 'id']
    .map((ending) => `${type}${ending}`)
    .concat('resourcearn', 'arn', 'resourceidentifier');
}

/**
 * All resource types of a service in the order of their names, which is that of the table of placeholders; `required`
 * where some action cannot do without.
 */
export function typesOf(service: string, catalogue: Catalogue): readonly ResourceType[] {
  const types = new Map<string, ResourceType>();
  for (const { resourceTypes } of catalogue.actionsOf(service).values())
    for (const type of resourceTypes) if (type.required || !types.has(type.name)) types.set(type.name, type);
  return [...types.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The texts around the wildcards in the last part of an ARN: one more than there are wildcards. */
export function literalsOf(arn: string): readonly string[] {
  return resourceOf(arn).split('*');
}

/** What follows the fifth colon. */
export function resourceOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/** Placeholders that the table writes as one capital, for a wildcard behind `before` in an ARN of the type. */
export function shorthands(type: string, before: string): ReadonlyMap<string, string> {
  const [own, parent] = [plainName(type), plainName(/[\w-]*(?=\W*$)/.exec(before)?.[0] ?? '')];
  return new Map([
    ['N', `${own}name`],
    ['I', `${own}id`],
    ['T', own],
    ['B', `${parent}name`],
    ['C', `${parent}id`],
  ]);
}

/**
 * The placeholders of each ARN of a type, in the order of its wildcards, from its text in the table; empty where no
 * parameter is known to fill one.
 */
export function placeholdersOf({ name, arns }: ResourceType, text: string): readonly (readonly string[])[] {
  const written = text.split('+');
  return arns.map((arn, place) => {
    const codes = written[place]?.split(',') ?? [];
    return literalsOf(arn)
      .slice(0, -1)
      .map((before, index) => {
        const code = codes[index] ?? '';
        return shorthands(name, before).get(code) ?? code;
      });
  });
}
