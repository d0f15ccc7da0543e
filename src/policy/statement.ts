import { isRecord, kindOf, own, pathStep } from '../model/json.ts';
import { type ActionSet, actionSetOf } from './action-set.ts';
import { type Condition, parseConditions } from './condition.ts';
import { type ResourcePatterns, resourcePatternsOf } from './resource-patterns.ts';
import {
  ANYTHING,
  type Complain,
  type PatternSet,
  type PolicyProblem,
  parseActions,
  type Version,
} from './statement-parts.ts';

/** One statement in its widest reading: what could not be understood is `*`, or a condition left out. */
export interface Statement {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  /** `Unknown`: the statement is unreadable and may allow or deny anything. */
  readonly effect: 'Allow' | 'Deny' | 'Unknown';
  readonly actions: ActionSet;
  /** In a trust policy: the principals. */
  readonly resources: ResourcePatterns;
  readonly conditions: readonly Condition[];
  /** JSON path and reason of the first part that could not be understood. */
  readonly trouble: string | undefined;
}

/** What sets the statements of one kind of policy apart from those of another. */
export interface StatementSyntax {
  readonly version: Version;
  /** The elements that not every kind of policy has. */
  readonly elements: readonly string[];
  readonly parseSubject: (
    statement: Readonly<Record<string, unknown>>,
    path: string,
    complain: Complain,
    version: Version,
  ) => PatternSet;
  readonly report: (problem: PolicyProblem) => void;
}

const COMMON_ELEMENTS: readonly string[] = ['Sid', 'Effect', 'Action', 'Condition'];

/** Stands in for a statement, or a whole document, that may allow or deny anything. */
export function unreadableStatement(index: number, trouble: string): Statement {
  return {
    index,
    sid: undefined,
    effect: 'Unknown',
    actions: actionSetOf(ANYTHING),
    resources: resourcePatternsOf(ANYTHING),
    conditions: [],
    trouble,
  };
}

/**
 * Reads one statement; element names are those of the policy grammar, in its case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parseStatement(
  json: unknown,
  index: number,
  path: string,
  syntax: StatementSyntax,
): Statement {
  let trouble: string | undefined;
  const complain: Complain = (at, message) => {
    syntax.report({ path: at, message });
    trouble ??= `${at}: ${message}`;
  };
  if (!isRecord(json)) {
    const message = `expected a statement, found ${kindOf(json)}`;
    complain(path, message);
    return unreadableStatement(index, `${path}: ${message}`);
  }
  for (const element of Object.keys(json))
    if (!COMMON_ELEMENTS.includes(element) && !syntax.elements.includes(element))
      complain(path + pathStep(element), 'this policy has no such element');

  const effect = own(json, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    const message = 'expected `Allow` or `Deny`';
    complain(`${path}.Effect`, message);
    return unreadableStatement(index, `${path}.Effect: ${message}`);
  }
  const sid = own(json, 'Sid');
  const statement: Statement = {
    index,
    sid: typeof sid === 'string' ? sid : undefined,
    effect,
    actions: actionSetOf(parseActions(json, path, complain)),
    resources: resourcePatternsOf(syntax.parseSubject(json, path, complain, syntax.version)),
    conditions: parseConditions(own(json, 'Condition'), `${path}.Condition`, syntax, complain),
    trouble: undefined,
  };
  return trouble === undefined ? statement : { ...statement, trouble };
}
