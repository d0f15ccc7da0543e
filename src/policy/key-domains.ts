import type { Comparison } from './condition-test.ts';
import type { Access } from './effective.ts';
import type { KeyDomain } from './key-values.ts';
import type { ValueTest, Wanted } from './value-test.ts';

const ANY_TEXT: KeyDomain = { isList: false, kinds: [] };

/** What values each key may have, by its name in lower case, as far as the accesses compare it. */
export function keyDomains(accesses: readonly Access[]): (key: string) => KeyDomain {
  const documents = accesses.flatMap(({ layers }) => layers.flat());
  const kinds = new Map<string, Map<string, Wanted>>();
  const lists = new Set<string>();
  for (const { conditions } of documents.flatMap(({ statements }) => statements))
    for (const { key, test } of conditions) {
      if (test.kind !== 'values') continue;
      if (test.quantifier !== 'one') lists.add(key);
      const ofKey = kinds.get(key) ?? new Map<string, Wanted>();
      kinds.set(key, ofKey.set(test.comparison.kind, { test: anyOf(test.comparison.kind), holds: true }));
    }
  const domains = new Map<string, KeyDomain>();
  for (const [key, ofKey] of kinds) domains.set(key, { isList: lists.has(key), kinds: [...ofKey.values()] });
  return (key) => domains.get(key) ?? ANY_TEXT;
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
