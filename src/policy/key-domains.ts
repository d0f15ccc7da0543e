import type { Condition } from './condition.ts';
import type { Comparison } from './condition-test.ts';
import type { Access } from './effective.ts';
import type { KeyDomain } from './key-values.ts';
import type { ValueTest } from './value-test.ts';

/** The values that an access lets a key have, by the name of the key in lower case. */
export type KeyDomains = ReadonlyMap<string, KeyDomain>;

const ANY_TEXT: KeyDomain = { isList: false, kinds: [] };

/** What values each key may have, as far as the access compares it. */
export function keyDomainsOf(access: Access): KeyDomains {
  const domains = new Map<string, KeyDomain>();
  for (const documents of access.layers)
    for (const { statements } of documents)
      for (const { conditions } of statements) addDomains(domains, conditions);
  return domains;
}

function addDomains(domains: Map<string, KeyDomain>, conditions: readonly Condition[]): void {
  for (const { key, test } of conditions) {
    if (test.kind !== 'values') continue;
    const isList = test.quantifier !== 'one';
    const kind = { test: anyOf(test.comparison.kind), holds: true };
    domains.set(key, joined(domains.get(key) ?? ANY_TEXT, { isList, kinds: [kind] }));
  }
}

/** What values a key may have that some of the accesses compare, or none. */
export function domainOf(key: string, ...accesses: readonly KeyDomains[]): KeyDomain {
  let domain = ANY_TEXT;
  for (const domains of accesses) {
    const other = domains.get(key);
    if (other !== undefined) domain = domain === ANY_TEXT ? other : joined(domain, other);
  }
  return domain;
}

function joined(one: KeyDomain, other: KeyDomain): KeyDomain {
  const more = other.kinds.filter(({ test }) => !one.kinds.some((known) => isSame(known.test, test)));
  if (more.length === 0 && (one.isList || !other.isList)) return one;
  return { isList: one.isList || other.isList, kinds: [...one.kinds, ...more] };
}

/** Booleans are texts of their own. */
function isSame(one: ValueTest, other: ValueTest): boolean {
  return one.kind === other.kind && isBoolean(one) === isBoolean(other);
}

function isBoolean(test: ValueTest): boolean {
  return test.kind === 'text' && test.boolean;
}

/** A test that every value of the kind meets, as it excludes nothing. */
function anyOf(kind: Comparison['kind']): ValueTest {
  switch (kind) {
    case 'string':
    case 'bool':
      return { kind: 'text', negated: true, boolean: kind === 'bool', globs: [] };
    case 'arn':
      return { kind, negated: true, arns: [] };
    case 'binary':
      return { kind, negated: true, texts: [] };
    case 'number':
    case 'date':
    case 'address':
      return { kind, negated: true, ranges: [] };
  }
}
