import { describe, expect, test } from 'vitest';
import { LONGEST_RUN_MS, type OrganizationPlan, organizationRuns } from '../../src/state/organization-runs.ts';
import { processObjects } from '../../src/state/process-objects.ts';

const START = Date.UTC(2026, 10, 28, 6);
const [OLD, NEW] = ['a'.repeat(64), 'b'.repeat(64)];

function planOf(run: string, minutes = 0): OrganizationPlan {
  const startedAt = new Date(START + minutes * 60_000).toISOString();
  return { run, startedAt, partition: 'aws', accounts: [], leftOut: 0, gaps: [] };
}

const later = (ms: number): Date => new Date(START + ms);

describe('a run over many accounts', () => {
  test('is under way from its plan to its summary', async () => {
    const runs = organizationRuns(processObjects());
    expect(await runs.isUnderWay(later(0))).toBe(false);
    await runs.begin(planOf(OLD));
    expect(await runs.isUnderWay(later(60_000))).toBe(true);
    await runs.keepSummary(OLD, { run: OLD });
    expect(await runs.isUnderWay(later(60_000))).toBe(false);
  });

  test('that is lost is under way no longer than any may take', async () => {
    const runs = organizationRuns(processObjects());
    await runs.begin(planOf(OLD));
    expect(await runs.isUnderWay(later(LONGEST_RUN_MS - 1))).toBe(true);
    expect(await runs.isUnderWay(later(LONGEST_RUN_MS))).toBe(false);
  });

  test('says nothing once a newer one has begun', async () => {
    const runs = organizationRuns(processObjects());
    await runs.begin(planOf(NEW, 5));
    await runs.begin(planOf(OLD));
    await runs.keepSummary(OLD, { run: OLD });
    expect(await runs.isUnderWay(later(600_000))).toBe(true);
    await runs.keepSummary(NEW, { run: NEW });
    expect(await runs.isUnderWay(later(600_000))).toBe(false);
  });

  test('has the plan of whoever wrote it first', async () => {
    const runs = organizationRuns(processObjects());
    expect(await runs.keepPlan(planOf(OLD))).toEqual(planOf(OLD));
    expect(await runs.keepPlan(planOf(OLD, 5))).toEqual(planOf(OLD));
  });

  test.each(['../escape', '', 'A'.repeat(64)])('has no other name than a digest: %j', async (run) => {
    const runs = organizationRuns(processObjects());
    await expect(runs.planOf(run)).rejects.toThrow('the name of a run is a digest');
  });

  test('that announces nonsense keeps nobody from telling people, and gives way to the next', async () => {
    const objects = processObjects();
    const runs = organizationRuns(objects);
    await objects.put('runs/organization/latest.json', new TextEncoder().encode('oops'), undefined);
    expect(await runs.isUnderWay(later(0))).toBe(false);
    await runs.begin(planOf(OLD));
    expect(await runs.isUnderWay(later(0))).toBe(true);
  });
});
