import { beforeAll, describe, expect, test, vi } from 'vitest';
import { accessProblems } from '../support/axe.ts';
import { chromiumForTests, type View } from '../support/browser.ts';
import { exampleReport, findingsIn, reportsIn } from '../support/report-page.ts';

const executable = chromiumForTests();

// On a machine that may have other work, a browser takes its time.
vi.setConfig({ testTimeout: 120_000 });

const VIEWS: readonly (readonly [string, View])[] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 360, height: 740 } }],
];

describe.skipIf(executable === undefined)('the rules of axe', () => {
  const openIn = reportsIn(executable);
  let document: string;

  beforeAll(async () => {
    ({ document } = await exampleReport());
  }, 60_000);

  test('hold for the report as it opens', async () => {
    const page = await openIn(document);
    await page.locator('.pic-flawed').first().waitFor();
    expect(await accessProblems(page)).toEqual([]);
  });

  test.each(VIEWS)('hold where findings are open and a role is chosen, %s', async (_, view) => {
    const page = await openIn(document, view);
    await page.getByText('The picture as a list').click();
    await page
      .getByRole('button', { name: /^role RecommenderRole/ })
      .first()
      .click();
    for (const name of [/iam:PassRole/, /events:PutTargets/])
      await findingsIn(page).filter({ hasText: name }).getByRole('button').first().click();
    await page.getByRole('tab', { name: 'Terraform' }).first().click();
    expect(await accessProblems(page)).toEqual([]);
  });
});
