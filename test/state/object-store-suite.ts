import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObjectStore, WriteAnswer } from '../../src/state/object-store.ts';
import { bytesOf, countUp, textOf } from '../support/count-up.ts';

/** A place for objects: several stores in front of it are as several processes. */
export interface Backend {
  readonly open: () => ObjectStore;
  /** Commands in one random history; a store over HTTP tries fewer. */
  readonly commands: number;
  readonly histories: number;
}

/** The tag of a write that must have taken place. */
export function tagOf(answer: WriteAnswer): string {
  if (answer.kind !== 'written') throw new Error(`expected a write, found ${JSON.stringify(answer)}`);
  return answer.etag;
}

let folders = 0;

/** Each property has paths of its own. */
function freshFolder(): string {
  return `state/suite-${process.pid}-${++folders}`;
}

interface Command {
  readonly kind: 'put' | 'get' | 'list';
  readonly path: string;
  readonly content: string;
  /** Which tag the writer knows: the one of today, none, an earlier one, or one that never was. */
  readonly tag: 'current' | 'none' | 'earlier' | 'foreign';
}

const PATHS = ['a/head.json.gz', 'a/b/head.json.gz', 'c.json'];

const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom('put', 'put', 'get', 'list'),
  path: fc.constantFrom(...PATHS),
  content: fc.string({ maxLength: 20 }),
  tag: fc.constantFrom('current', 'current', 'none', 'earlier', 'foreign'),
});

interface Model {
  readonly content: string;
  readonly tags: readonly string[];
}

/** What the next write over this would name. */
function tagFor({ tag }: Command, known: Model | undefined): string | undefined {
  if (tag === 'none') return undefined;
  if (tag === 'foreign') return '"0123456789abcdef0123456789abcdef"';
  return tag === 'current' ? known?.tags.at(-1) : known?.tags[0];
}

async function expectSame(
  store: ObjectStore,
  folder: string,
  step: Command,
  model: Map<string, Model>,
): Promise<void> {
  const path = `${folder}/${step.path}`;
  const known = model.get(path);
  if (step.kind === 'list') {
    expect(await store.list(`${folder}/a/`)).toEqual(
      [...model.keys()].filter((name) => name.startsWith(`${folder}/a/`)).sort(),
    );
    return;
  }
  if (step.kind === 'get') {
    const found = await store.get(path);
    expect(textOf(found?.body)).toBe(known?.content);
    expect(found?.etag).toBe(known?.tags.at(-1));
    return;
  }
  const tag = tagFor(step, known);
  // A bucket's tag is of the content: the same bytes again have the tag that they had.
  const isRight = tag === known?.tags.at(-1);
  const answer = await store.put(path, bytesOf(step.content), tag);
  expect(answer.kind).toBe(isRight ? 'written' : 'conflict');
  if (answer.kind === 'written')
    model.set(path, { content: step.content, tags: [...(known?.tags ?? []), answer.etag] });
}

/** What every store has to do, whatever lies behind it. */
export function describeObjectStore(name: string, backendOf: () => Backend): void {
  describe(`objects in ${name}`, () => {
    test('are in every history what a map with tags says, through whichever store they are asked for', async () => {
      const { open, commands, histories } = backendOf();
      const stores = [open(), open()] as const;
      await fc.assert(
        fc.asyncProperty(fc.array(command, { maxLength: commands }), async (steps) => {
          const folder = freshFolder();
          const model = new Map<string, Model>();
          for (const [index, step] of steps.entries())
            await expectSame(stores[index % 2 === 0 ? 0 : 1], folder, step, model);
        }),
        { numRuns: histories },
      );
    });

    test('are written by one of many who know the same tag, and the others are told of a conflict', async () => {
      const { open } = backendOf();
      const path = `${freshFolder()}/head.json.gz`;
      let tag: string | undefined;
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all(
          Array.from({ length: 8 }, (_, writer) =>
            open().put(path, bytesOf(`round ${round} writer ${writer}`), tag),
          ),
        );
        const kinds = answers.map(({ kind }) => kind).sort();
        expect(kinds).toEqual([...Array(7).fill('conflict'), 'written']);
        const winner = answers.findIndex(({ kind }) => kind === 'written');
        const found = await open().get(path);
        expect(textOf(found?.body)).toBe(`round ${round} writer ${winner}`);
        tag = found?.etag;
      }
    });

    test('lose no addition of writers side by side', async () => {
      const { open } = backendOf();
      const path = `${freshFolder()}/head.json.gz`;
      const conflicts = await Promise.all(Array.from({ length: 4 }, () => countUp(open(), path, 8)));
      expect(textOf((await open().get(path))?.body)).toBe('32');
      expect(conflicts.some((count) => count > 0)).toBe(true);
    });

    test('are whole also where they are large or empty', async () => {
      const store = backendOf().open();
      const folder = freshFolder();
      for (const size of [0, 1, 12_000_000]) {
        const body = new Uint8Array(randomBytes(size));
        const tag = tagOf(await store.put(`${folder}/${size}.bin`, body, undefined));
        const found = await store.get(`${folder}/${size}.bin`);
        expect(found?.etag).toBe(tag);
        expect(Buffer.compare(found?.body ?? new Uint8Array([1]), body)).toBe(0);
      }
    });

    test('that are not there are nothing, and no list has them', async () => {
      const store = backendOf().open();
      const folder = freshFolder();
      expect(await store.get(`${folder}/none.json`)).toBeUndefined();
      expect(await store.list(`${folder}/`)).toEqual([]);
      expect(await store.put(`${folder}/none.json`, bytesOf('x'), '"1"')).toEqual({ kind: 'conflict' });
      expect(await store.get(`${folder}/none.json`)).toBeUndefined();
    });
  });
}
