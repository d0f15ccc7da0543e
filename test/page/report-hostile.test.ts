import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { accessProblems } from '../support/axe.ts';
import { chromiumForTests } from '../support/browser.ts';
import { HOSTILE } from '../support/hostile-names.ts';
import { hostileAccountReport } from '../support/hostile-picture.ts';
import { documentOf, expectCount, findingsIn, overflow, reportsIn, textOf } from '../support/report-page.ts';
import { sampleReport } from '../support/sample-report.ts';

const executable = chromiumForTests();

// On a machine that may have other work, a browser takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** Everything that is in the page: names of elements, and of attributes with the scheme of an address. */
function partsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const parts = new Set<string>();
    for (const element of document.querySelectorAll('#app *')) {
      parts.add(element.tagName.toLowerCase());
      for (const { name, value } of element.attributes)
        parts.add(name === 'href' ? `href ${/^(#|[a-z]+:)/i.exec(value)?.[0]}` : name);
    }
    return [...parts].sort();
  });
}

describe.skipIf(executable === undefined)('a report of hostile names', () => {
  const openIn = reportsIn(executable);
  // Those that are markup, and one of every other kind of attack.
  const names = [
    ...new Set([...HOSTILE].flatMap(([kind, all]) => (kind === 'html' ? all : all.slice(0, 1)))),
  ];

  async function opened(of: readonly string[]): Promise<Page> {
    const page = await openIn(documentOf(hostileAccountReport(of)));
    await page.locator('.pic-card').first().waitFor();
    const more = page.getByRole('button', { name: /^Show \d+ more roles?$/ });
    while ((await more.count()) > 0) await more.click();
    await page.getByText('The picture as a list').click();
    await page.getByRole('button', { name: 'Open all that are shown' }).click();
    await page.locator('[data-reading]').first().waitFor({ state: 'detached' });
    return page;
  }

  test('has no element, attribute or kind of address that one of plain names has not', async () => {
    const plain = await partsOf(await opened(['plain', 'other']));
    const page = await opened(names);
    expect(await findingsIn(page).count()).toBe(names.length);
    expect(await page.locator('.pic-card', { hasText: /[<&"]/ }).count()).toBeGreaterThan(10);
    expect((await partsOf(page)).filter((part) => !plain.includes(part))).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('searchbox').fill('<script>');
    await page.locator('.finding').getByText('<script>').first().waitFor();
  });
});

describe.skipIf(executable === undefined)('a report of nothing', () => {
  const openIn = reportsIn(executable);
  let page: Page;

  test('says that nothing was found, and that all was read', async () => {
    page = await openIn(documentOf(sampleReport([], { picture: { roles: [], links: [] } })));
    await expectCount(page, '0 of 0 findings');
    const text = await textOf(page.locator('main'));
    expect(text).toContain('Nothing was found.');
    expect(text).toContain('Everything in scope was read and judged.');
    expect(await accessProblems(page)).toEqual([]);
  });
});
