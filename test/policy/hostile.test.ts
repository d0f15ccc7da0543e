import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import { parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { accessFrom } from './case-access.ts';

const OPERATORS = [
  'StringLike',
  'ArnLike',
  'NumericLessThan',
  'DateEquals',
  'NotIpAddress',
  'BinaryEquals',
  'Bool',
  'Null',
  'ForAllValues:StringEquals',
  'ForAnyValue:ArnNotLikeIfExists',
  '__proto__',
  'constructor',
];
const TEXT = fc.constantFrom(
  '*',
  '${',
  '${aws:username}',
  "${k, '*'}",
  '\ud800',
  '\u0000',
  '::::::::',
  '*a'.repeat(300),
  '?'.repeat(1_000),
  'x'.repeat(20_000),
  '1'.repeat(5_000),
  '/'.repeat(5_000),
  'arn:aws:s3:::b/*',
  'toString',
  '',
);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { Statement: value };
  return value;
}

/** Requests are the auditor's own. */
const ASKED = fc.constantFrom('*', '\u0000', '\ud800', '::::::::', 'arn:aws:s3:::b/x', 'toString', '');

const ODD = fc.oneof(
  { weight: 6, arbitrary: TEXT },
  fc.constantFrom<unknown>(null, true, 3, 1e21, -0.5, [], {}, nested(1_000)),
  fc.array(TEXT, { maxLength: 3 }),
);
const KEY = fc.constantFrom('k', '__proto__', 'constructor', 'hasOwnProperty', '\u0000', '');

function recordOf(keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries));
}

const CONDITION = fc
  .array(fc.tuple(fc.constantFrom(...OPERATORS), fc.oneof({ weight: 4, arbitrary: fc.tuple(KEY, ODD) }, ODD)))
  .map((entries) =>
    Object.fromEntries(
      entries.map(([operator, block]) => [
        operator,
        Array.isArray(block) ? Object.fromEntries([block]) : block,
      ]),
    ),
  );
const STATEMENT = fc.record(
  {
    Effect: fc.constantFrom<unknown>('Allow', 'Allow', 'Deny', 'allow', null),
    Action: fc.oneof(fc.constant('*'), ODD),
    Resource: fc.oneof(fc.constant('*'), ODD),
    Condition: fc.oneof({ weight: 3, arbitrary: CONDITION }, ODD),
    Sid: ODD,
  },
  { requiredKeys: ['Effect', 'Action', 'Resource'] },
);
const DOCUMENT = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(STATEMENT, { maxLength: 3 })
      .map((Statement) => ({ Version: '2012-10-17', Statement })),
  },
  recordOf(['Version', 'Statement', '__proto__'], ODD),
  ODD,
);

describe('hostile documents', () => {
  it('neither throw nor hang, whatever they hold', () => {
    const everything = accessFrom([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    fc.assert(
      fc.property(DOCUMENT, ASKED, (document, text) => {
        const policy = { layers: [[parsePolicy(document)]] };
        const trust = { layers: [[parseTrustPolicy(document)]] };
        const request = { action: text, resource: text, context: { k: [text, 'x'] } };
        for (const access of [policy, trust]) {
          evaluate(access, request);
          const kinds = [
            contains(access, everything).kind,
            contains(everything, access).kind,
            overlaps(access, everything).kind,
          ];
          expect(kinds).not.toContain(undefined);
        }
      }),
      { numRuns: 1_000, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: true },
    );
  });

  it('a text that no policy has room for is a problem', () => {
    const long = 'x'.repeat(10_241);
    const statement = {
      Effect: 'Allow',
      Action: long,
      Resource: [long],
      Condition: { StringLike: { k: long } },
    };
    expect(parsePolicy({ Version: '2012-10-17', Statement: statement }).problems).toEqual(
      ['Action', 'Resource[0]', 'Condition.StringLike.k'].map((at) => ({
        path: `$.Statement.${at}`,
        message: 'expected a text that a policy has room for',
      })),
    );
  });
});
