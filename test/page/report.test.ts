import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import { chromiumForTests, type View } from '../support/browser.ts';
import {
  exampleReport,
  expectCount,
  findingsIn,
  overflow,
  reportsIn,
  textOf,
} from '../support/report-page.ts';

const executable = chromiumForTests();

// On a machine that may have other work, a browser takes its time.
vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(executable === undefined)('the report of the example account', () => {
  const openIn = reportsIn(executable);
  let report: Report;
  let document: string;

  beforeAll(async () => {
    ({ report, document } = await exampleReport());
  }, 60_000);

  function open(view?: View): Promise<Page> {
    return openIn(document, view);
  }

  function all(): string {
    return `${report.findings.length} of ${report.findings.length} findings`;
  }

  function theTransform(): Finding {
    const finding = report.findings.find(({ ruleId }) => ruleId === 'transform-policy-missing');
    if (finding === undefined) throw new Error('the example has no transform-policy-missing');
    return finding;
  }

  test('shows all findings at first, the worst first', async () => {
    const page = await open();
    await expectCount(page, all());
    expect(await findingsIn(page).count()).toBe(report.findings.length);
    expect(await textOf(findingsIn(page).first())).toMatch(/^Critical/);
    expect(await page.title()).toContain(report.accountId);
  });

  test('is narrowed by severity and by words, and its address brings that back', async () => {
    const page = await open();
    const high = report.findings.filter(({ severity }) => severity === 'high');
    await page.getByRole('button', { name: /^\d+\s*High$/ }).click();
    await expectCount(page, `${high.length} of ${report.findings.length} findings`);
    await page.getByRole('searchbox').fill('CreateTransformJob');
    await expectCount(page, `1 of ${report.findings.length} findings`);
    expect(await textOf(findingsIn(page))).toContain('transform-policy-missing');
    await page.waitForURL(/q=CreateTransformJob/);
    const { hash } = new URL(page.url());
    const again = await open({ hash });
    await expectCount(again, `1 of ${report.findings.length} findings`);
    expect(await again.getByRole('searchbox').inputValue()).toBe('CreateTransformJob');
    await again.getByRole('button', { name: 'Clear filters' }).click();
    await expectCount(again, all());
  });

  test('a finding opens on what proves it, what is needed against what there is, and what to do in four forms', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { witness, remedy } = theTransform();
    const finding = findingsIn(page).filter({ hasText: 'transform-policy-missing' });
    await finding.getByRole('button', { expanded: false }).click();
    await finding.getByText('The request that proves it').waitFor();
    expect(await textOf(finding.locator('.request'))).toContain(witness?.resource ?? 'no witness');
    const compared = await textOf(finding.locator('.compare'));
    expect(compared).toMatch(/sagemaker:CreateTransformJob\s*missing/);
    const shown: string[] = [];
    for (const form of ['AWS CLI', 'CloudFormation', 'Terraform', 'JSON']) {
      await finding.getByRole('tab', { name: form }).click();
      const text = await textOf(finding.getByRole('region', { name: `The remedy as ${form}` }));
      await finding.getByRole('button', { name: `Copy the remedy as ${form}` }).click();
      await page.locator('[data-announced]', { hasText: `Copied the remedy as ${form}` }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied.trim()).toBe(text.trim());
      shown.push(copied);
    }
    expect(new Set(shown).size).toBe(4);
    expect(JSON.parse(shown.at(-1) ?? '')).toEqual(remedy.policy);
  });

  test('is used with the keyboard alone', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, (focused) => focused.startsWith('Search'));
    await page.keyboard.type('CreateTransformJob');
    await expectCount(page, `1 of ${report.findings.length} findings`);
    await tabTo(page, (focused) => focused.includes('transform-policy-missing'));
    await page.keyboard.press('Enter');
    await page.getByText('The request that proves it').waitFor();
    await tabTo(page, (focused) => focused === 'JSON');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expectCount(page, all());
  });

  test('what is chosen in the picture is what the list is about, until it is chosen again', async () => {
    const page = await open();
    const card = page.getByRole('button', {
      name: /^role ChurnPipelineRole 1 high finding, runs churn-pipeline \(a permission is missing\)/,
    });
    await card.click();
    await expectCount(page, `1 of ${report.findings.length} findings`);
    expect(await card.getAttribute('aria-pressed')).toBe('true');
    expect(await textOf(findingsIn(page))).toContain('transform-policy-missing');
    await card.press('ArrowLeft');
    expect(await focusedName(page)).toMatch(/^state machine churn-pipeline/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expectCount(page, all());
  });

  test('the picture tells in words on its lines what is missing and what is too wide, and tells all as a list', async () => {
    const page = await open();
    const words = page.locator('.pic-flawed');
    await words.filter({ hasText: 'CreateTransformJob' }).waitFor();
    expect(await words.allTextContents()).toEqual(
      expect.arrayContaining(['✕ iam:PassRole', 'iam:PassRole *', '✕ AssumeRole']),
    );
    await page.getByText('The picture as a list').click();
    const row = page.getByRole('row', { name: /^role RecommenderRole/ });
    expect(await textOf(row)).toContain('passes SageMakerTuning (not allowed)');
  });

  test('the coverage names what was not audited, and the action that is missing for it', async () => {
    const page = await open();
    await page.getByRole('link', { name: /gaps in the coverage/ }).click();
    const coverage = await textOf(page.getByRole('region', { name: 'Coverage' }));
    expect(coverage).toContain('kms:Decrypt');
    for (const { resource } of report.coverage.gaps) expect(coverage).toContain(resource);
  });

  test('on paper the open findings show their witness and remedy, and the tools are gone', async () => {
    const page = await open();
    await findingsIn(page)
      .filter({ hasText: 'transform-policy-missing' })
      .getByRole('button')
      .first()
      .click();
    await page.getByText('The request that proves it').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const selector of ['.request', '.remedy pre', '.compare', '.pic-card'])
      expect(await page.locator(selector).first().isVisible()).toBe(true);
    for (const selector of ['.copy', '.tools', '.pic-list', '[role=searchbox]'])
      expect(await page.locator(selector).first().isVisible()).toBe(false);
    await page.setViewportSize({ width: 700, height: 900 });
    expect(await overflow(page)).toBe(0);
  });

  test('nothing is wider than a narrow screen', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    await findingsIn(page).first().getByRole('button').click();
    expect(await overflow(page)).toBe(0);
  });
});

/** The name of what has the focus: its label, or its text. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const isField = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement;
    const label = isField ? focused.labels?.[0]?.textContent : undefined;
    return label ?? focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
  });
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, isThere: (name: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (isThere(await focusedName(page))) return;
  }
  throw new Error('nothing of the kind is reached by Tab');
}
