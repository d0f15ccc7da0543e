import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { afterAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/publish/formats/index.ts';
import { asffProblems } from '../support/asff-problems.ts';
import { codeScanningProblems } from '../support/code-scanning.ts';
import { fileEffects } from '../support/format-sinks.ts';
import { markdownBlocks } from '../support/markdown-reader.ts';
import { ocsfEvents, ocsfProblems } from '../support/ocsf-problems.ts';
import { runCli } from '../support/run-cli.ts';
import { sarifProblems } from '../support/sarif-problems.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-formats-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** What is wrong with a file of the format, as its readers see it. */
const PROBLEMS: Readonly<Record<string, (file: string) => readonly string[]>> = {
  asff: (file) => (JSON.parse(file) as AwsSecurityFinding[]).flatMap(asffProblems),
  csv: fileEffects,
  html: (file) => (file.startsWith('<!doctype html>') ? [] : ['no page']),
  json: (file) => (JSON.parse(file).schemaVersion === 1 ? [] : ['no report']),
  markdown: (file) => (markdownBlocks(file)[0] === 'heading' ? [] : ['no heading']),
  ocsf: (file) => ocsfEvents(file).flatMap(ocsfProblems),
  sarif: (file) => [...sarifProblems(JSON.parse(file)), ...codeScanningProblems(JSON.parse(file))],
  text: (file) => (file.startsWith('Plumbline ') ? [] : ['no report']),
};

describe.each(formats.map(({ name }) => name))('plumbline audit --format %s', (format) => {
  test('writes the example account to a file, or alone to standard output', async () => {
    const file = join(FOLDER, format);
    const args = ['audit', '--snapshot', 'examples/account', '--format', format];
    const [written, shown] = [await runCli(...args, '--out', file), await runCli(...args)];
    expect([written.code, written.out, written.err, shown.code, shown.err]).toEqual([1, '', '', 1, '']);
    const text = readFileSync(file, 'utf8');
    expect(PROBLEMS[format]?.(text)).toEqual([]);
    // A page for a terminal goes by its width.
    if (format !== 'text') expect(shown.out).toBe(text);
  });
});

test('docs/formats.md says what each format is for', () => {
  const page = readFileSync('docs/formats.md', 'utf8');
  for (const { name } of formats) expect(page).toContain(`\n| \`${name}\` | `);
});
