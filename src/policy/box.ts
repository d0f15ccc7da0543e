import { type ActionSet, actionSetOf, hasAction } from './action-set.ts';
import { type ArnGlob, arnGlobOf, matchesArn } from './arn-set.ts';
import { compileCondition } from './atom.ts';
import { type Atom, atomHolds } from './key-values.ts';
import { fillVariables, type PatternPart, type PlainPart, parsePattern } from './pattern-parts.ts';
import { type PinnedValues, variableValue } from './pins.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';

/** Resource or NotResource, ready for the algebra. */
export interface ResourceSet {
  readonly not: boolean;
  readonly globs: readonly ArnGlob[];
}

/** The requests that a statement matches: an action, a resource, and every atom. */
export interface Box {
  readonly actions: ActionSet;
  readonly resources: ResourceSet;
  readonly atoms: readonly Atom[];
}

/** What is known beforehand about the keys of a request. */
export interface Knowledge {
  readonly pins: PinnedValues;
  /** False for a key that nobody can know the value of. */
  readonly isFree: (key: string) => boolean;
}

/** A statement as a box. */
export interface CompiledStatement {
  /** The widest reading; undefined: matches nothing whatever the reading. */
  readonly box: Box | undefined;
  /** Why the statement may match less than the box says. */
  readonly doubt?: string;
}

/** Compiles a statement; what depends on something unknown is left out, which widens the box, and is a doubt. */
export function compileStatement(statement: Statement, knowledge: Knowledge): CompiledStatement {
  const doubts: string[] = statement.trouble === undefined ? [] : [statement.trouble];
  const at = `$.Statement[${statement.index}]`;
  const resources = compileResources(statement, knowledge.pins, (why) => doubts.push(`${at}: ${why}`));
  const atoms: Atom[] = [];
  let impossible = false;
  for (const condition of statement.conditions) {
    const compiled = compileCondition(condition, knowledge.pins, at);
    const pinned = knowledge.pins.get(condition.key);
    if (compiled.kind === 'open') doubts.push(compiled.why);
    else if (pinned !== undefined) impossible ||= !atomHolds(compiled.atom, pinned);
    else if (knowledge.isFree(condition.key)) atoms.push(compiled.atom);
    else doubts.push(`${at}: the request may or may not meet the condition on \`${condition.spelling}\``);
  }
  const [doubt] = doubts;
  const box = impossible ? undefined : { actions: actionSetOf(statement.actions), resources, atoms };
  return doubt === undefined ? { box } : { box, doubt };
}

function compileResources(
  { resources: { not, patterns } }: Statement,
  pins: PinnedValues,
  doubt: (why: string) => void,
): ResourceSet {
  const globs: ArnGlob[] = [];
  for (const pattern of patterns) {
    const parts = parsePattern(pattern, 'like');
    const filled = fillVariables(parts, (name) => variableValue(pins, name));
    if (filled.kind === 'filled') {
      globs.push(arnGlobOf(filled.parts));
      continue;
    }
    if (filled.kind === 'matchesNothing' && !not) continue;
    doubt(`the resources depend on the value of \`${filled.variable}\``);
    if (!not) globs.push(arnGlobOf(widened(parts)));
  }
  return { not, globs };
}

/** The pattern with `*` for its variables; a value that could hold one of the first five colons widens it to `*`. */
function widened(parts: readonly PatternPart[]): readonly PlainPart[] {
  const plain: PlainPart[] = [];
  let colons = 0;
  for (const part of parts) {
    if (part.kind === 'text') colons += part.text.split(':').length - 1;
    if (part.kind !== 'variable' && part.kind !== 'malformed') plain.push(part);
    else if (colons >= 5) plain.push({ kind: 'star' });
    else return [{ kind: 'star' }];
  }
  return plain;
}

/** Whether the box has the request. */
export function boxHas({ actions, resources, atoms }: Box, request: Request): boolean {
  const values = new Map(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]));
  return (
    hasAction(actions, request.action.toLowerCase()) &&
    resources.globs.some((arn) => matchesArn(arn, request.resource)) !== resources.not &&
    atoms.every((atom) => atomHolds(atom, values.get(atom.key) ?? []))
  );
}
