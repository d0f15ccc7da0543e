import { mapped } from '../model/mapped.ts';
import { type ArnGlob, arnGlobOf, coversArn, EVERY_ARN, meetArns } from './arn-set.ts';
import { kept, shortMemory } from './kept.ts';
import { pairs } from './pairs.ts';
import {
  colonsOf,
  fillVariables,
  type PatternPart,
  type PlainPart,
  parsePattern,
  type VariableValue,
} from './pattern-parts.ts';
import type { PatternSet } from './statement-parts.ts';

/** Resource or NotResource of a statement, ready for the algebra as far as that needs no value of a variable. */
export interface ResourcePatterns extends PatternSet {
  readonly compiled: readonly ResourcePattern[];
}

/** One resource pattern: a glob, or parts that wait for the values of their variables. */
type ResourcePattern =
  | { readonly kind: 'glob'; readonly arn: ArnGlob }
  | { readonly kind: 'variable'; readonly parts: readonly PatternPart[] };

/** Resource or NotResource without variables. */
export interface ResourceSet {
  readonly not: boolean;
  readonly globs: readonly ArnGlob[];
}

export function resourcePatternsOf({ not, patterns }: PatternSet): ResourcePatterns {
  return { not, patterns, compiled: mapped(patterns, compilePattern) };
}

/** One resource pattern, compiled as far as that needs no value of a variable. */
export function compilePattern(pattern: string): ResourcePattern {
  return kept(COMPILED, pattern, compileAnew);
}

/** What a policy grants the others speak of as well: what is required, justified and put in its place. */
const COMPILED = shortMemory<string, ResourcePattern>(2_000);

function compileAnew(pattern: string): ResourcePattern {
  const parts = parsePattern(pattern, 'like');
  const filled = fillVariables(parts, () => undefined);
  return filled.kind === 'filled'
    ? { kind: 'glob', arn: arnGlobOf(filled.parts) }
    : { kind: 'variable', parts };
}

/** Each pattern by itself; NotResource is of one piece. */
export function resourceParts(resources: ResourcePatterns): readonly ResourcePatterns[] {
  const { not, patterns, compiled } = resources;
  return not
    ? [resources]
    : pairs(patterns, compiled).map(([pattern, one]) => ({ not, patterns: [pattern], compiled: [one] }));
}

/**
 * The resources in their widest reading; hands each reason why they may be fewer to `doubt`. A variable without a
 * value matches no resource; whether NotResource then matches any is not documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resourceSetOf(
  { not, compiled }: ResourcePatterns,
  textOf: VariableValue,
  doubt: (why: string) => void,
): ResourceSet {
  const globs: ArnGlob[] = [];
  for (const pattern of compiled) {
    if (pattern.kind === 'glob') {
      globs.push(pattern.arn);
      continue;
    }
    const filled = fillVariables(pattern.parts, textOf);
    if (filled.kind === 'filled') globs.push(arnGlobOf(filled.parts));
    else if (filled.kind === 'open' || not)
      doubt(`the resources depend on the value of \`${filled.variable}\``);
    if (filled.kind === 'open' && !not) globs.push(arnGlobOf(widened(pattern.parts)));
  }
  return { not, globs };
}

/** True only if `outer` has every resource of `inner`. */
export function coversResources(outer: ResourceSet, inner: ResourceSet): boolean {
  if (inner.not && outer.not)
    return outer.globs.every((excluded) => inner.globs.some((arn) => coversArn(arn, excluded)));
  const bases = inner.not ? [EVERY_ARN] : inner.globs;
  return outer.not
    ? bases.every((base) => !outer.globs.some((excluded) => meetArns(excluded, base)))
    : bases.every((base) => outer.globs.some((arn) => coversArn(arn, base)));
}

/** The pattern with `*` for its variables; a value that could hold one of the first five colons widens it to `*`. */
function widened(parts: readonly PatternPart[]): readonly PlainPart[] {
  const plain: PlainPart[] = [];
  let colons = 0;
  for (const part of parts) {
    if (part.kind === 'text') colons += colonsOf(part.text);
    if (part.kind !== 'variable' && part.kind !== 'malformed') plain.push(part);
    else if (colons >= 5) plain.push({ kind: 'star' });
    else return [{ kind: 'star' }];
  }
  return plain;
}
