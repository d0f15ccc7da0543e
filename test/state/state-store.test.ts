import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyHead, type Head } from '../../src/findings/head.ts';
import { folderObjects } from '../../src/state/folder-objects.ts';
import { headBytes, parseHead } from '../../src/state/head-file.ts';
import type { ObjectStore } from '../../src/state/object-store.ts';
import { StateError } from '../../src/state/state-error.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { sampleFinding } from '../support/sample-report.ts';
import { tagOf } from './object-store-suite.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-heads-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const SHARD = { accountId: '111122223333', region: 'eu-west-1' };
const FIRST_FILE = 'state/111122223333/eu-west-1/head.json.gz.1';
const DAY = '2026-11-28T06:00:00Z';
const LIFE = { seq: 2, episode: 1, firstSeen: DAY, lastSeen: DAY, lastChanged: DAY };
const gap = { source: 'iam:GetRole', region: 'global', kind: 'denied', why: 'no' } as const;

const HEAD: Head = {
  ...emptyHead(SHARD, 'aws'),
  commitSeq: 3,
  commitId: 'c',
  readAt: DAY,
  findings: {
    'v1-1': {
      kind: 'active',
      ...LIFE,
      finding: sampleFinding({ id: 'v1-1' }),
      suppressed: { by: 'k', contentDigest: 'd' },
    },
    'v1-2': { kind: 'resolved', ...LIFE, reason: 'fixed', resolvedAt: DAY },
  },
  gaps: { 'gap-1': { gap, count: 2, since: DAY, seq: 1, isOpen: true } },
  outbox: [
    {
      id: 'v1-1:2',
      subject: 'v1-1',
      seq: 2,
      kind: 'changed',
      at: DAY,
      isBaseline: false,
      pending: ['sns'],
      attempts: { sns: 1 },
    },
  ],
  dead: [{ id: 'v1-1:1', channel: 'sns', why: 'no', at: DAY }],
  messages: [DAY],
  baselines: { 'arn:aws:iam::aws:policy/X': { document: { Version: '2012-10-17' }, recordedAt: DAY } },
};

/** The file of a head, with something else in it. */
function fileWith(change: (file: Record<string, unknown>) => unknown): Uint8Array {
  return gzipSync(JSON.stringify(change(JSON.parse(gunzipSync(headBytes(HEAD)).toString()))));
}

describe('a head', () => {
  test('is read as it was written', () => {
    expect(parseHead(headBytes(HEAD), SHARD)).toEqual(HEAD);
  });

  test('has the same bytes in whichever order it was made', () => {
    const backwards = Object.fromEntries(Object.entries(HEAD).reverse());
    expect(Buffer.compare(headBytes(backwards as unknown as Head), headBytes(HEAD))).toBe(0);
  });

  test('whose file is cut off anywhere, or has any byte changed, is never taken for another', () => {
    const whole = headBytes(HEAD);
    // The header of gzip has bytes that mean nothing: time, flags of the compressor, system.
    const anywhere = fc.integer({ min: 10, max: whole.length - 1 });
    fc.assert(
      fc.property(anywhere, fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, by, isCut) => {
        const broken = isCut
          ? whole.slice(0, at)
          : whole.map((byte, index) => (index === at ? byte ^ by : byte));
        const parsed = parseHead(broken, SHARD);
        // The last bits before the checksum of gzip mean nothing either.
        if (isCut || 'problem' in parsed) expect(parsed).toHaveProperty('problem');
        else expect(parsed).toEqual(HEAD);
      }),
      { numRuns: 500 },
    );
  });
});

const sealed = (head: unknown): Uint8Array => headBytes(head as Head);

describe('a file that holds no head that can be used', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(), 'it is not a whole gzip file'],
    ['a text', Buffer.from('{}'), 'it is not a whole gzip file'],
    ['no JSON', gzipSync('{"head":'), 'it is not JSON'],
    ['a list', gzipSync('[]'), '$: expected an object'],
    ['a foreign object', gzipSync('{"a":1}'), '$.schemaVersion: expected 1'],
    [
      'one of a later version',
      fileWith((file) => ({ ...file, schemaVersion: 2 })),
      'a later version of Plumbline wrote it: $.schemaVersion is 2, and this one knows 1',
    ],
    [
      'one that somebody edited',
      fileWith((file) => ({ ...file, head: { ...HEAD, commitSeq: 4 } })),
      '$.checksum: the content is not what was written',
    ],
    [
      'one of another shard',
      sealed({ ...HEAD, region: 'global' }),
      'it is the head of another shard, 111122223333/global',
    ],
    [
      'one without findings',
      sealed({ ...HEAD, findings: undefined }),
      '$.head.findings: expected an object, found nothing',
    ],
    [
      'a record without a life',
      sealed({ ...HEAD, findings: { x: { kind: 'resolved' } } }),
      '$.head.findings.x.seq: expected a count, found nothing',
    ],
    [
      'a record of no kind',
      sealed({ ...HEAD, findings: { x: { kind: 'gone', ...LIFE } } }),
      '$.head.findings.x.kind: expected active or resolved',
    ],
    [
      'an entry that waits for no list',
      sealed({ ...HEAD, outbox: [{ ...HEAD.outbox[0], pending: 'sns' }] }),
      '$.head.outbox[0].pending: expected a list, found a string',
    ],
  ])('is named, left as it is, and never a first run: %s', async (name, bytes, problem) => {
    const folder = join(ROOT, name);
    const file = join(folder, FIRST_FILE);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    const loading = stateStore(folderObjects(folder)).load(SHARD);
    await expect(loading).rejects.toThrow(StateError);
    await expect(loading).rejects.toThrow(
      `\`${file}\` holds no state that can be used: ${problem}; nothing was changed: move this file away, and the version before it counts again`,
    );
    expect(Buffer.compare(await readFile(file), bytes)).toBe(0);
  });
});

describe('a store of heads', () => {
  test('writes a head over the one that was loaded only, and lists its shard', async () => {
    const store = stateStore(folderObjects(join(ROOT, 'store')));
    expect(await store.load(SHARD)).toEqual({ shard: SHARD });
    const tag = tagOf(await store.cas(HEAD, undefined));
    expect(await store.load(SHARD)).toEqual({ shard: SHARD, head: HEAD, tag });
    expect(await store.cas(HEAD, undefined)).toEqual({ kind: 'conflict' });
    expect((await store.cas({ ...HEAD, commitSeq: 4 }, tag)).kind).toBe('written');
    expect(await store.shards()).toEqual([SHARD]);
  });

  test('lists the shards of one account where it is named, and asks for no others', async () => {
    const objects = folderObjects(join(ROOT, 'accounts'));
    const asked: string[] = [];
    const list: ObjectStore['list'] = (prefix) => {
      asked.push(prefix);
      return objects.list(prefix);
    };
    const store = stateStore({ ...objects, list });
    await store.cas(HEAD, undefined);
    await store.cas({ ...HEAD, accountId: '444455556666' }, undefined);
    expect(await store.shards(HEAD.accountId)).toEqual([SHARD]);
    expect(await store.shards('777788889999')).toEqual([]);
    await expect(store.shards('..')).rejects.toThrow('`..` is no account');
    expect(asked).toEqual(['state/111122223333/', 'state/777788889999/']);
  });

  test('lists nothing that is no head of a shard', async () => {
    const folder = join(ROOT, 'others');
    const objects = folderObjects(folder);
    const store = stateStore(objects);
    for (const path of [
      'notes.json',
      'state/111122223333/head.json.gz',
      'state/x/eu-west-1/head.json.gz',
      'state/111122223333/eu-west-1/old/head.json.gz',
      'state/111122223333/EU/head.json.gz',
    ])
      await objects.put(path, new Uint8Array([1]), undefined);
    await store.cas({ ...HEAD, region: 'global' }, undefined);
    expect(await store.shards()).toEqual([{ accountId: '111122223333', region: 'global' }]);
  });

  test.each([
    [{ accountId: '', region: 'global' }, '`` is no account: expected twelve digits'],
    [{ accountId: '../../../etc', region: 'global' }, '`../../../etc` is no account'],
    [{ accountId: '111122223333', region: '..' }, '`..` is no region'],
    [{ accountId: '111122223333', region: 'a/b' }, '`a/b` is no region'],
    [{ accountId: '111122223333', region: 'a\u202eb' }, '`a\\u{202e}b` is no region'],
  ])('makes no path of what is no shard, case %#', async (shard, problem) => {
    const store = stateStore(folderObjects(join(ROOT, 'paths')));
    await expect(store.load(shard)).rejects.toThrow(problem);
    await expect((async () => store.cas({ ...HEAD, ...shard }, undefined))()).rejects.toThrow(problem);
  });
});
