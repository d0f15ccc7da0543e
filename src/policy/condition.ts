import { kindOf, pathStep } from '../model/json.ts';
import {
  type Complain,
  inCurrentLanguage,
  type PolicyProblem,
  parseRecord,
  type Version,
} from './statement-parts.ts';

/** What a condition asks of the value of its key. */
export type Test =
  | {
      readonly kind: 'string';
      /** `equals`: the whole text; `like`: with `*` and `?`. */
      readonly match: 'equals' | 'like';
      readonly ignoreCase: boolean;
      readonly negated: boolean;
      readonly ifExists: boolean;
      /** In the pattern language of version 2012-10-17. */
      readonly values: readonly string[];
    }
  | { readonly kind: 'bool'; readonly ifExists: boolean; readonly values: readonly boolean[] }
  /** True of an absent key where `values` holds `true`, of a present one where it holds `false`. */
  | { readonly kind: 'null'; readonly values: readonly boolean[] }
  /** A test that this version cannot decide. */
  | { readonly kind: 'undecided'; readonly why: string };

/** One condition key under one operator. */
export interface Condition {
  /** In lower case: key names compare without case. */
  readonly key: string;
  /** As the document spells it. */
  readonly spelling: string;
  readonly test: Test;
}

interface ConditionSyntax {
  readonly version: Version;
  readonly report: (problem: PolicyProblem) => void;
}

/**
 * Every documented operator. `Null` takes neither `IfExists` nor a qualifier.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const OPERATOR =
  /^(Null|(For(AllValues|AnyValue):)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|Arn(Not)?(Equals|Like)|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|(Not)?IpAddress|BinaryEquals)(IfExists)?)$/i;

/** Reads a string operator without its `IfExists`. */
const STRING_OPERATOR = /^String(Not)?(Equals|EqualsIgnoreCase|Like)$/i;

/**
 * Reads a condition block: all operators and keys must hold. What cannot be read is left out, with a complaint;
 * an operator that is not understood stays as an undecided test.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function parseConditions(
  json: unknown,
  path: string,
  syntax: ConditionSyntax,
  complain: Complain,
): readonly Condition[] {
  if (json === undefined) return [];
  const conditions: Condition[] = [];
  for (const [operator, block] of Object.entries(parseRecord(json, path, complain) ?? {})) {
    const at = path + pathStep(operator);
    for (const [spelling, value] of Object.entries(parseRecord(block, at, complain) ?? {})) {
      const values = parseValues(value, at + pathStep(spelling), complain);
      if (values === undefined) continue;
      const test = parseTest(operator, values, at + pathStep(spelling), syntax);
      conditions.push({ key: spelling.toLowerCase(), spelling, test });
    }
  }
  return conditions;
}

/** Numbers and booleans may stand without quotes. */
function parseValues(json: unknown, path: string, complain: Complain): readonly string[] | undefined {
  const values: string[] = [];
  const listed: readonly unknown[] = Array.isArray(json) ? json : [json];
  for (const value of listed) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      values.push(String(value));
    else {
      complain(path, `expected a string or an array of strings, found ${kindOf(value)}`);
      return undefined;
    }
  }
  return values;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function parseTest(operator: string, values: readonly string[], path: string, syntax: ConditionSyntax): Test {
  const undecided = (message: string): Test => ({ kind: 'undecided', why: `${path}: ${message}` });
  const wrong = (message: string): Test => {
    syntax.report({ path, message });
    return undecided(message);
  };
  if (!OPERATOR.test(operator)) return wrong(`\`${operator}\` is not an operator that IAM documents`);
  const ifExists = /IfExists$/i.test(operator);
  const base = ifExists ? operator.slice(0, -'IfExists'.length) : operator;
  if (/^(Bool|Null)$/i.test(base)) {
    const flags = parseFlags(values);
    if (flags === undefined) return wrong('expected `true` or `false`');
    if (/^Bool$/i.test(base)) return { kind: 'bool', ifExists, values: flags };
    return { kind: 'null', values: flags };
  }
  const [whole, not, relation = ''] = STRING_OPERATOR.exec(base) ?? [];
  if (whole === undefined) return undecided(`the operator \`${operator}\` is not decided`);
  const ignoreCase = /IgnoreCase$/i.test(relation);
  // Which letters IAM folds outside ASCII is not documented.
  if (ignoreCase && values.some((value) => /[^\0-\x7f]/.test(value)))
    return undecided(`the operator \`${operator}\` is not decided for letters outside ASCII`);
  return {
    kind: 'string',
    match: /^Like$/i.test(relation) ? 'like' : 'equals',
    ignoreCase,
    negated: not !== undefined,
    ifExists,
    values: values.map((value) => inCurrentLanguage(value, syntax.version)),
  };
}

function parseFlags(values: readonly string[]): readonly boolean[] | undefined {
  const flags: boolean[] = [];
  for (const value of values) {
    if (!/^(true|false)$/i.test(value)) return undefined;
    flags.push(value.toLowerCase() === 'true');
  }
  return flags;
}
