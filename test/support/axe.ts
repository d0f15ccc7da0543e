import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What the page does wrong for people who do not see or point, by the rules of axe: `rule: element`. */
export async function accessProblems(page: Page): Promise<readonly string[]> {
  // Run by the debugger, so that the page's own policy stays as strict as it is.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
