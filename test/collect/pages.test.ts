import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/collect/answer.ts';
import {
  iamPaging,
  itemsOf,
  type Pages,
  readPages,
  sageMakerPaging,
  statesPaging,
} from '../../src/collect/pages.ts';
import type { JsonRecord } from '../../src/model/json.ts';

const IAM = iamPaging('Roles');
const STATES = statesPaging('stateMachines');

/** Answers with the given pages, and remembers the tokens it was asked with. */
function script(pages: readonly (JsonRecord | Answer<JsonRecord>)[]): {
  readonly ask: (token: string | undefined) => Promise<Answer<JsonRecord>>;
  readonly tokens: (string | undefined)[];
} {
  const tokens: (string | undefined)[] = [];
  return {
    tokens,
    ask: async (token) => {
      const page = pages[tokens.length] ?? {};
      tokens.push(token);
      return 'kind' in page ? (page as Answer<JsonRecord>) : { kind: 'known', value: page };
    },
  };
}

async function readIam(...pages: readonly (JsonRecord | Answer<JsonRecord>)[]): Promise<Pages> {
  return readPages(script(pages).ask, IAM);
}

const FIRST = { Roles: ['a'], IsTruncated: true, Marker: 'm1' };
const LAST = { Roles: ['b'], IsTruncated: false };

describe('a list of IAM', () => {
  test('is complete where the last page says so', async () => {
    const pages = await readIam(FIRST, LAST);
    expect(pages.kind).toBe('known');
    expect(itemsOf(pages, 'Roles')).toEqual(['a', 'b']);
  });

  test.each<[string, readonly (JsonRecord | Answer<JsonRecord>)[], object, readonly string[]]>([
    [
      'truncated without a marker is partial',
      [{ Roles: ['a'], IsTruncated: true }],
      { kind: 'partial', why: 'the answer is truncated and has no `Marker`' },
      ['a'],
    ],
    [
      'a page that does not say whether it is the last is partial',
      [{ Roles: ['a'] }],
      { kind: 'partial', why: 'the answer has no `IsTruncated`' },
      ['a'],
    ],
    [
      'a marker that comes twice is partial',
      [FIRST, { ...FIRST, Roles: ['b'] }],
      { kind: 'partial', why: 'the same page token came twice' },
      ['a', 'b'],
    ],
    [
      'an empty body on a later page is partial',
      [FIRST, {}],
      { kind: 'partial', why: 'the answer has no `Roles`' },
      ['a'],
    ],
    ['an empty body is a failure', [{}], { kind: 'failed', why: 'the answer has no `Roles`' }, []],
    [
      'an object in place of the list is a failure',
      [{ Roles: {}, IsTruncated: false }],
      { kind: 'failed', why: 'the answer has no `Roles`' },
      [],
    ],
    [
      'a denial at once is a denial',
      [{ kind: 'denied', why: 'no', action: 'iam:ListRoles' }],
      { kind: 'denied', why: 'no', action: 'iam:ListRoles' },
      [],
    ],
    [
      'a denial later is partial',
      [FIRST, { kind: 'denied', why: 'no', action: 'iam:ListRoles' }],
      { kind: 'partial', why: 'no' },
      ['a'],
    ],
    ['an absent subject is absent', [{ kind: 'absent', why: 'gone' }], { kind: 'absent', why: 'gone' }, []],
  ])('%s', async (_, script, outcome, items) => {
    const pages = await readIam(...script);
    expect(pages).toMatchObject(outcome);
    expect(itemsOf(pages, 'Roles')).toEqual(items);
  });

  test.each<[string, readonly Answer<JsonRecord>[], string]>([
    ['that fails for now is asked for once more', [{ kind: 'failed', why: 'x', mayPass: true }], 'known'],
    [
      'that fails again is missing',
      [
        { kind: 'failed', why: 'x', mayPass: true },
        { kind: 'failed', why: 'x', mayPass: true },
      ],
      'partial',
    ],
    ['that fails for good is missing', [{ kind: 'failed', why: 'x' }], 'partial'],
  ])('a later page %s', async (_, failures, kind) => {
    const { ask, tokens } = script([FIRST, ...failures, LAST]);
    expect((await readPages(ask, IAM)).kind).toBe(kind);
    const times = failures[0]?.kind === 'failed' && failures[0].mayPass ? 2 : 1;
    expect(tokens).toEqual([undefined, ...Array(times).fill('m1')]);
  });

  test('a first page that fails for now is left to the reader', async () => {
    const failure = { kind: 'failed', why: 'x', mayPass: true } as const;
    const { ask, tokens } = script([failure, LAST]);
    expect(await readPages(ask, IAM)).toEqual(failure);
    expect(tokens).toEqual([undefined]);
  });

  test('an empty page in the middle is not the end', async () => {
    const pages = await readIam(FIRST, { Roles: [], IsTruncated: true, Marker: 'm2' }, LAST);
    expect(pages.kind).toBe('known');
    expect(itemsOf(pages, 'Roles')).toEqual(['a', 'b']);
  });

  test('a list that never ends is partial', async () => {
    let page = 0;
    const endless = async (): Promise<Answer<JsonRecord>> => {
      page += 1;
      return { kind: 'known', value: { Roles: [], IsTruncated: true, Marker: `m${page}` } };
    };
    expect(await readPages(endless, IAM)).toMatchObject({
      kind: 'partial',
      why: 'there are more than 10000 pages',
    });
  });
});

describe('a list of Step Functions', () => {
  test('is complete where no token comes', async () => {
    const { ask, tokens } = script([{ stateMachines: [1], nextToken: 't' }, { stateMachines: [2] }]);
    const pages = await readPages(ask, STATES);
    expect(pages.kind).toBe('known');
    expect(itemsOf(pages, 'stateMachines')).toEqual([1, 2]);
    expect(tokens).toEqual([undefined, 't']);
  });

  test('an empty body is no empty list', async () => {
    expect(await readPages(script([{}]).ask, STATES)).toEqual({
      kind: 'failed',
      why: 'the answer has no `stateMachines`',
    });
  });

  test('is read whole and in order however it is cut into pages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer()), { minLength: 1 }), async (parts) => {
        const { ask } = script(
          parts.map((stateMachines, index) =>
            index === parts.length - 1 ? { stateMachines } : { stateMachines, nextToken: `t${index}` },
          ),
        );
        const pages = await readPages(ask, STATES);
        expect(pages.kind).toBe('known');
        expect(itemsOf(pages, 'stateMachines')).toEqual(parts.flat());
      }),
    );
  });

  test('is never complete where one page fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer()), { minLength: 1 }),
        fc.nat(),
        async (parts, position) => {
          const broken = position % parts.length;
          const { ask } = script(
            parts.map((stateMachines, index) =>
              index === broken ? { kind: 'failed', why: 'x' } : { stateMachines, nextToken: `t${index}` },
            ),
          );
          const pages = await readPages(ask, STATES);
          expect(pages.kind).toBe(broken === 0 ? 'failed' : 'partial');
          expect(itemsOf(pages, 'stateMachines')).toEqual(parts.slice(0, broken).flat());
        },
      ),
    );
  });
});

describe('a list of SageMaker', () => {
  const page = (items: readonly number[], NextToken?: string): JsonRecord => ({
    Models: items,
    ...(NextToken === undefined ? {} : { NextToken }),
  });
  const limits = { pages: 3, items: 4 };

  test('is complete where no token comes, and goes on behind an empty page', async () => {
    const pages = await readPages(script([page([], 't'), page([1])]).ask, sageMakerPaging('Models'), limits);
    expect(pages).toMatchObject({ kind: 'known' });
    expect(itemsOf(pages, 'Models')).toEqual([1]);
  });

  test('ends complete with the page behind which nobody wants more', async () => {
    const { ask, tokens } = script([page([5, 4], 't'), page([3, 2], 'u'), page([1])]);
    const pages = await readPages(
      ask,
      sageMakerPaging('Models', (items) => Number(items.at(-1)) < 3),
    );
    expect(pages.kind).toBe('known');
    expect(itemsOf(pages, 'Models')).toEqual([5, 4, 3, 2]);
    expect(tokens).toEqual([undefined, 't']);
  });

  test.each<[string, readonly JsonRecord[], string]>([
    ['items', [page([1, 2], 't'), page([3, 4], 'u'), page([5])], 'there may be more than 4'],
    ['pages', [page([1], 't'), page([2], 'u'), page([3], 'v'), page([4])], 'there are more than 3 pages'],
  ])('is partial where there are more %s than somebody wants', async (_, pages, why) => {
    const read = await readPages(script(pages).ask, sageMakerPaging('Models'), limits);
    expect(read).toMatchObject({ kind: 'partial', why });
  });

  test('is complete where its last page fills the limit', async () => {
    const read = await readPages(
      script([page([1, 2], 't'), page([3, 4])]).ask,
      sageMakerPaging('Models'),
      limits,
    );
    expect(read.kind).toBe('known');
  });
});
