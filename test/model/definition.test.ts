import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Definition, type DistributedMap, walkDefinition } from '../../src/model/definition.ts';

interface WalkCase {
  readonly title: string;
  readonly definition: unknown;
  readonly tasks: readonly string[];
  readonly problems: Definition['problems'];
  readonly distributedMaps?: readonly DistributedMap[];
  readonly inExpressMap?: readonly string[];
  readonly queryLanguages?: readonly string[];
  readonly parameters?: readonly unknown[];
  readonly credentials?: readonly unknown[];
}

const FOLDER = join(import.meta.dirname, '../cases/definitions/walk');
const CASES = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as WalkCase,
);

function textOf(definition: unknown): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}

describe('walkDefinition', () => {
  test.each(CASES)('$title', (walk) => {
    const { tasks, problems, distributedMaps } = walkDefinition(textOf(walk.definition));
    expect(tasks.map(({ path }) => path)).toEqual(walk.tasks);
    expect(problems).toEqual(walk.problems);
    expect(distributedMaps).toEqual(walk.distributedMaps ?? []);
    expect(tasks.filter((task) => task.inExpressMap).map(({ path }) => path)).toEqual(
      walk.inExpressMap ?? [],
    );
    if (walk.queryLanguages !== undefined)
      expect(tasks.map(({ queryLanguage }) => queryLanguage)).toEqual(walk.queryLanguages);
    if (walk.parameters !== undefined)
      expect(tasks.map(({ parameters }) => parameters ?? null)).toEqual(walk.parameters);
    if (walk.credentials !== undefined)
      expect(tasks.map(({ credentials }) => credentials ?? null)).toEqual(walk.credentials);
  });

  test('keeps the name and the Resource of a task as they are written', () => {
    const [task] = walkDefinition('{"States":{"Tränieren ✓":{"Type":"Task","Resource":" any "}}}').tasks;
    expect(task).toMatchObject({ name: 'Tränieren ✓', resource: ' any ', path: '$.States["Tränieren ✓"]' });
  });

  test('reads states in 24 others, and refuses what is nested more deeply', () => {
    const nested = (levels: number): unknown =>
      levels === 0
        ? { States: { T: { Type: 'Task', Resource: 'x' } } }
        : { States: { P: { Type: 'Parallel', Branches: [nested(levels - 1)] } } };
    expect(walkDefinition(JSON.stringify(nested(24)))).toMatchObject({
      tasks: [{ name: 'T' }],
      problems: [],
    });
    const { tasks, problems } = walkDefinition(JSON.stringify(nested(25)));
    expect(tasks).toEqual([]);
    expect(problems).toEqual([{ path: '$', why: 'expected at most 100 levels of arrays and objects' }]);
  });

  test('refuses a text that is longer than any definition', () => {
    const text = JSON.stringify({ Comment: 'x'.repeat(2 ** 20), States: {} });
    expect(walkDefinition(text).problems).toEqual([
      { path: '$', why: `expected at most ${2 ** 20} characters, found ${text.length}` },
    ]);
  });

  test('survives JSON that is nested a hundred thousand times', () => {
    const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(walkDefinition(text)).toMatchObject({ tasks: [], problems: [{ path: '$' }] });
  });

  test('has a problem, and does not throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(walkDefinition(text).problems).not.toEqual([]);
      }),
    );
  });

  test('has a problem for each state that is none', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (states) => {
        const { problems } = walkDefinition(JSON.stringify({ States: states }));
        expect(problems.length).toBeGreaterThanOrEqual(Object.keys(states).length);
      }),
    );
  });
});
