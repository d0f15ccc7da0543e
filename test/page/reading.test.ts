import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { withFindings } from '../../src/findings/make-report.ts';
import { html } from '../../src/publish/formats/html.ts';
import { chromiumForTests, type View } from '../support/browser.ts';
import { hostileReport } from '../support/hostile-report.ts';
import { reportsIn } from '../support/report-page.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const executable = chromiumForTests();
// On a machine that may have other work, a browser takes its time.
vi.setConfig({ testTimeout: 120_000 });

const CANVAS = { width: 100, color: false };

const ATTACH = {
  text: 'Attach this inline policy to `train`',
  policy: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sagemaker:AddTags'], Resource: ['*'] }],
  },
} as const;

const GAPS = [
  {
    source: 'states:DescribeStateMachine',
    region: 'us-east-1',
    kind: 'denied',
    why: 'no',
    action: 'kms:Decrypt',
  },
] as const;

/** A finding of each fate, and a gap. */
const REPORT = withFindings(sampleReport([], { coverage: { complete: false, gaps: GAPS } }), [
  sampleFinding({
    id: 'attach',
    status: 'new',
    remedy: ATTACH,
    references: ['https://docs.aws.amazon.com/a.html'],
  }),
  sampleFinding({
    id: 'potential',
    severity: 'medium',
    confidence: 'potential',
    references: ['https://evil.example/'],
  }),
  sampleFinding({
    id: 'accepted',
    status: 'suppressed',
    suppression: { reason: 'Retired in January', owner: 'ml-platform', expires: '2027-01-31' },
  }),
  sampleFinding({ id: 'over', status: 'resolved', resolvedReason: 'resource-deleted' }),
]);

describe.skipIf(executable === undefined)('who reads the report', () => {
  const openPage = reportsIn(executable);
  const open = (view?: View, report = REPORT): Promise<Page> => openPage(html.render(report, CANVAS), view);

  test('learns why a finding is accepted and by whom, and why another one is over', async () => {
    const page = await open();
    const closed = page.getByRole('region', { name: 'Accepted and resolved' });
    await closed.getByText('Retired in January – ml-platform, until 2027-01-31').waitFor();
    await closed.getByText('the resource is gone').waitFor();
    const list = page.getByRole('region', { name: 'Findings by role' });
    expect(await list.locator('.finding').count()).toBe(2);
  });

  test('learns what confidence means, and is led to AWS alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Open all that are shown' }).click();
    await page.getByText('Potential: it depends on what a run is given').waitFor();
    const links = page.locator('.references a');
    expect(
      await links.evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.getAttribute('rel')])),
    ).toEqual([['https://docs.aws.amazon.com/a.html', 'noreferrer']]);
    await page.getByText('https://evil.example/').waitFor();
  });

  test('goes to the coverage and comes back to the same findings', async () => {
    const page = await open({ hash: '#severity=medium' });
    await page.getByRole('link', { name: '1 gap in the coverage' }).click();
    await page.waitForURL(/#severity=medium$/);
    expect(await page.locator('[data-count]').textContent()).toBe('1 of 4 findings');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('coverage');
    await page.getByText('Grant kms:Decrypt to the auditor.').waitFor();
  });

  test('opens a finding that somebody has sent', async () => {
    const page = await open({ hash: '#finding=potential' });
    await page.getByRole('button', { expanded: true }).getByText('Medium').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Medium');
  });

  test('chooses a form of the remedy with the arrows, around both ends', async () => {
    const page = await open({ hash: '#finding=attach' });
    const chosen = page.getByRole('tab', { selected: true });
    await chosen.focus();
    const seen: (string | null)[] = [];
    for (const key of ['ArrowLeft', 'ArrowRight', 'End', 'Home', 'ArrowRight']) {
      await page.keyboard.press(key);
      seen.push(await page.evaluate(() => document.activeElement?.textContent ?? null));
    }
    expect(seen).toEqual(['Terraform', 'JSON', 'Terraform', 'JSON', 'AWS CLI']);
    const panel = page.getByRole('tabpanel', { name: 'AWS CLI' });
    expect(await panel.textContent()).toContain('aws iam put-role-policy');
  });

  test('prints what is shown with witness and remedy, and no control', async () => {
    const page = await open();
    await page.evaluate(() => {
      window.print = () => {
        document.title = 'printed';
      };
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => page.title()).toBe('printed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.witness:visible').count()).toBe(4);
    expect(await page.locator('.remedy pre:visible').count()).toBe(1);
    expect(
      await page.locator('.copy:visible, select:visible, input:visible, [role=tab]:visible').count(),
    ).toBe(0);
  });

  test('has it dark or light, whatever the system is', async () => {
    const page = await open({ colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    await page.getByRole('button', { name: 'Light theme' }).click();
    await expect.poll(ground).not.toBe(dark);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await expect.poll(ground).toBe(dark);
  });

  test('is not deceived by names, on a narrow screen either', async () => {
    const name = `"><img src=x onerror=alert(1)>\u202e\u0000\`\${x}\`${'x'.repeat(80)}`;
    const page = await open({ viewport: { width: 320, height: 800 } }, hostileReport(name));
    await page.getByRole('button', { name: 'Open all that are shown' }).click();
    await page.locator('.remedy').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    const shown = (await page.locator('body').textContent()) ?? '';
    expect([shown.includes('\u202e'), shown.includes('\0')]).toEqual([false, false]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
