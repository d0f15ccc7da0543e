import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyHead, type FindingRecord } from '../../src/findings/head.ts';
import { folderObjects } from '../../src/state/folder-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-explain-sources-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

function explain(...args: readonly string[]): Promise<CliRun> {
  return runCli('explain', ...args);
}

function id(digits: string): string {
  return `v1-${digits.padEnd(32, '0')}`;
}

describe('a report that is none', () => {
  const { findings: _, ...rest } = sampleReport([]);
  const finding = sampleFinding({ id: id('aaaaaa') });

  test.each<[unknown, string]>([
    [[], '`$`: expected a report, found an array'],
    [{ ...rest }, '`$.findings` is missing'],
    [{ ...rest, schemaVersion: 2, findings: [] }, '`$.schemaVersion`: expected 1, found a number'],
    [{ ...rest, findings: [1] }, '`$.findings[0]`: expected a finding, found a number'],
    [
      { ...rest, findings: [finding, { ...finding, severity: 'awful\u001b' }] },
      '`$.findings[1].severity`: expected one of critical, high, medium, low, info, found "awful\\u{1b}"',
    ],
    [
      { ...rest, findings: [{ ...finding, id: 'x' }] },
      '`$.findings[0].id`: expected the id of a finding, found "x"',
    ],
    [
      {
        ...rest,
        findings: [{ ...finding, witness: { action: 'a', resource: 'b', context: { 'x:y': 'z' } } }],
      },
      '`$.findings[0].witness.context["x:y"]`: expected a list of texts, found "z"',
    ],
    [
      {
        ...rest,
        findings: [{ ...finding, remedy: { text: 'a', policy: { Version: '2012-10-17', Statement: [{}] } } }],
      },
      '`$.findings[0].remedy.policy.Statement[0].Effect` is missing',
    ],
  ])('%j is refused with the place', async (json, problem) => {
    const path = file('broken.json', JSON.stringify(json));
    expect(await explain('aaaaaa', '--report', path)).toEqual({
      code: 2,
      out: '',
      err: `plumbline explain: \`${path}\`: ${problem}\n`,
    });
  });

  test('is refused where it is not JSON', async () => {
    const path = file('text.json', 'Plumbline');
    expect((await explain('aaaaaa', '--report', path)).err).toBe(
      `plumbline explain: \`${path}\` is not JSON\n`,
    );
  });

  test('may hold more than this version knows', async () => {
    const later = { ...rest, more: 1, findings: [{ ...finding, more: { than: 'this' } }] };
    const path = file('later.json', JSON.stringify(later));
    expect((await explain('aaaaaa', '--report', path)).code).toBe(0);
  });
});

describe('what is remembered', () => {
  const state = join(FOLDER, 'state');
  const life = {
    seq: 1,
    episode: 1,
    firstSeen: '2026-11-01',
    lastSeen: '2026-11-20',
    lastChanged: '2026-11-01',
  };
  const records: Record<string, FindingRecord> = {
    [id('aaaaaa')]: { kind: 'active', ...life, finding: sampleFinding({ id: id('aaaaaa') }) },
    [id('bbbbbb')]: { kind: 'resolved', ...life, reason: 'resource-deleted', resolvedAt: '2026-11-21' },
  };

  async function remember(): Promise<void> {
    const shard = { accountId: '111122223333', region: 'eu-west-1' };
    const head = { ...emptyHead(shard, 'aws'), findings: records };
    await stateStore(folderObjects(state)).cas(head, undefined);
  }

  test('is explained while it is there, and once it is over', async () => {
    await remember();
    const { out } = await explain('aaaaaa', '--state', state);
    expect(out).toContain(`task-permission-missing  HIGH  ${id('aaaaaa')}\n`);
    expect(out).toContain(`plumbline audit --region eu-west-1 --state ${state} --only arn:`);
    const over = await explain('bbbbbb', '--state', state);
    expect(over.code).toBe(0);
    expect(over.out.replace(/\s+/g, ' ')).toBe(
      `\`${id('bbbbbb')}\` is over since 2026-11-21: the resource is deleted. It was first seen 2026-11-01 and last seen 2026-11-20; no more is kept of what is over. `,
    );
    const json = await explain('bbbbbb', '--state', state, '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject({ id: id('bbbbbb'), status: 'resolved' });
    expect((await explain('bbbbbb', '--state', state, '--remedy', 'json')).err).toContain(
      'there is nothing to remedy',
    );
  });

  test('is not made where there is nothing', async () => {
    const path = join(FOLDER, 'nothing');
    const { code, err } = await explain('aaaaaa', '--state', path);
    expect(code).toBe(2);
    expect(err).toContain(`nothing is remembered in \`${path}\``);
    expect(await readdir(FOLDER)).not.toContain('nothing');
  });
});
