import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSnapshotFolder, writeSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import { known, type Read } from '../../src/model/read.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'plumbline-files-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), text);
}

async function allFiles(): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1))
    .sort();
}

const SNAPSHOT = new Map<string, Read<unknown>>([
  ['snapshot.json', known({ schemaVersion: 1, takenAt: '2026-01-01T00:00:00.000Z' })],
  ['iam/authorization-details.json', known({ RoleDetailList: [], Policies: [] })],
  ['us-east-1/states/state-machines.json', known({ stateMachines: [] })],
]);

describe('reading a folder', () => {
  test('only files that a snapshot may hold are read', async () => {
    for (const path of [
      'snapshot.json',
      'iam/authorization-details.json',
      'iam/policy-versions.json',
      'organizations/policies.json',
      'us-gov-west-1/states/state-machines.json',
      'us-east-1/sagemaker/describe-training-job.json',
      'notes.json',
      'iam/README.md',
      'iam/states/state-machines.txt',
      'organizations/other.json',
      'us-east-1/states/executions.json',
      'us-east-1/notes/state-machines.json',
      'us-east-1/states/state-machines.json.x.partial',
    ])
      await put(path, '{}');
    const { files } = await readSnapshotFolder(dir);
    expect([...files.keys()]).toEqual([
      'iam/authorization-details.json',
      'iam/policy-versions.json',
      'organizations/policies.json',
      'snapshot.json',
      'us-east-1/sagemaker/describe-training-job.json',
      'us-gov-west-1/states/state-machines.json',
    ]);
    expect([...files.values()]).toEqual(Array(6).fill({ kind: 'known', value: {} }));
  });

  test('a file that was cut off is a failed read among good ones', async () => {
    await put('snapshot.json', '{}');
    await put('iam/authorization-details.json', '{"RoleDetailList": [{"Arn": "arn:aws:iam::1:ro');
    const { files } = await readSnapshotFolder(dir);
    expect(files.get('snapshot.json')).toEqual({ kind: 'known', value: {} });
    expect(files.get('iam/authorization-details.json')).toEqual({
      kind: 'failed',
      why: 'not JSON: cut off at byte 46',
    });
  });

  test('a file that is too large for one string is a failed read', async () => {
    await put('snapshot.json', '');
    await truncate(join(dir, 'snapshot.json'), 500_000_001);
    const { files } = await readSnapshotFolder(dir);
    expect(files.get('snapshot.json')).toEqual({ kind: 'failed', why: 'larger than 500000000 bytes' });
  });

  test('a link or a folder in the place of a file is a failed read', async () => {
    await put('elsewhere.txt', '{}');
    await symlink(join(dir, 'elsewhere.txt'), join(dir, 'snapshot.json'));
    await mkdir(join(dir, 'iam/authorization-details.json'), { recursive: true });
    const { files } = await readSnapshotFolder(dir);
    const why = 'not a regular file';
    expect(files.get('snapshot.json')).toEqual({ kind: 'failed', why });
    expect(files.get('iam/authorization-details.json')).toEqual({ kind: 'failed', why });
  });

  test('its time is that of the authorization details', async () => {
    await put('iam/authorization-details.json', '{}');
    await put('snapshot.json', '{}');
    await utimes(join(dir, 'iam/authorization-details.json'), 1, Date.UTC(2026, 1, 3) / 1000);
    expect((await readSnapshotFolder(dir)).fileTime).toBe('2026-02-03T00:00:00.000Z');
  });

  test('without authorization details its time is that of the newest file', async () => {
    await put('snapshot.json', '{}');
    await put('us-east-1/states/state-machines.json', '{}');
    await utimes(join(dir, 'snapshot.json'), 1, Date.UTC(2026, 4, 5) / 1000);
    await utimes(join(dir, 'us-east-1/states/state-machines.json'), 1, Date.UTC(2026, 3, 4) / 1000);
    expect((await readSnapshotFolder(dir)).fileTime).toBe('2026-05-05T00:00:00.000Z');
  });

  test('a folder that does not exist, or holds no snapshot, is an error that names it', async () => {
    const missing = join(dir, 'missing');
    await expect(readSnapshotFolder(missing)).rejects.toMatchObject({
      name: 'SnapshotError',
      message: `the snapshot folder \`${missing}\` cannot be read: ENOENT`,
    });
    await put('holiday.jpg', '');
    await expect(readSnapshotFolder(dir)).rejects.toMatchObject({
      name: 'SnapshotError',
      message: `\`${dir}\` holds no file of a snapshot`,
    });
  });
});

describe('writing a folder', () => {
  test('its files are for their owner alone', async () => {
    await writeSnapshotFolder(dir, SNAPSHOT);
    for (const path of await allFiles())
      expect([path, (await stat(join(dir, path))).mode & 0o777]).toEqual([path, 0o600]);
  });

  test('what was written is what is read', async () => {
    await writeSnapshotFolder(join(dir, 'new/deep'), SNAPSHOT);
    const { files } = await readSnapshotFolder(join(dir, 'new/deep'));
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(SNAPSHOT));
  });

  test('files are indented JSON with their keys in the order in which AWS gave them', async () => {
    await writeSnapshotFolder(dir, new Map([['snapshot.json', known({ b: 1, a: [2] })]]));
    expect(await readFile(join(dir, 'snapshot.json'), 'utf8')).toBe(
      '{\n  "b": 1,\n  "a": [\n    2\n  ]\n}\n',
    );
    expect(await allFiles()).toEqual(['snapshot.json']);
  });

  test('a later collection leaves nothing of an earlier one, and everything that others put there', async () => {
    await writeSnapshotFolder(dir, SNAPSHOT);
    await put('us-east-1/sagemaker/describe-training-job.json', '{}');
    await put('us-east-1/sagemaker/get-lineage-group-policy.json', '{}');
    await put('us-east-1/sagemaker/describe-auto-ml-job.json', '{}');
    await put('organizations/policies.json', '{}');
    await put('iam/policy-versions.json', '{}');
    await put('README.md', '');
    await writeSnapshotFolder(dir, new Map([['snapshot.json', known({ schemaVersion: 1 })]]));
    expect(await allFiles()).toEqual([
      'README.md',
      'iam/policy-versions.json',
      'organizations/policies.json',
      'snapshot.json',
      'us-east-1/sagemaker/describe-auto-ml-job.json',
    ]);
  });

  test('what was not read, and a path that leads elsewhere, are not written', async () => {
    await writeSnapshotFolder(
      dir,
      new Map<string, Read<unknown>>([
        ['snapshot.json', known({})],
        ['../outside/states/state-machines.json', known({})],
        ['us-east-1/states/state-machines.json', { kind: 'failed', why: 'no' }],
      ]),
    );
    expect(await allFiles()).toEqual(['snapshot.json']);
  });

  test('a folder that holds something else stays as it is', async () => {
    await put('holiday.jpg', '');
    await expect(writeSnapshotFolder(dir, SNAPSHOT)).rejects.toMatchObject({
      name: 'SnapshotError',
      message: `\`${dir}\` is not empty and holds no snapshot: nothing was written`,
    });
    expect(await allFiles()).toEqual(['holiday.jpg']);
  });

  test('where one file cannot be written, the old snapshot stays whole', async () => {
    await put('snapshot.json', '{"old":true}');
    await put('iam', 'a file where a folder has to be');
    await expect(writeSnapshotFolder(dir, SNAPSHOT)).rejects.toMatchObject({
      name: 'SnapshotError',
      message: `\`${dir}\` cannot be written: EEXIST`,
    });
    expect(await allFiles()).toEqual(['iam', 'snapshot.json']);
    expect(await readFile(join(dir, 'snapshot.json'), 'utf8')).toBe('{"old":true}');
  });
});
