import { kindOf, pathStep } from '../model/json.ts';
import { parseTest, type Test } from './condition-test.ts';
import {
  type Complain,
  isTooLong,
  type PolicyProblem,
  parseRecord,
  TOO_LONG,
  type Version,
} from './statement-parts.ts';

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
 * Reads a condition block: all operators and keys must hold. What cannot be read is left out, with a complaint;
 * an operator or a value that is not understood stays as an undecided test.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function parseConditions(
  json: unknown,
  path: string,
  { version, report }: ConditionSyntax,
  complain: Complain,
): readonly Condition[] {
  if (json === undefined) return [];
  const conditions: Condition[] = [];
  for (const [operator, block] of Object.entries(parseRecord(json, path, complain) ?? {})) {
    const blockAt = path + pathStep(operator);
    for (const [spelling, value] of Object.entries(parseRecord(block, blockAt, complain) ?? {})) {
      const at = blockAt + pathStep(spelling);
      const values = parseValues(value, at, complain);
      if (values === undefined) continue;
      const test = parseTest(operator, values, at, version, (message) => report({ path: at, message }));
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
    if (typeof value === 'string' && isTooLong(value)) {
      complain(path, TOO_LONG);
      return undefined;
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      complain(path, `expected a string or an array of strings, found ${kindOf(value)}`);
      return undefined;
    }
    values.push(String(value));
  }
  return values;
}
