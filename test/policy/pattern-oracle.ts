import { DFA, JS, NFA } from 'refa';

/** A set of texts, as an automaton that the engine under test had no hand in. */
export type Language = DFA;

/** The texts that an IAM pattern stands for, by way of a regular expression. */
function languageOf(source: string, flags: '' | 'i'): Language {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags }).parse();
  return DFA.fromFA(NFA.fromRegex(expression, { maxCharacter }));
}

/** The actions of a pattern: whole texts, without case. */
export function actionLanguage(pattern: string): Language {
  return languageOf(expressionOf(pattern, '[^]'), 'i');
}

/** The resources of a pattern: five segments without colons, then the rest; what it lacks is `*`. */
export function resourceLanguage(pattern: string): Language {
  const segments = pattern.split(':');
  const bounded = Array.from({ length: 5 }, (_, index) => expressionOf(segments[index] ?? '*', '[^:]'));
  const rest = segments.length > 5 ? segments.slice(5).join(':') : '*';
  return languageOf([...bounded, expressionOf(rest, '[^]')].join(':'), '');
}

function expressionOf(pattern: string, any: string): string {
  return pattern.replace(/\$\{([*?$])\}|./gs, (piece, escaped: string | undefined) => {
    if (piece === '*') return `${any}*`;
    if (piece === '?') return any;
    return (escaped ?? piece).replace(/[^A-Za-z0-9]/, '\\$&');
  });
}

/** One state of each automaton; undefined: no text leads further. */
type States = readonly (DFA.Node | undefined)[];

/** Whether some text is in every language of `inside` and in none of `outside`. */
export function isInhabited(inside: readonly Language[], outside: readonly Language[] = []): boolean {
  const all = [...inside, ...outside];
  const ids = new Map<unknown, number>();
  const idOf = (state: unknown): number => ids.get(state) ?? ids.set(state, ids.size).size - 1;
  const seen = new Set<string>();
  const queue: States[] = [all.map(({ initial }) => initial)];
  for (const states of queue) {
    if (states.every((state, index) => isFinal(all[index], state) === index < inside.length)) return true;
    for (const next of successorsOf(states)) {
      const id = next.map(idOf).join();
      if (seen.has(id) || next.slice(0, inside.length).includes(undefined)) continue;
      seen.add(id);
      queue.push(next);
    }
  }
  return false;
}

function isFinal(language: Language | undefined, state: States[number]): boolean {
  return language !== undefined && state !== undefined && language.finals.has(state);
}

/** What the states come to by one character of each range that any of them tells apart. */
function* successorsOf(states: States): Iterable<States> {
  const starts = new Set<number>();
  for (const state of states) for (const { min } of state?.out.keys() ?? []) starts.add(min);
  for (const state of states) for (const { max } of state?.out.keys() ?? []) starts.add(max + 1);
  for (const start of starts) yield states.map((state) => state?.out.get(start));
}

/** Whether the language has the text. */
export function hasText({ initial, finals }: Language, text: string): boolean {
  let state: States[number] = initial;
  for (let at = 0; at < text.length; at += 1) state = state?.out.get(text.charCodeAt(at));
  return state !== undefined && finals.has(state);
}
