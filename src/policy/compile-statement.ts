import { compileCondition } from './atom.ts';
import type { Box } from './box.ts';
import { kept, memory } from './kept.ts';
import { type Atom, atomHolds, exactAtom } from './key-values.ts';
import type { VariableValue } from './pattern-parts.ts';
import { type AskedPins, variableValue } from './pins.ts';
import { type ResourceSet, resourceSetOf } from './resource-patterns.ts';
import type { Statement } from './statement.ts';
import { exampleOf, withExamples } from './variables.ts';
import { isUnderstood } from './wording.ts';

/** A statement as a box. */
export interface CompiledStatement {
  /** The widest reading; undefined: matches nothing whatever the reading. */
  readonly box: Box | undefined;
  /** Why the statement may match less than the box says. */
  readonly doubt: string | undefined;
  /** What it matches for certain, where that is known of a statement in doubt. */
  readonly core: Box | undefined;
  /** What it says, with opaque atoms, where nothing but these is in doubt. */
  readonly worded: Box | undefined;
}

const NOTHING: CompiledStatement = { box: undefined, doubt: undefined, core: undefined, worded: undefined };

const PLAIN = memory<Statement, CompiledStatement>();

/**
 * Compiles a statement; what depends on something unknown is left out, which widens the box, and is a doubt. Each variable
 * without a known value goes to `open`.
 */
export function compileStatement(
  statement: Statement,
  pins: AskedPins,
  open: Set<string>,
): CompiledStatement {
  if (!isPlain(statement)) return compileAnew(statement, pins, open);
  return kept(PLAIN, statement, () => compileAnew(statement, pins, open));
}

/** A statement without conditions and variables means the same whatever is pinned. */
function isPlain({ conditions, resources }: Statement): boolean {
  return conditions.length === 0 && resources.compiled.every(({ kind }) => kind === 'glob');
}

function compileAnew(statement: Statement, pins: AskedPins, open: Set<string>): CompiledStatement {
  const known: VariableValue = (variable) => {
    const text = variableValue(pins, variable);
    // A list is no value of a variable, and known nonetheless.
    if (text === undefined && !pins.has(variable)) open.add(variable);
    return text;
  };
  const { resources, atoms, doubts, opaque } = readParts(statement, pins, known);
  if (atoms === undefined) return NOTHING;
  const box: Box = {
    actions: statement.actions,
    resources,
    atoms,
    statement: isUnderstood(statement) ? statement : undefined,
  };
  const [doubt = atoms.find(({ absentDoubt }) => absentDoubt !== undefined)?.absentDoubt] = doubts;
  if (doubt === undefined) return { box, doubt: undefined, core: undefined, worded: undefined };
  const isWorded = doubts.length > 0 && doubts.length === opaque.length;
  return {
    box,
    doubt,
    core: coreOf(statement, pins, known),
    worded: isWorded ? { ...box, atoms: [...atoms, ...opaque] } : undefined,
  };
}

/** The statement where its variables have the values of an example, and no key that is in doubt is absent. */
function coreOf(statement: Statement, pins: AskedPins, known: VariableValue): Box | undefined {
  const assumed = new Set<string>();
  const textOf = withExamples(known, (variable) => assumed.add(variable));
  const { resources, atoms, doubts } = readParts(statement, pins, textOf);
  if (doubts.length > 0 || atoms === undefined || [...assumed].some((name) => pins.has(name)))
    return undefined;
  const { actions } = statement;
  return {
    actions,
    resources,
    atoms: [...atoms.map(withoutDoubt), ...[...assumed].map(isExample)],
    statement: undefined,
  };
}

function isExample(variable: string): Atom {
  return exactAtom(variable, exampleOf(variable, 'example'), 'example');
}

function withoutDoubt(atom: Atom): Atom {
  return atom.absentDoubt === undefined
    ? atom
    : { ...atom, name: `${atom.name} if present`, whenAbsent: false };
}

/** Its resources and atoms, and why they may match less than they say; no atoms where it matches nothing. */
interface Parts {
  readonly resources: ResourceSet;
  readonly atoms: readonly Atom[] | undefined;
  readonly doubts: readonly string[];
  /** The conditions that are in doubt because of a variable. */
  readonly opaque: readonly Atom[];
}

function readParts(statement: Statement, pins: AskedPins, textOf: VariableValue): Parts {
  const at = `$.Statement[${statement.index}]`;
  const doubts: string[] = statement.trouble === undefined ? [] : [statement.trouble];
  const resources = resourceSetOf(statement.resources, textOf, (why) => doubts.push(`${at}: ${why}`));
  const atoms: Atom[] = [];
  const opaque: Atom[] = [];
  let isImpossible = false;
  for (const condition of statement.conditions) {
    const compiled = compileCondition(condition, textOf, at);
    const pinned = pins.get(condition.key);
    if (compiled.kind === 'open') {
      doubts.push(compiled.why);
      if (compiled.opaque !== undefined) opaque.push(compiled.opaque);
    } else if (pinned === undefined) atoms.push(compiled.atom);
    else {
      isImpossible ||= !atomHolds(compiled.atom, pinned);
      if (pinned.length === 0 && compiled.atom.absentDoubt !== undefined)
        doubts.push(compiled.atom.absentDoubt);
    }
  }
  return { resources, atoms: isImpossible ? undefined : atoms, doubts, opaque };
}
