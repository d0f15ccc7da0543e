import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import type { Access } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { WORK_LIMIT } from '../../src/policy/work.ts';
import { PATIENCE } from '../support/runs.ts';
import { accessFrom } from './case-access.ts';
import { hostile } from './random-hostile.ts';

const taken = vi.hoisted(() => ({ steps: 0 }));
vi.mock(import('../../src/policy/work.ts'), async (original) => {
  const { spend, ...others } = await original();
  return {
    ...others,
    spend: (work, cost) => {
      taken.steps += cost;
      return spend(work, cost);
    },
  };
});

/** Steps of a comparison. All that one may take are seconds on a slow machine; hostile documents take a few hundred. */
const FEW_STEPS = WORK_LIMIT / 100;

const EVERYTHING = accessFrom([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

/** Requests are the auditor's own. */
const ASKED = fc.constantFrom('*', '\u0000', '\ud800', '::::::::', 'arn:aws:s3:::b/x', 'toString', '');

const COMPARISONS = [
  (access: Access): string => contains(access, EVERYTHING).kind,
  (access: Access): string => contains(EVERYTHING, access).kind,
  (access: Access): string => overlaps(access, EVERYTHING).kind,
] as const;

/** A problem has a path; what is not understood has a problem. */
function expectReadable({ problems, statements }: PolicyDocument): void {
  for (const { path, message } of problems) expect([path[0], message.length > 0]).toEqual(['$', true]);
  for (const { trouble } of statements) if (trouble !== undefined) expect(problems.length).toBeGreaterThan(0);
}

describe('ten thousand hostile documents', () => {
  it.each([
    ['policies', 'Resource', parsePolicy],
    ['trust policies', 'Principal', parseTrustPolicy],
  ] as const)(
    'read as %s have a verdict after a few steps, problems with a path, and no hold on other objects',
    (_, subject, parse) => {
      const inherited = Object.getOwnPropertyNames(Object.prototype);
      fc.assert(
        fc.property(hostile(subject), ASKED, fc.constantFrom(...COMPARISONS), (json, text, compare) => {
          const document = parse(json);
          expectReadable(document);
          const access = { layers: [[document]] };
          const request = { action: text, resource: text, context: { k: [text, 'x'] } };
          expect(evaluate(access, request).kind).toMatch(/^(?:allowed|explicitDeny|implicitDeny|unknown)$/);
          taken.steps = 0;
          expect(compare(access)).toMatch(/^(?:contained|exceeds|overlaps|disjoint|unknown)$/);
          expect(taken.steps).toBeLessThan(FEW_STEPS);
        }),
        { numRuns: 5_000 },
      );
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
    PATIENCE,
  );
});

const LONG = 'x'.repeat(5_000_000);

/** A statement that is fine but for one part. */
function statementWith(part: object): object {
  return { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...part };
}

describe('a string of five million characters', () => {
  it.each<[string, object]>([
    ['an action', statementWith({ Action: LONG })],
    ['a resource in a list', statementWith({ Resource: ['*', LONG] })],
    ['an effect', statementWith({ Effect: LONG })],
    ['a condition value', statementWith({ Condition: { StringLike: { k: `${LONG}*` } } })],
    ['a number', statementWith({ Condition: { NumericEquals: { k: '1'.repeat(LONG.length) } } })],
    ['an operator', statementWith({ Condition: { [LONG]: { k: 'v' } } })],
    ['an element', statementWith({ [LONG]: '*' })],
    ['a condition block', statementWith({ Condition: LONG })],
  ])('is a problem as %s, and proves nothing', (_, statement) => {
    const document = parsePolicy({ Version: '2012-10-17', Statement: statement });
    expect(document.problems.map(({ path }) => path.slice(0, 12))).toEqual(['$.Statement.']);
    expect(contains(EVERYTHING, { layers: [[document]] }).kind).not.toBe('contained');
  });

  it.each<[string, object]>([
    ['a Sid', { Sid: LONG }],
    ['a condition key', { Condition: { StringEquals: { [LONG]: 'v' } } }],
  ])('is no harm as %s', (_, part) => {
    const document = parsePolicy({ Version: '2012-10-17', Statement: statementWith(part) });
    expect(document.problems).toEqual([]);
    expect(contains({ layers: [[document]] }, { layers: [[document]] })).toEqual({ kind: 'contained' });
  });

  it('is a problem as a version and as a document', () => {
    expect(parsePolicy({ Version: LONG, Statement: [] }).problems.map(({ path }) => path)).toEqual([
      '$.Version',
    ]);
    expect(parsePolicy(LONG).problems.map(({ path }) => path)).toEqual(['$']);
  });
});

describe('a document of two million characters', () => {
  const folder = 'reports/'.repeat(49);
  const statements = Array.from({ length: 4_000 }, (_, index) => ({
    Sid: `S${index}`,
    Effect: index % 100 === 99 ? 'Deny' : 'Allow',
    Action: ['s3:GetObject', `s3:PutObject${index % 7}`],
    Resource: `arn:aws:s3:::bucket-${index}/${folder}*`,
  }));
  const json = { Version: '2012-10-17', Statement: statements };
  const access = accessFrom(json);
  const objectIn = (bucket: string): Access =>
    accessFrom([{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/${folder}a` }]);

  it('is read without a problem', () => {
    expect(JSON.stringify(json).length).toBeGreaterThan(2_000_000);
    expect(parsePolicy(json).problems).toEqual([]);
  });

  it('is compared with everything, both ways', () => {
    expect(contains(access, EVERYTHING).kind).toMatch(/^(?:contained|unknown)$/);
    expect(contains(EVERYTHING, access).kind).toBe('exceeds');
  });

  it('is compared with one object that it allows, and with one that it denies', () => {
    expect(contains(objectIn('bucket-7'), access)).toEqual({ kind: 'contained' });
    expect(contains(objectIn('bucket-99'), access).kind).toBe('exceeds');
    expect(overlaps(objectIn('bucket-99'), access)).toEqual({ kind: 'disjoint' });
  });
});
