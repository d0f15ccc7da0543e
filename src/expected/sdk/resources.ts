import { parseArn } from '../../model/arn.ts';
import type { ParameterValue } from '../../model/definition-value.ts';
import { type CatalogueAction, catalogue, type ResourceType } from '../../policy/catalogue.ts';
import { stemOf } from '../parameter.ts';
import { anywhere, type Target } from '../target.ts';
import { formsOf, inAnyAccount } from './forms.ts';
import { arnParameters, literalsOf, parametersFor, placeholdersOf, typesOf } from './placeholders.ts';
import type { Asked } from './reader.ts';
import { readByHand } from './readers.ts';
import { plainName, valuesOf } from './request.ts';
import tables from './tables.generated.json' with { type: 'json' };
import { ANY_RESOURCE, type Filling, filled, fillingOf, fits, known, someOf, wildcards } from './template.ts';

/** The resources of one action of a call. */
export interface Met {
  readonly needed: readonly Target[];
  /** Patterns of resources that the action may meet beside them. */
  readonly possible: readonly string[];
}

/** Services whose data lists the one type that a request needs as one of several it can do without. */
const TOLD_IS_NEEDED: ReadonlySet<string> = new Set(['events', 's3']);

/**
 * The resources that an action of the call is authorized on, from its types in the service authorization reference.
 * A type that no parameter tells is asked for as one of its resources; where several are listed, and nothing tells
 * which, they are alternatives.
 */
export function resourcesMet(action: CatalogueAction, asked: Asked): Met {
  const { machine } = asked.call;
  const types = action.resourceTypes;
  if (types.length === 0) return { needed: anywhere(asked.call), possible: [] };
  const told = new Map<ResourceType, readonly Target[]>();
  for (const type of types) {
    const targets = targetsOf(type, asked);
    if (targets !== undefined) told.set(type, targets);
  }
  const others = (kept: readonly ResourceType[]): readonly string[] =>
    types
      .filter((type) => !kept.includes(type))
      .flatMap((type) => told.get(type)?.flatMap(({ exact }) => exact) ?? wildcards(type.arns, machine));
  const required = types.filter((type) => type.required);
  const wanted = required.length > 0 || TOLD_IS_NEEDED.has(asked.service) ? decisive(types, told) : [];
  if (wanted.length > 0)
    return { needed: wanted.flatMap((type) => told.get(type) ?? []), possible: others(wanted) };
  if (required.length === 0) return { needed: [ANY_RESOURCE], possible: [] };
  return {
    needed: [someOf(required.flatMap((type) => wildcards(type.arns, machine)))],
    possible: others(required),
  };
}

/** The types that the request tells, of those that it cannot do without; the index of a table stands for the table. */
function decisive(
  types: readonly ResourceType[],
  told: ReadonlyMap<ResourceType, readonly Target[]>,
): readonly ResourceType[] {
  const named = types.filter((type) => told.has(type));
  const index = named.find(({ arns }) => arns.includes(INDEX));
  if (index !== undefined) return [index];
  return types.some(({ required }) => required) ? named.filter(({ required }) => required) : named;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/security-iam.html */
const INDEX = 'arn:*:dynamodb:*:*:table/*/index/*';

function targetsOf(type: ResourceType, asked: Asked): readonly Target[] | undefined {
  const byHand = readByHand(type, asked);
  if (byHand !== 'generic') return byHand;
  return targetsByArn(type, asked) ?? targetsByName(type, asked) ?? targetsLater(type, asked);
}

const GENERIC: ReadonlySet<string> = new Set(['resourcearn', 'arn', 'resourceidentifier']);

/** The resource whose ARN a parameter holds. */
function targetsByArn(type: ResourceType, { request }: Asked): readonly Target[] | undefined {
  for (const name of arnParameters(type)) {
    const arns = valuesOf(request, [name]).map((value) => ({ value, stem: stemOf(value) }));
    if (arns.length === 0) continue;
    const whole = arns.filter(({ stem }) => stem !== undefined && parseArn(stem) !== undefined);
    if (whole.length === arns.length) {
      const fitting = whole.every(({ value, stem = '' }) => value.kind === 'prefix' || fits(stem, type.arns));
      if (fitting) return arns.map(({ value }) => known([fillingOf(value) ?? '*']));
      return GENERIC.has(name) ? undefined : [ANY_RESOURCE];
    }
  }
  return undefined;
}

/** The resource that a parameter of the type's own name tells when the call runs. */
function targetsLater(type: ResourceType, { request, call }: Asked): readonly Target[] | undefined {
  const values = valuesOf(
    request,
    arnParameters(type).filter((name) => !GENERIC.has(name)),
  );
  const later = values.length > 0 && values.every((value) => stemOf(value) === undefined);
  return later ? [someOf(wildcards(type.arns, call.machine))] : undefined;
}

/** The resources whose names stand in parameters that are called like the placeholders of the ARN. */
function targetsByName(type: ResourceType, asked: Asked): readonly Target[] | undefined {
  for (const [place, names] of placeholdersFor(asked.service, type).entries()) {
    const arn = type.arns[place] ?? '';
    const isLast = (index: number): boolean => index === literalsOf(arn).length - 2;
    const values = names.map((name, index) => valuesFor(name, isLast(index), type, asked));
    const last = values.findLastIndex((_, index) => names[index] !== '');
    if (last < 0 || values[last]?.length === 0) continue;
    return combinations(values).map((combination) => targetFor(arn, combination, asked));
  }
  return undefined;
}

function valuesFor(
  name: string,
  isLast: boolean,
  type: ResourceType,
  { request, api }: Asked,
): readonly ParameterValue[] {
  if (name === '') return [];
  const values = valuesOf(request, parametersFor(name));
  const [own] = /(?:name|id)$/.exec(name) ?? [];
  // `Name` of `DeleteRule` is the name of a rule, which stands at the end of its ARN.
  const ofType = isLast && own !== undefined && plainName(api).endsWith(plainName(type.name));
  return values.length === 0 && ofType ? valuesOf(request, [own]) : values;
}

/** Parameters that name the account whose resource is meant. */
const OWNERS = ['registryid', 'catalogid', 'accountid', 'awsaccountid', 'owneraccount', 'domainowner'];

function targetFor(arn: string, values: readonly (ParameterValue | undefined)[], asked: Asked): Target {
  const { call, service } = asked;
  const literals = literalsOf(arn);
  const fillings = values.map((value, index): Filling => {
    const stem = value === undefined ? undefined : stemOf(value);
    if (stem === undefined || parseArn(stem) !== undefined) return undefined;
    // What looks like more than one name is not the name that the placeholder stands for.
    const separator = literals[index + 1]?.charAt(0) ?? '';
    return separator !== '' && stem.includes(separator) ? undefined : fillingOf(value);
  });
  const pattern = filled(arn, fillings, call.machine);
  if (fillings.some((filling) => filling === undefined)) return someOf([pattern]);
  if (OWNERS.some((name) => asked.request.paths.has(name))) return inAnyAccount(pattern);
  return formsOf(service, pattern, () =>
    filled(
      arn,
      fillings.map((text) => text?.toLowerCase()),
      call.machine,
    ),
  );
}

const read = new Map<string, ReadonlyMap<string, readonly (readonly string[])[]>>();

/** The placeholders of a type that parameters are known to fill. */
function placeholdersFor(service: string, type: ResourceType): readonly (readonly string[])[] {
  const texts: Readonly<Record<string, string>> = tables.names;
  const text = Object.hasOwn(texts, service) ? texts[service] : undefined;
  if (text === undefined) return [];
  let types = read.get(service);
  if (types === undefined) {
    const rows = text.split('|');
    types = new Map(
      typesOf(service, catalogue).map((each, place) => [each.name, placeholdersOf(each, rows[place] ?? '')]),
    );
    read.set(service, types);
  }
  return types.get(type.name) ?? [];
}

const MAX_COMBINATIONS = 1000;

/** Every way to take one value of each list; of a list that is empty, or makes too many ways, nothing is taken. */
function combinations(
  lists: readonly (readonly ParameterValue[])[],
): readonly (readonly (ParameterValue | undefined)[])[] {
  let all: readonly (readonly (ParameterValue | undefined)[])[] = [[]];
  for (const list of lists) {
    const choices = list.length === 0 || all.length * list.length > MAX_COMBINATIONS ? [undefined] : list;
    all = all.flatMap((before) => choices.map((value) => [...before, value]));
  }
  return all;
}
