import { expect, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import type { Report } from '../src/findings/report.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { multiplyAccount } from '../tools/multiply-account.ts';

async function reportOf(times: number): Promise<Report> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  return audit(parseSnapshot(multiplyAccount(files, times), fileTime), { engineVersion: '0.0.0' });
}

test('an account three times over has three times the machines, roles and findings', async () => {
  const [one, three] = [await reportOf(1), await reportOf(3)];
  expect(one.findings.length).toBeGreaterThan(0);
  expect(three.summary.stateMachines).toBe(3 * one.summary.stateMachines);
  expect(three.summary.roles).toBe(3 * one.summary.roles);
  for (const [severity, count] of Object.entries(one.summary.findings))
    expect(three.summary.findings, severity).toHaveProperty(severity, 3 * count);
});
