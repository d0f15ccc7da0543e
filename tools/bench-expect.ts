import fc from 'fast-check';
import { expectationOf } from '../src/expected/expect.ts';
import { walkDefinition } from '../src/model/definition.ts';
import { MACHINE } from '../test/expected/support.ts';
import { type Outline, outlines, PLAIN_MANNER, TASKS, written } from '../test/support/random-definitions.ts';

/** Each question is asked again and again for so long, after as long a warm-up. */
const LEAST_MS = 1_500;
const DEFINITIONS = 400;
const LARGE_STATES = 5_000;
const LARGE_CHARACTERS = 2 ** 20;

interface Row {
  readonly question: string;
  /** Milliseconds of one round. */
  readonly ms: number;
  /** What one round is made of. */
  readonly count: number;
  readonly unit: string;
  /** Milliseconds that `JSON.parse` takes for the same texts. */
  readonly parseMs: number;
}

function time(round: () => void): number {
  const run = (): number => {
    const start = performance.now();
    let rounds = 0;
    while (rounds === 0 || performance.now() - start < LEAST_MS) {
      round();
      rounds += 1;
    }
    return (performance.now() - start) / rounds;
  };
  run();
  return run();
}

function measure(
  question: string,
  unit: string,
  texts: readonly string[],
  count: number,
  ask: (text: string) => unknown,
): Row {
  return {
    question,
    unit,
    count,
    ms: time(() => each(texts, ask)),
    parseMs: time(() => each(texts, JSON.parse)),
  };
}

function each(texts: readonly string[], ask: (text: string) => unknown): void {
  for (const text of texts) ask(text);
}

/** Random definitions from a fixed seed, as large as published ones are on average. */
function typicalDefinitions(): readonly string[] {
  return fc
    .sample(outlines(3), { numRuns: DEFINITIONS, seed: 20_261_122 })
    .map((outline) => written(outline, PLAIN_MANNER));
}

/** One definition of the greatest length that Step Functions takes. */
function largeDefinition(): string {
  const outline = Array.from({ length: LARGE_STATES }, (_, index): Outline => {
    const task = TASKS[index % TASKS.length] ?? {};
    return index % 2 === 0 ? { kind: 'task', task } : { kind: 'plain', state: { Type: 'Pass' } };
  });
  const text = written(outline, PLAIN_MANNER);
  return text.padEnd(LARGE_CHARACTERS);
}

const expected = (definition: string): void => {
  expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
};
const typical = typicalDefinitions();
const tasks = typical.flatMap((text) => walkDefinition(text).tasks).length;
const large = largeDefinition();

const rows: readonly Row[] = [
  measure('walk a definition', 'definition', typical, typical.length, walkDefinition),
  measure('expect a task, its definition walked', 'task', typical, tasks, expected),
  measure(`walk 1 MiB with ${LARGE_STATES} states`, 'definition', [large], 1, walkDefinition),
  measure(`expect 1 MiB with ${LARGE_STATES} states`, 'definition', [large], 1, expected),
];

console.log(
  `${['question', 'ms each', 'per second', '× JSON.parse'].map((head, at) => (at === 0 ? head.padEnd(40) : head.padStart(16))).join('')}`,
);
for (const { question, unit, count, ms, parseMs } of rows)
  console.log(
    question.padEnd(40) +
      (ms / count).toFixed(4).padStart(16) +
      `${Math.round((1000 * count) / ms)} ${unit}s`.padStart(20) +
      `×${(ms / parseMs).toFixed(1)}`.padStart(12),
  );
