import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCli } from './support/run-cli.ts';

const README = readFileSync('README.md', 'utf8');

describe('README', () => {
  test('has fewer than 1,200 words', () => {
    expect(README.split(/\s+/).length).toBeLessThan(1200);
  });

  test('shows a transcript that the program prints', async () => {
    const transcript = /```text\n(.*?)\n```/s.exec(README)?.[1] ?? 'no transcript';
    const { out } = await runCli('audit', '--snapshot', 'examples/account');
    expect(out).toContain(`\n\n${transcript}\n\n`);
  });
});
