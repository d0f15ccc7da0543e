import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExpectReport } from '../../src/cli/expect-report.ts';
import { walkDefinition } from '../../src/model/definition.ts';
import { runCli } from '../support/run-cli.ts';

const CORPUS =
  process.env.PLUMBLINE_CORPUS ?? join(import.meta.dirname, '../../../shared/corpus/definitions');

const FILES = existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => file.endsWith('.asl.json')) : [];

async function reportOf(path: string, bound: string): Promise<ExpectReport> {
  const { code, out } = await runCli('expect', path, '--bound', bound);
  expect(code).toBe(0);
  return JSON.parse(out) as ExpectReport;
}

describe('the corpus of published definitions', () => {
  if (FILES.length === 0)
    test('is absent, so that no published definition is tried', () => {
      expect(FILES).toEqual([]);
    });
  else
    test.each(FILES)('gives each task of %s a grant or a gap', async (file) => {
      const path = join(CORPUS, file);
      const [required, allowed] = [await reportOf(path, 'required'), await reportOf(path, 'allowed')];
      const reached = new Set<string>();
      for (const { because } of [...required.statements, ...allowed.statements])
        for (const { state } of because) reached.add(state);
      for (const gap of required.gaps) reached.add(gap.path);
      const { tasks } = walkDefinition(readFileSync(path, 'utf8'));
      expect(tasks).not.toEqual([]);
      for (const task of tasks) expect(reached).toContain(task.path);
    });
});
