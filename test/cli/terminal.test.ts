import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nextStep } from '../../src/cli/next-step.ts';
import { placeOf } from '../../src/cli/terminal.ts';
import { writeSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import { filesOf } from '../support/rule-cases.ts';
import { runCli, runCliOnTerminal } from '../support/run-cli.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-terminal-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const AUDIT = ['audit', '--snapshot', 'examples/account'];
const WIDE = { width: 120, color: false };
const TTY = { isTTY: true, columns: 90 };

describe('where the command line writes', () => {
  test.each([
    ['a terminal', {}, TTY, { color: true, width: 90, isOutTerminal: true, isTerminal: true }],
    ['NO_COLOR', { NO_COLOR: '1' }, TTY, { color: false, width: 90, isTerminal: true }],
    ['an empty NO_COLOR', { NO_COLOR: '' }, TTY, { color: true }],
    ['TERM=dumb', { TERM: 'dumb' }, TTY, { color: false, isTerminal: false, isOutTerminal: true }],
    ['a pipe', {}, {}, { color: false, width: 100, isOutTerminal: false, isTerminal: false }],
    ['a wide terminal', {}, { isTTY: true, columns: 300 }, { width: 120 }],
    ['a narrow terminal', {}, { isTTY: true, columns: 20 }, { width: 40 }],
    ['a terminal that does not know', {}, { isTTY: true, columns: 0 }, { width: 100 }],
  ])('%s', (_, environment, stream, expected) => {
    expect(placeOf(environment, stream, stream)).toMatchObject(expected);
  });

  test('the width of standard error is asked for each time', () => {
    const stream = { isTTY: true, columns: 80 };
    const { errWidth } = placeOf({}, {}, stream);
    stream.columns = 50;
    expect(errWidth()).toBe(50);
  });
});

describe('what to do next', () => {
  test('stands in the last line on a terminal, and nowhere else', async () => {
    const onTerminal = await runCliOnTerminal(100, ...AUDIT);
    const inPipe = await runCli(...AUDIT);
    const next =
      '\nNext: plumbline explain v1-1f7904 --snapshot examples/account, or audit --format html --out FILE\n';
    expect(onTerminal.out).toBe(`${inPipe.out}${next}`);
    expect(inPipe.out).not.toContain('Next:');
  });

  test('is not said in a file or another format', async () => {
    const small = join(FOLDER, 'small');
    const machine = { name: 'm', role: 'r', definition: { States: {} } };
    await writeSnapshotFolder(small, filesOf({ machines: [machine], roles: [] }));
    const file = join(FOLDER, 'report.txt');
    const audit = ['audit', '--snapshot', small];
    expect((await runCliOnTerminal(60, ...audit)).out).toContain('\nNext: plumbline explain v1-');
    await runCliOnTerminal(60, ...audit, '--out', file);
    expect(readFileSync(file, 'utf8')).toBe((await runCli(...audit)).out);
    const json = await runCliOnTerminal(60, ...audit, '--format', 'json');
    expect(() => JSON.parse(json.out)).not.toThrow();
  });

  test.each([
    ['a folder', { snapshot: 'a/b' }, ' --snapshot a/b,'],
    ['a folder of an odd name', { snapshot: "it's\u001b here" }, " --snapshot 'it'\\''s\\u{1b} here',"],
    ['a memory', { snapshot: 'a', state: 'b' }, ' --state b,'],
    ['regions', { regions: ['eu-west-1', 'us-east-1'] }, ' --region eu-west-1 --region us-east-1,'],
  ])('leads back to %s', (_, asked, flags) => {
    const report = sampleReport([sampleFinding({ id: 'v1-0123456789' })]);
    expect(nextStep(report, { regions: [], ...asked }, WIDE)).toContain(`explain v1-012345${flags}`);
  });

  test('is nothing where nothing is open', () => {
    expect(nextStep(sampleReport([sampleFinding({ status: 'resolved' })]), { regions: [] }, WIDE)).toBe('');
  });
});
