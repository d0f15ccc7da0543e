import { isArn } from './arn-set.ts';
import { type Bounds, boundsOf } from './bounds.ts';
import { isPlain } from './compile-statement.ts';
import type { Access } from './effective.ts';
import { entriesIn } from './entry.ts';
import { kept } from './kept.ts';
import { type KeyDomains, keyDomainsOf } from './key-domains.ts';
import { type Pins, pinnedValues } from './pins.ts';
import type { Statement } from './statement.ts';

/** An access that is ready for comparisons. */
export interface PreparedAccess extends Bounds {
  readonly access: Access;
  readonly pins: Pins;
  /** Nothing in it depends on a condition key, so that it is the same whatever is pinned. */
  readonly isPlain: boolean;
  readonly domains: KeyDomains;
  /** The variables without a known value. */
  readonly open: ReadonlySet<string>;
  /** Some resource pattern has fewer than six parts: read as a whole, it may match more. */
  readonly hasShortPattern: () => boolean;
}

/** The last preparations of each access, the newest first. */
const PREPARED = new WeakMap<Access, PreparedAccess[]>();
const MOST_PREPARED = 8;

/** Prepares an access once for each object of pins: both are read-only, and the same ones are compared many times. */
export function prepare(access: Access, pins: Pins): PreparedAccess {
  const known = kept(PREPARED, access, () => []);
  const same = known.find((prepared) => prepared.isPlain || prepared.pins === pins);
  if (same !== undefined) return same;
  const prepared = prepareAnew(access, pins);
  known.unshift(prepared);
  if (known.length > MOST_PREPARED) known.pop();
  return prepared;
}

function prepareAnew(access: Access, pins: Pins): PreparedAccess {
  const open = new Set<string>();
  const entries = entriesIn(access.layers, pinnedValues(pins), open);
  return {
    access,
    pins,
    isPlain: everyStatement(access, isPlain),
    open,
    hasShortPattern: () => !everyStatement(access, hasWholePatterns),
    domains: keyDomainsOf(access),
    ...boundsOf(entries),
  };
}

function everyStatement({ layers }: Access, test: (statement: Statement) => boolean): boolean {
  return layers.every((documents) => documents.every(({ statements }) => statements.every(test)));
}

function hasWholePatterns({ resources }: Statement): boolean {
  return resources.patterns.every((pattern) => pattern === '*' || isArn(pattern));
}
