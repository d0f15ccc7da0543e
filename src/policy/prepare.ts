import { areSameTexts } from '../model/same-texts.ts';
import { isArn } from './arn-set.ts';
import { type Bounds, boundsOf } from './bounds.ts';
import type { Access } from './effective.ts';
import { entriesIn } from './entry.ts';
import { kept, memory, once } from './kept.ts';
import { type KeyDomains, keyDomainsOf } from './key-domains.ts';
import { type Pins, pinnedValues } from './pins.ts';
import type { Statement } from './statement.ts';

/** An access that is ready for comparisons. */
export interface PreparedAccess extends Bounds {
  readonly access: Access;
  readonly pins: Pins;
  /** The keys that it depends on, with what was pinned: it is the same under all pins that say this of them. */
  readonly asked: ReadonlyMap<string, readonly string[] | undefined>;
  readonly domains: KeyDomains;
  /** The variables without a known value. */
  readonly open: ReadonlySet<string>;
  /** Some resource pattern has fewer than six parts: read as a whole, it may match more. */
  readonly hasShortPattern: () => boolean;
}

/** The last preparations of each access, the newest at the end. */
const PREPARED = memory<Access, PreparedAccess[]>();
const MOST_PREPARED = 8;

/** Prepares an access once for all pins that are one to it: both are read-only, and the same ones are compared many times. */
export function prepare(access: Access, pins: Pins): PreparedAccess {
  const known = kept(PREPARED, access, () => []);
  const same = known.findLast((prepared) => isUnder(prepared, pins));
  if (same !== undefined) return same;
  const prepared = prepareAnew(access, pins);
  known.push(prepared);
  if (known.length > MOST_PREPARED) known.shift();
  return prepared;
}

function isUnder({ asked, pins: before }: PreparedAccess, pins: Pins): boolean {
  if (before === pins || asked.size === 0) return true;
  const values = pinnedValues(pins);
  for (const [key, pinned] of asked) if (!areSame(values.get(key), pinned)) return false;
  return true;
}

function areSame(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return areSameTexts(one, other);
}

function prepareAnew(access: Access, pins: Pins): PreparedAccess {
  const open = new Set<string>();
  const values = pinnedValues(pins);
  const asked = new Map<string, readonly string[] | undefined>();
  const get = (key: string): readonly string[] | undefined => {
    const pinned = values.get(key);
    asked.set(key, pinned);
    return pinned;
  };
  const all = entriesIn(access.layers, { get, has: (key) => get(key) !== undefined }, open);
  const { entries, isCertain, atLeast, atMost, asWorded } = boundsOf(all);
  return {
    access,
    pins,
    asked,
    open,
    hasShortPattern: once(
      () =>
        !access.layers.every((documents) =>
          documents.every(({ statements }) => statements.every(hasWholePatterns)),
        ),
    ),
    domains: keyDomainsOf(access),
    entries,
    isCertain,
    atLeast,
    atMost,
    asWorded,
  };
}

function hasWholePatterns({ resources }: Statement): boolean {
  return resources.patterns.every((pattern) => pattern === '*' || isArn(pattern));
}
