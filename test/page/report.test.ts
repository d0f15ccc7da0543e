import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import {
  chromiumForTests,
  type OpenReport,
  openReport,
  startBrowser,
  type View,
} from '../support/browser.ts';
import { runCli } from '../support/run-cli.ts';

const executable = chromiumForTests();

describe.skipIf(executable === undefined)('the report of the example account', () => {
  let browser: Browser;
  let report: Report;
  let document: string;
  const opened: OpenReport[] = [];

  beforeAll(async () => {
    if (executable === undefined) return;
    const example = ['audit', '--snapshot', 'examples/account', '--fail-on', 'never', '--format'];
    report = JSON.parse((await runCli(...example, 'json')).out);
    document = (await runCli(...example, 'html')).out;
    browser = await startBrowser(executable);
  }, 60_000);

  afterAll(() => browser?.close());

  // Whatever a test does, nothing goes wrong in the page and nothing is asked of anybody.
  afterEach(async () => {
    for (const { problems, requests, close } of opened.splice(0)) {
      await close();
      expect({ problems, requests }).toEqual({ problems: [], requests: [] });
    }
  });

  async function open(view?: View): Promise<Page> {
    const one = await openReport(browser, document, view);
    opened.push(one);
    await one.page.locator('[data-count]').waitFor();
    return one.page;
  }

  function theTransform(): Finding {
    const finding = report.findings.find(({ ruleId }) => ruleId === 'transform-policy-missing');
    if (finding === undefined) throw new Error('the example has no transform-policy-missing');
    return finding;
  }

  function findingsIn(page: Page): Locator {
    return page.locator('.finding');
  }

  function countedIn(page: Page): Promise<string> {
    return page.locator('[data-count]').innerText();
  }

  test('shows all findings at first, the worst first', async () => {
    const page = await open();
    expect(await countedIn(page)).toBe(`${report.findings.length} of ${report.findings.length} findings`);
    expect(await findingsIn(page).count()).toBe(report.findings.length);
    expect(await findingsIn(page).first().innerText()).toMatch(/^Critical/);
    expect(await page.title()).toContain(report.accountId);
  });

  test('is narrowed by severity and by words, and its address brings that back', async () => {
    const page = await open();
    const high = report.findings.filter(({ severity }) => severity === 'high');
    await page.getByRole('button', { name: /^\d+\s*High$/ }).click();
    await expectCount(page, `${high.length} of ${report.findings.length} findings`);
    await page.getByRole('searchbox').fill('CreateTransformJob');
    await expectCount(page, `1 of ${report.findings.length} findings`);
    expect(await findingsIn(page).innerText()).toContain('transform-policy-missing');
    await page.waitForURL(/q=CreateTransformJob/);
    const { hash } = new URL(page.url());
    const again = await open({ hash });
    expect(await countedIn(again)).toBe(`1 of ${report.findings.length} findings`);
    expect(await again.getByRole('searchbox').inputValue()).toBe('CreateTransformJob');
    await again.getByRole('button', { name: 'Clear filters' }).click();
    await expectCount(again, `${report.findings.length} of ${report.findings.length} findings`);
  });

  test('a finding opens on what proves it, what is needed against what there is, and what to do in four forms', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { witness, remedy } = theTransform();
    const finding = findingsIn(page).filter({ hasText: 'transform-policy-missing' });
    await finding.getByRole('button', { expanded: false }).click();
    await finding.getByText('The request that proves it').waitFor();
    expect(await finding.locator('.request').innerText()).toContain(witness?.resource ?? 'no witness');
    const compared = await finding.locator('.compare').innerText();
    expect(compared).toMatch(/sagemaker:CreateTransformJob\s*missing/);
    const shown: string[] = [];
    for (const form of ['AWS CLI', 'CloudFormation', 'Terraform', 'JSON']) {
      await finding.getByRole('tab', { name: form }).click();
      const text = await finding.getByRole('region', { name: `The remedy as ${form}` }).innerText();
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
    await expectCount(page, `${report.findings.length} of ${report.findings.length} findings`);
  });

  test('what is chosen in the picture is what the list is about, until it is chosen again', async () => {
    const page = await open();
    const card = page.getByRole('button', { name: /^role ChurnPipelineRole, 1 high finding/ });
    expect(await card.getAttribute('aria-label')).toContain('runs churn-pipeline (a permission is missing)');
    await card.click();
    await expectCount(page, `1 of ${report.findings.length} findings`);
    expect(await card.getAttribute('aria-pressed')).toBe('true');
    expect(await findingsIn(page).innerText()).toContain('transform-policy-missing');
    await card.press('ArrowLeft');
    expect(await focusedName(page)).toMatch(/^state machine churn-pipeline/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expectCount(page, `${report.findings.length} of ${report.findings.length} findings`);
  });

  test('the picture tells in words on its lines what is missing and what is too wide, and tells all as a list', async () => {
    const page = await open();
    const words = page.locator('.pic-flawed');
    await words.filter({ hasText: 'CreateTransformJob' }).waitFor();
    expect(await words.allInnerTexts()).toEqual(
      expect.arrayContaining(['✕ iam:PassRole', 'iam:PassRole *', '✕ AssumeRole']),
    );
    await page.getByText('The picture as a list').click();
    const row = page.getByRole('row', { name: /^role RecommenderRole/ });
    expect(await row.innerText()).toContain('passes SageMakerTuning (not allowed)');
  });

  test('the coverage names what was not audited, and the action that is missing for it', async () => {
    const page = await open();
    await page.getByRole('link', { name: /gaps in the coverage/ }).click();
    const coverage = await page.getByRole('region', { name: 'Coverage' }).innerText();
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

/** By how many pixels the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function expectCount(page: Page, count: string): Promise<void> {
  await page.locator('[data-count]', { hasText: count }).waitFor();
}

/** The name of what has the focus: its label, or its text. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : undefined;
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
