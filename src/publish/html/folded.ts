/**
 * JSON in which every value stands once, whatever holds it: findings say the same things over and over. A value is a text, a
 * number, a flag or null; or a list of which the first number is 0 for an array and 1 more than the place of its keys for an
 * object, and the others are places of values. What is held comes before what holds it, and the whole comes last.
 */
export interface Folded {
  readonly keys: readonly (readonly string[])[];
  readonly values: readonly (Scalar | readonly number[])[];
}

type Scalar = string | number | boolean | null;

/** The value, which JSON can hold, with each part of it once; keys without a value are left out. */
export function fold(value: unknown): Folded {
  const keys = places<readonly string[]>();
  const values = places<Scalar | readonly number[]>();
  const foldIn = (part: unknown): number => {
    if (isScalar(part)) return values.placeOf(`${typeof part} ${part}`, part);
    if (Array.isArray(part)) return list([0, ...part.map(foldIn)]);
    const entries = Object.entries(part ?? {}).filter(([, member]) => member !== undefined);
    const names = entries.map(([name]) => name);
    const shape = keys.placeOf(JSON.stringify(names), names) + 1;
    return list([shape, ...entries.map(([, member]) => foldIn(member))]);
  };
  const list = (numbers: readonly number[]): number => values.placeOf(numbers.join(), numbers);
  foldIn([value]);
  return { keys: keys.all, values: values.all };
}

/** What was folded; parts that are equal are one object. Throws TypeError where it is not what `fold` makes. */
export function unfold({ keys, values }: Folded): unknown {
  const made: unknown[] = [];
  const at = (place: number): unknown => {
    if (place >= made.length) throw new TypeError('a value stands behind what holds it');
    return made[place];
  };
  for (const value of values) {
    if (!isList(value)) made.push(value);
    else made.push(unfoldList(value, keys, at));
  }
  const whole = made.at(-1);
  if (!Array.isArray(whole) || whole.length !== 1) throw new TypeError('the whole is absent');
  return whole[0];
}

function unfoldList(
  [shape = 0, ...places]: readonly number[],
  keys: Folded['keys'],
  at: (place: number) => unknown,
): unknown {
  if (shape === 0) return places.map(at);
  const names = keys[shape - 1];
  if (names?.length !== places.length) throw new TypeError('an object has other keys than values');
  return Object.fromEntries(names.map((name, index) => [name, at(places[index] ?? 0)]));
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isList(value: Scalar | readonly number[]): value is readonly number[] {
  return typeof value === 'object' && value !== null;
}

interface Places<Item> {
  readonly all: readonly Item[];
  readonly placeOf: (key: string, item: Item) => number;
}

function places<Item>(): Places<Item> {
  const all: Item[] = [];
  const known = new Map<string, number>();
  const placeOf = (key: string, item: Item): number => {
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, all.length);
    return all.push(item) - 1;
  };
  return { all, placeOf };
}
