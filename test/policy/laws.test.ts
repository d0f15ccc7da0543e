import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { type AccessJson, accessFrom, type DocumentJson, type StatementJson } from './case-access.ts';
import { FAMILY, type Family } from './random-pairs.ts';
import { attachments, statementsIn } from './rewrite-parts.ts';

/**
 * The answers about one family. All of its accesses say something about every key that one of them asks about, and
 * allow nothing with it: what values a key has is told by the operators of both sides, so that the laws hold among
 * accesses that use a key alike.
 */
function comparer({ accesses, pins, mayBeOpen }: Family) {
  const alike = accesses.flatMap(documentsIn).map(speechless);
  const accessOf = (access: AccessJson): Access =>
    accessFrom({ ...access, policies: [...access.policies, ...alike] });
  return {
    contains: (left: AccessJson, right: AccessJson): string =>
      contains(accessOf(left), accessOf(right), { pins }).kind,
    overlaps: (left: AccessJson, right: AccessJson): string =>
      overlaps(accessOf(left), accessOf(right), { pins }).kind,
    /** What the law says, or at least nothing else where the family may be left open. */
    lawful: (kind: string): readonly string[] => (mayBeOpen ? [kind, 'unknown'] : [kind]),
  };
}

function documentsIn({ policies, boundary, scps = [] }: AccessJson): readonly DocumentJson[] {
  return [...policies, ...(boundary === undefined ? [] : [boundary]), ...scps.flat()];
}

/** The conditions of a document, on no resource at all. */
function speechless(document: DocumentJson): DocumentJson {
  const Statement = statementsIn(document).flatMap(({ Condition }): readonly StatementJson[] =>
    Condition === undefined ? [] : [{ Effect: 'Allow', Action: '*', NotResource: '*', Condition }],
  );
  return { ...document, Statement };
}

function law(title: string, share: number, holds: (family: Family) => void): void {
  it(title, () => fc.assert(fc.property(FAMILY, holds), { numRuns: runs(share) }), PATIENCE);
}

/** Every order of three. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

describe('the order of accesses', () => {
  law('is reflexive', 0.02, (family) => {
    const { contains, lawful } = comparer(family);
    const [access] = family.accesses;
    expect(lawful('contained')).toContain(contains(access, access));
  });

  law('is transitive', 0.04, (family) => {
    const { contains, lawful } = comparer(family);
    const inside = family.accesses.map((left) => family.accesses.map((right) => contains(left, right)));
    for (const [a, b, c] of ORDERS)
      if (inside[a]?.[b] === 'contained' && inside[b]?.[c] === 'contained')
        expect(lawful('contained')).toContain(inside[a]?.[c]);
  });

  law('goes with overlaps, which are symmetric', 0.04, (family) => {
    const { contains, overlaps, lawful } = comparer(family);
    const [a, b] = family.accesses;
    const overlap = overlaps(a, b);
    if (overlap !== 'unknown') expect(lawful(overlap)).toContain(overlaps(b, a));
    const verdict = contains(a, b);
    if (verdict === 'contained') expect(lawful(overlap)).toContain(overlaps(a, a));
    if (verdict === 'exceeds') expect(lawful('overlaps')).toContain(overlaps(a, a));
  });
});

/** An access that allows at most what `access` does; `other` lends it statements. */
type Narrowing = (access: AccessJson, other: AccessJson) => AccessJson;

function statementsOf({ policies }: AccessJson): readonly StatementJson[] {
  return policies.flatMap(statementsIn);
}

const NARROWINGS: readonly (readonly [string, Narrowing])[] = [
  [
    'a further Deny',
    (access, other) => {
      const Statement = statementsOf(other).map((statement) => ({ ...statement, Effect: 'Deny' as const }));
      return { ...access, policies: [...access.policies, { Version: '2012-10-17', Statement }] };
    },
  ],
  [
    'an Allow less in every policy',
    attachments((documents) =>
      documents.map((document) => {
        const statements = statementsIn(document);
        const gone = statements.findIndex(({ Effect }) => Effect === 'Allow');
        return { ...document, Statement: statements.filter((_, index) => index !== gone) };
      }),
    ),
  ],
  [
    'a boundary',
    (access, { policies: [boundary] }) => (access.boundary || !boundary ? access : { ...access, boundary }),
  ],
  [
    'a level of service control policies',
    (access, { policies }) => ({ ...access, scps: [...(access.scps ?? []), policies] }),
  ],
];

describe.each(NARROWINGS)('an access with %s', (_, narrow) => {
  law('is contained in what it was', 0.02, (family) => {
    const { contains, lawful } = comparer(family);
    const [access, other] = family.accesses;
    expect(lawful('contained')).toContain(contains(narrow(access, other), access));
  });

  law(
    'is contained in all that it was contained in, and disjoint from all that it was disjoint from',
    0.02,
    (family) => {
      const { contains, overlaps, lawful } = comparer(family);
      const [access, other, third] = family.accesses;
      const narrower = narrow(access, third);
      if (contains(access, other) === 'contained')
        expect(lawful('contained')).toContain(contains(narrower, other));
      if (contains(other, narrower) === 'contained')
        expect(lawful('contained')).toContain(contains(other, access));
      if (overlaps(access, other) === 'disjoint')
        expect(lawful('disjoint')).toContain(overlaps(narrower, other));
    },
  );
});

describe('an access', () => {
  law('is contained in its boundary and in each of its levels', 0.04, (family) => {
    const { contains, lawful } = comparer(family);
    for (const access of family.accesses)
      for (const policies of [...(access.boundary ? [[access.boundary]] : []), ...(access.scps ?? [])])
        expect(lawful('contained')).toContain(contains(access, { policies }));
  });

  law('allows nothing that its Deny statements are about', 0.04, (family) => {
    const { overlaps, lawful } = comparer(family);
    for (const access of family.accesses)
      for (const document of access.policies) {
        const denied = statementsIn(document).filter(({ Effect }) => Effect === 'Deny');
        const Statement = denied.map((statement) => ({ ...statement, Effect: 'Allow' as const }));
        expect(lawful('disjoint')).toContain(overlaps(access, { policies: [{ ...document, Statement }] }));
      }
  });
});

describe('an unrelated Allow on both sides', () => {
  const UNRELATED: StatementJson = { Effect: 'Allow', Action: 'other:Thing', Resource: 'arn:aws:other:::it' };
  const ALONE: AccessJson = { policies: [{ Version: '2012-10-17', Statement: UNRELATED }] };

  law('changes nothing, unless the right side denies it', 0.04, (family) => {
    const { contains, lawful } = comparer(family);
    const [left, right] = family.accesses;
    const [more, most] = [left, right].map((access) => ({
      ...access,
      policies: [...access.policies, ...ALONE.policies],
    }));
    if (more === undefined || most === undefined || contains(ALONE, most) !== 'contained') return;
    const before = contains(left, right);
    if (before !== 'unknown') expect(lawful(before)).toContain(contains(more, most));
  });
});
