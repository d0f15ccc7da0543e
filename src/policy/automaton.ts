import { ANY, codesOf, type Glob, STAR, takes } from './glob.ts';
import { found, GAVE_UP, NONE, type Search, spend, type Work } from './work.ts';

/** A glob as an automaton that grows where a search steps. State 0 is dead. */
interface Automaton {
  readonly start: number;
  readonly step: (state: number, code: number) => number;
  readonly accepts: (state: number) => boolean;
  /** Accepts whatever follows. */
  readonly acceptsAll: (state: number) => boolean;
  /** Codes that some position of the state waits for. */
  readonly expected: (state: number) => readonly number[];
}

const DEAD = 0;

/** A code unit that no text has: U+FFFF is no character. */
const NO_CHARACTER = 0xffff;

const PLAIN_CODES: readonly number[] = Array.from(
  'xyzabcdefghijklmnopqrstuvw0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  (character) => character.charCodeAt(0),
);

/**
 * The shortest text that all of `within` match and none of `without`: breadth first through the product of the
 * automata. Exact, and exponential at worst, which `work` bounds.
 */
export function shortestWord(within: readonly Glob[], without: readonly Glob[], work: Work): Search<string> {
  const globs = [...within, ...without];
  const automata = globs.map(automatonOf);
  const wanted = (index: number): boolean => index < within.length;
  const fails = (states: readonly number[]): boolean =>
    automata.some((automaton, index) => {
      const state = states[index] ?? DEAD;
      return wanted(index) ? state === DEAD : automaton.acceptsAll(state);
    });
  const succeeds = (states: readonly number[]): boolean =>
    automata.every((automaton, index) => automaton.accepts(states[index] ?? DEAD) === wanted(index));

  const other = strangerTo(globs).charCodeAt(0);
  const start = automata.map((automaton) => automaton.start);
  const seen = new Set([start.join()]);
  const queue = fails(start) ? [] : [{ states: start, word: '' }];
  for (const { states, word } of queue) {
    if (succeeds(states)) return found(word);
    const letters = lettersAt(automata, states, other);
    if (!spend(work, automata.length * letters.size)) return GAVE_UP;
    for (const code of letters) {
      const next = automata.map((automaton, index) => automaton.step(states[index] ?? DEAD, code));
      const key = next.join();
      if (fails(next) || seen.has(key)) continue;
      seen.add(key);
      queue.push({ states: next, word: word + String.fromCharCode(code) });
    }
  }
  return NONE;
}

/** A character that none of the globs names, readable where there is one; it stands for all the others. */
export function strangerTo(globs: readonly Glob[]): string {
  const names = (code: number) => (token: number) => token >= 0 && takes(token, code);
  return String.fromCharCode(
    PLAIN_CODES.find((code) => !globs.some(({ tokens }) => tokens.some(names(code)))) ?? NO_CHARACTER,
  );
}

function lettersAt(
  automata: readonly Automaton[],
  states: readonly number[],
  other: number,
): ReadonlySet<number> {
  return new Set([
    other,
    ...automata.flatMap((automaton, index) => automaton.expected(states[index] ?? DEAD)),
  ]);
}

/** A state is the set of places in the glob where a text can stand, each with the stars behind it skipped. */
function automatonOf({ tokens }: Glob): Automaton {
  const states: (readonly number[])[] = [[]];
  const ids = new Map<string, number>([['', DEAD]]);
  const moves = new Map<string, number>();

  const idOf = (positions: readonly number[]): number => {
    const key = positions.join();
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    states.push(positions);
    return states.length - 1;
  };
  const positionsOf = (state: number): readonly number[] => states[state] ?? [];

  return {
    start: idOf(settled(tokens, [0])),
    step: (state, code) => {
      const key = `${state},${code}`;
      let next = moves.get(key);
      if (next === undefined) {
        next = idOf(settled(tokens, advanced(tokens, positionsOf(state), code)));
        moves.set(key, next);
      }
      return next;
    },
    accepts: (state) => positionsOf(state).includes(tokens.length),
    acceptsAll: (state) => tokens.at(-1) === STAR && positionsOf(state).includes(tokens.length - 1),
    expected: (state) => positionsOf(state).flatMap((position) => codesOf(tokens[position] ?? ANY)),
  };
}

function advanced(tokens: readonly number[], positions: readonly number[], code: number): readonly number[] {
  const next: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token === STAR) next.push(position);
    else if (token !== undefined && takes(token, code)) next.push(position + 1);
  }
  return next;
}

/** Skips stars, and drops what stands before the last star reached: from there everything is reached as well. */
function settled(tokens: readonly number[], positions: readonly number[]): readonly number[] {
  const reached = new Set(positions);
  let lastStar = -1;
  for (const position of reached) {
    if (tokens[position] !== STAR) continue;
    lastStar = Math.max(lastStar, position);
    reached.add(position + 1);
  }
  return [...reached].filter((position) => position >= lastStar).sort((left, right) => left - right);
}
