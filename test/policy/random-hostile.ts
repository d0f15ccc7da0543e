import fc from 'fast-check';
import { documentOf, statementOn } from './random-policies.ts';
import { asList } from './rewrite-parts.ts';

/** Strings that break careless readers. */
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

/** What stands where something else was expected. */
const ODD: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: TEXT },
  fc.constantFrom<unknown>(null, true, 3, 1e21, -0.5, [], {}, nested(1_000)),
  fc.array(TEXT, { maxLength: 3 }),
);

const NAMES = [
  'Version',
  'Statement',
  'Effect',
  'Action',
  'NotResource',
  'Principal',
  'AWS',
  'polluted',
  'Condition',
  'StringLike',
  'ForAllValues:StringEquals',
  'ForAnyValue:ArnNotLikeIfExists',
  'NumericLessThan',
  'DateEquals',
  'NotIpAddress',
  'BinaryEquals',
  'Null',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '\u0000',
  '\udc00',
  '',
];

/** A record; `__proto__` is a key of its own, as `JSON.parse` makes it. */
function recordOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc
    .array(fc.tuple(fc.constantFrom(...NAMES), values), { minLength: 1, maxLength: 4 })
    .map((entries) => Object.fromEntries(entries));
}

const JUNK: fc.Arbitrary<unknown> = fc.oneof(ODD, recordOf(fc.oneof(ODD, recordOf(ODD))));

/** What a policy says whom or what it is about with. */
type Subject = 'Resource' | 'Principal';

/** A document in whose JSON up to three parts have become something else. */
function spoiled(subject: Subject): fc.Arbitrary<unknown> {
  const statement = statementOn(['text', 'date']).map(({ Resource, NotResource, ...rest }) => {
    const patterns = asList(Resource ?? NotResource ?? '*');
    return { ...rest, [subject]: subject === 'Resource' ? patterns : { AWS: patterns } };
  });
  return fc
    .tuple(
      documentOf(fc.array(statement, { minLength: 1, maxLength: 2 })),
      fc.array(fc.tuple(fc.nat(60), JUNK), { maxLength: 3 }),
    )
    .map(([document, junk]) => {
      let json: unknown = document;
      for (const [place, part] of junk) json = withPart(json, place, part);
      return json;
    });
}

/** The JSON with another part at one place, counted from the innermost. */
function withPart(json: unknown, place: number, part: unknown): unknown {
  let visited = 0;
  const replaced = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return visited++ === place ? part : value;
    const entries = Object.entries(value).map(([key, inner]) => [key, replaced(inner)] as const);
    const copy = Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
    return visited++ === place ? part : copy;
  };
  return replaced(json);
}

/** A statement of odd parts under the names that it needs, so that it is read to its end. */
function strange(subject: Subject): fc.Arbitrary<unknown> {
  const about = fc.oneof(fc.constant('*'), ODD, fc.record({ AWS: ODD, Service: ODD }, { requiredKeys: [] }));
  const condition = fc.oneof({ weight: 3, arbitrary: recordOf(recordOf(ODD)) }, ODD);
  return fc
    .tuple(fc.constantFrom('Allow', 'Deny'), fc.oneof(fc.constant('*'), ODD), about, fc.option(condition))
    .map(([Effect, Action, parts, Condition]) => ({
      Version: '2012-10-17',
      Statement: { Effect, Action, [subject]: parts, ...(Condition === null ? {} : { Condition }) },
    }));
}

/** Documents on resources or on principals, which may be anything. */
export function hostile(subject: Subject): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: spoiled(subject) },
    { weight: 3, arbitrary: strange(subject) },
    { weight: 1, arbitrary: JUNK },
  );
}
