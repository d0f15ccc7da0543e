import { kept, memory } from './kept.ts';

/** Condition keys whose value is known beforehand (`null`: known to be absent); names compare without case. */
export type Pins = Readonly<Record<string, readonly string[] | null>>;

/** Pins by their names in lower case; an absent key has no values. */
export type PinnedValues = ReadonlyMap<string, readonly string[]>;

/** What pins say of one key after the other. */
export type AskedPins = Pick<PinnedValues, 'get' | 'has'>;

/** The pins with `more` of them. */
export function joinPins(pins: Pins, more: Pins): Pins {
  return Object.assign({}, pins, more);
}

export function pinnedValues(pins: Pins): PinnedValues {
  return kept(VALUES, pins, valuesOf);
}

/** Pins are read-only, and the same ones are asked for again and again. */
const VALUES = memory<Pins, PinnedValues>();

function valuesOf(pins: Pins): PinnedValues {
  const values = new Map<string, readonly string[]>();
  for (const [key, pinned] of Object.entries(pins)) values.set(key.toLowerCase(), pinned ?? []);
  return values;
}

/**
 * The text that a policy variable stands for: `null` where its key is absent, undefined where the value is not
 * known or is a list, which no variable can stand for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function variableValue(values: AskedPins, name: string): string | null | undefined {
  const [value, ...more] = values.get(name) ?? [undefined, undefined];
  if (more.length > 0) return undefined;
  return value ?? null;
}
