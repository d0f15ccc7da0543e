import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PageData } from '../../src/page/data.ts';
import { loadData } from '../../src/page/load.ts';
import { dataElements } from '../support/html-report.ts';
import { runCli } from '../support/run-cli.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'plumbline-audit-html-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

const ROLE = 'arn:aws:iam::111122223333:role/';

async function audited(...more: readonly string[]): Promise<PageData> {
  const out = join(ROOT, 'report.html');
  const { err } = await runCli(
    ...['audit', '--snapshot', 'examples/account', '--format', 'html', '--out', out],
    ...more,
  );
  expect(err).toBe('');
  return loadData(dataElements(await readFile(out, 'utf8')));
}

describe('plumbline audit --format html', () => {
  test('writes the roles and what binds them together beside the findings', async () => {
    const data = await audited();
    expect((await data.rows()).length).toBeGreaterThan(20);
    expect((await data.role(`${ROLE}ChurnPipelineRole`))?.policies.length).toBeGreaterThan(0);
    expect(new Set((await data.links()).map(({ kind }) => kind))).toEqual(
      new Set(['runs-as', 'passes', 'executes-with']),
    );
  });

  test('writes them of every run where findings are remembered, with the news of it', async () => {
    const state = join(ROOT, 'state');
    const first = await audited('--state', state);
    const second = await audited('--state', state);
    expect([first, second].map(({ head }) => head.summary.new > 0)).toEqual([true, false]);
    expect(await second.links()).toEqual(await first.links());
  });

  test('with --only writes those that have to do with it', async () => {
    const data = await audited('--only', `${ROLE}ChurnPipelineRole`);
    expect((await data.links()).map(({ from, kind, to }) => [from.replace(/^.*[:/]/, ''), kind, to])).toEqual(
      [
        ['ChurnPipelineRole', 'passes', `${ROLE}SageMakerTraining`],
        ['churn-pipeline', 'runs-as', `${ROLE}ChurnPipelineRole`],
      ],
    );
    expect(await data.role(`${ROLE}WeatherTrainingRole`)).toBeUndefined();
  });
});

test('plumbline audit --format json writes no picture', async () => {
  const { out } = await runCli('audit', '--snapshot', 'examples/account', '--format', 'json');
  expect(Object.keys(JSON.parse(out))).not.toContain('picture');
});
