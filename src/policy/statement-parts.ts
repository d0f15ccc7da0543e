import { isRecord, type JsonRecord, kindOf, own, pathStep } from '../model/json.ts';
import { mapped } from '../model/mapped.ts';
import { escapeVariables } from './pattern-parts.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
export type Version = '2008-10-17' | '2012-10-17';

/** Something in a document that does not make sense, by JSON path. */
export interface PolicyProblem {
  /** `$.Statement[1].Condition.StringFoo["aws:x"]`. */
  readonly path: string;
  readonly message: string;
}

/** Action and Resource, or with `not` their complements NotAction and NotResource. */
export interface PatternSet {
  readonly not: boolean;
  /** In the pattern language of version 2012-10-17, whatever the version of the document. */
  readonly patterns: readonly string[];
}

/** Notes that the part at `path` could not be understood. */
export type Complain = (path: string, message: string) => void;

/** Everything: what a part that could not be understood may mean at most. */
export const ANYTHING: PatternSet = { not: false, patterns: ['*'] };

/** The one of `name` and `Not<name>` that a statement has, with its value; complains where that is not one. */
export function oneOf(
  statement: JsonRecord,
  name: 'Action' | 'Resource' | 'Principal',
  path: string,
  complain: Complain,
): { readonly not: boolean; readonly path: string; readonly value: unknown } | undefined {
  const negative = `Not${name}`;
  const plain = own(statement, name);
  const inverted = own(statement, negative);
  if ((plain === undefined) !== (inverted === undefined))
    return plain === undefined
      ? { not: true, path: path + pathStep(negative), value: inverted }
      : { not: false, path: path + pathStep(name), value: plain };
  complain(path, `expected one of \`${name}\` and \`${negative}\``);
  return undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function parseActions(statement: JsonRecord, path: string, complain: Complain): PatternSet {
  return parsePatterns(statement, 'Action', path, complain);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export function parseResources(
  statement: JsonRecord,
  path: string,
  complain: Complain,
  version: Version,
): PatternSet {
  const { not, patterns } = parsePatterns(statement, 'Resource', path, complain);
  return { not, patterns: inCurrentLanguage(patterns, version) };
}

function parsePatterns(
  statement: JsonRecord,
  name: 'Action' | 'Resource',
  path: string,
  complain: Complain,
): PatternSet {
  const found = oneOf(statement, name, path, complain);
  if (found === undefined) return ANYTHING;
  const patterns = parseTexts(found.value, found.path, complain);
  return patterns === undefined ? ANYTHING : { not: found.not, patterns };
}

/** Patterns of a document of this version in the language of version 2012-10-17. */
export function inCurrentLanguage(patterns: readonly string[], version: Version): readonly string[] {
  return version === '2012-10-17' ? patterns : mapped(patterns, escapeVariables);
}

/**
 * No policy may be longer, so that no text in it is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const LONGEST_TEXT = 10_240;

export const TOO_LONG = 'expected a text that a policy has room for';

export function isTooLong(text: string): boolean {
  return text.length > LONGEST_TEXT;
}

/** A text, or an array of at least one. */
export function parseTexts(value: unknown, path: string, complain: Complain): readonly string[] | undefined {
  if (typeof value === 'string') return parseText(value, path, complain) === undefined ? undefined : [value];
  if (!Array.isArray(value) || value.length === 0) {
    const found = Array.isArray(value) ? 'an empty array' : kindOf(value);
    complain(path, `expected a string or an array of strings, found ${found}`);
    return undefined;
  }
  const items: readonly unknown[] = value;
  if (areTexts(items)) return items;
  items.forEach((item, index) => {
    parseText(item, path + pathStep(index), complain);
  });
  return undefined;
}

function areTexts(values: readonly unknown[]): values is readonly string[] {
  for (const value of values) if (!isText(value)) return false;
  return true;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !isTooLong(value);
}

function parseText(value: unknown, path: string, complain: Complain): string | undefined {
  if (isText(value)) return value;
  complain(path, typeof value === 'string' ? TOO_LONG : `expected a string, found ${kindOf(value)}`);
  return undefined;
}

/** The record at `path`, or undefined with a complaint. */
export function parseRecord(value: unknown, path: string, complain: Complain): JsonRecord | undefined {
  if (isRecord(value)) return value;
  complain(path, `expected an object, found ${kindOf(value)}`);
  return undefined;
}
