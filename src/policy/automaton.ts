import { ANY, codesOf, type Glob, STAR, takes } from './glob.ts';
import { pairs } from './pairs.ts';
import { found, GAVE_UP, NONE, type Search, spend, type Work } from './work.ts';

/** The places in a glob where a text can stand; none: no text that goes on from here matches. */
interface State {
  readonly id: number;
  readonly positions: readonly number[];
}

/** A glob as an automaton that grows where a search steps. */
interface Automaton {
  /** Whether the texts in search of are among those that match. */
  readonly wanted: boolean;
  readonly tokens: readonly number[];
  readonly start: State;
  readonly step: (state: State, code: number) => State;
}

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
  const automata = [
    ...within.map((glob) => automatonOf(glob, true)),
    ...without.map((glob) => automatonOf(glob, false)),
  ];
  const other = strangerTo([...within, ...without]).charCodeAt(0);
  const seen = new Set<string>();
  const queue = [{ states: automata.map(({ start }) => start), word: '' }];
  for (const { states, word } of queue) {
    const run = [...pairs(automata, states)];
    if (run.every(([automaton, state]) => accepts(automaton, state) === automaton.wanted)) return found(word);
    const letters = new Set([other, ...run.flatMap(([automaton, state]) => expected(automaton, state))]);
    if (!spend(work, run.length * letters.size)) return GAVE_UP;
    for (const code of letters) {
      const next = run.map(([automaton, state]) => automaton.step(state, code));
      const key = next.map(({ id }) => id).join();
      if (seen.has(key) || [...pairs(automata, next)].some(isLost)) continue;
      seen.add(key);
      queue.push({ states: next, word: word + String.fromCharCode(code) });
    }
  }
  return NONE;
}

function accepts({ tokens }: Automaton, { positions }: State): boolean {
  return positions.includes(tokens.length);
}

/** No text that goes on from here is in search of. */
function isLost([{ wanted, tokens }, { positions }]: readonly [Automaton, State]): boolean {
  if (wanted) return positions.length === 0;
  return tokens.at(-1) === STAR && positions.includes(tokens.length - 1);
}

/** The codes that some position of the state waits for. */
function expected({ tokens }: Automaton, { positions }: State): readonly number[] {
  return positions.flatMap((position) => codesOf(tokens[position] ?? ANY));
}

/** A character that none of the globs names, readable where there is one; it stands for all the others. */
export function strangerTo(globs: readonly Glob[]): string {
  const named = new Set(globs.flatMap(({ tokens }) => tokens.flatMap(codesOf)));
  return String.fromCharCode(PLAIN_CODES.find((code) => !named.has(code)) ?? NO_CHARACTER);
}

function automatonOf({ tokens }: Glob, wanted: boolean): Automaton {
  const states = new Map<string, State>();
  const moves = new Map<string, State>();
  const stateAt = (positions: readonly number[]): State => {
    const key = positions.join();
    const state = states.get(key) ?? { id: states.size, positions };
    states.set(key, state);
    return state;
  };
  const step = (state: State, code: number): State => {
    const key = `${state.id},${code}`;
    const next = moves.get(key) ?? stateAt(settled(tokens, advanced(tokens, state.positions, code)));
    moves.set(key, next);
    return next;
  };
  return { wanted, tokens, start: stateAt(settled(tokens, [0])), step };
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
