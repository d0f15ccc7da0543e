import { parseBlock } from './address.ts';
import { parseDecimal } from './decimal.ts';
import { parseMoment } from './moment.ts';
import { type Comparator, parseOperator, type Quantifier, type Relation } from './operator.ts';
import { colonsIn, parsePattern } from './pattern-parts.ts';
import type { Range } from './ranges.ts';
import { inCurrentLanguage, type Version } from './statement-parts.ts';

/** What a condition asks of the values of its key. */
export type Test =
  | {
      readonly kind: 'values';
      readonly quantifier: Quantifier;
      /** Asks that no value of the policy match. */
      readonly negated: boolean;
      readonly ifExists: boolean;
      readonly comparison: Comparison;
    }
  /** True of an absent key where `values` holds `true`, of a present one where it holds `false`. */
  | { readonly kind: 'null'; readonly values: readonly boolean[] }
  /** A test that cannot be decided. */
  | { readonly kind: 'undecided'; readonly why: string };

/** What one value of a request matches: any of the values of a policy. */
export type Comparison =
  | {
      readonly kind: 'string';
      /** `equals`: the whole text; `like`: with `*` and `?`. */
      readonly match: 'equals' | 'like';
      readonly ignoreCase: boolean;
      /** In the pattern language of version 2012-10-17. */
      readonly values: readonly string[];
    }
  /** Patterns in the language of version 2012-10-17, each of six parts unless it has variables. */
  | { readonly kind: 'arn'; readonly values: readonly string[] }
  | { readonly kind: 'bool'; readonly values: readonly boolean[] }
  | {
      /** In the units of `parseDecimal` and `parseMoment`. */
      readonly kind: 'number' | 'date';
      readonly relation: Relation;
      readonly values: readonly bigint[];
    }
  /** Blocks of addresses, in the numbers of `parseAddress`. */
  | { readonly kind: 'address'; readonly values: readonly Range[] }
  | { readonly kind: 'binary'; readonly values: readonly string[] };

/** Of a condition whose key is absent: IfExists is documented to hold, and ForAnyValue not to. */
export const ANY_IF_EXISTS =
  'is not decided where the key is absent: `ForAnyValue` says no, and `IfExists` yes';

/** A comparison, or why there is none: a mistake of the policy, or something that is not documented. */
type Parsed =
  | { readonly kind: 'comparison'; readonly comparison: Comparison }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'open'; readonly message: string };

/**
 * Reads the values of a condition under its operator; hands a mistake of the policy to `report`. `path` is where
 * they stand.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseTest(
  name: string,
  values: readonly string[],
  path: string,
  version: Version,
  report: (message: string) => void,
): Test {
  const undecided = (message: string): Test => ({ kind: 'undecided', why: `${path}: ${message}` });
  const wrong = (message: string): Test => {
    report(message);
    return undecided(message);
  };
  const operator = parseOperator(name);
  if (operator === undefined) return wrong(`\`${name}\` is not an operator that IAM documents`);
  if (operator.kind === 'null') {
    const flags = allParsed(values, parseFlag);
    return flags === undefined ? wrong(EXPECTED_FLAG) : { kind: 'null', values: flags };
  }
  const { quantifier, ifExists, comparator } = operator;
  const parsed = parseComparison(comparator, values, version);
  if (parsed.kind === 'wrong') return wrong(parsed.message);
  if (parsed.kind === 'open') return undecided(`the operator \`${name}\` is not decided ${parsed.message}`);
  return {
    kind: 'values',
    quantifier,
    negated: comparator.negated,
    ifExists,
    comparison: parsed.comparison,
  };
}

const EXPECTED_FLAG = 'expected `true` or `false`';

function parseComparison(comparator: Comparator, values: readonly string[], version: Version): Parsed {
  switch (comparator.kind) {
    case 'string':
      return parseString(comparator, inCurrentLanguage(values, version));
    case 'arn':
      return parseArns(inCurrentLanguage(values, version));
    case 'bool':
      return parsed(allParsed(values, parseFlag), EXPECTED_FLAG, (flags) => ({
        kind: 'bool',
        values: flags,
      }));
    case 'number':
      return parsed(allParsed(values, parseDecimal), 'expected a number', (numbers) => ({
        kind: 'number',
        relation: comparator.relation,
        values: numbers,
      }));
    case 'date':
      return parsed(
        allParsed(values, parseMoment),
        'expected a date in ISO 8601, or in epoch seconds',
        (moments) => ({ kind: 'date', relation: comparator.relation, values: moments }),
      );
    case 'address':
      return parsed(
        allParsed(values, parseBlock),
        'expected an IP address, or a block in CIDR notation',
        (blocks) => ({ kind: 'address', values: blocks }),
      );
    case 'binary':
      return parsed(values.every(isBase64) ? values : undefined, 'expected base64', (texts) => ({
        kind: 'binary',
        values: texts,
      }));
  }
}

function parsed<Value>(
  values: readonly Value[] | undefined,
  expected: string,
  comparisonOf: (values: readonly Value[]) => Comparison,
): Parsed {
  return values === undefined
    ? { kind: 'wrong', message: expected }
    : { kind: 'comparison', comparison: comparisonOf(values) };
}

function parseString(
  { match, ignoreCase }: Extract<Comparator, { kind: 'string' }>,
  values: readonly string[],
): Parsed {
  // Which letters IAM folds outside ASCII is not documented.
  if (ignoreCase && values.some((value) => /[^\0-\x7f]/.test(value)))
    return { kind: 'open', message: 'for letters outside ASCII' };
  return { kind: 'comparison', comparison: { kind: 'string', match, ignoreCase, values } };
}

/** What a pattern that is no whole ARN matches is not documented; where it has variables only their values tell. */
function parseArns(values: readonly string[]): Parsed {
  for (const value of values) {
    const parts = parsePattern(value, 'like');
    const hasVariable = parts.some(({ kind }) => kind === 'variable' || kind === 'malformed');
    if (!hasVariable && colonsIn(parts) < ARN_COLONS)
      return { kind: 'open', message: 'for a pattern of fewer than six parts' };
  }
  return { kind: 'comparison', comparison: { kind: 'arn', values } };
}

const ARN_COLONS = 5;

function parseFlag(text: string): boolean | undefined {
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
}

/** Whether the text is base64 in its only spelling for some bytes. */
export function isBase64(text: string): boolean {
  return (
    text.length % 4 === 0 && /^[A-Za-z0-9+/]*(?:[A-Za-z0-9+/]|[AEIMQUYcgkosw048]=|[AQgw]==)$|^$/.test(text)
  );
}

function allParsed<Value>(
  texts: readonly string[],
  parse: (text: string) => Value | undefined,
): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const text of texts) {
    const value = parse(text);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
