import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';

/** In milliseconds; the first two since the file began to be opened. */
export interface PageTimes {
  readonly firstPaint: number;
  /** When the list and the count of the findings were there. */
  readonly listed: number;
  /** From an event to the paint that shows what is left. */
  readonly filterMedian: number;
  readonly filterMost: number;
}

const COUNT = '[data-count]';
const LONGEST = 10_000;
/** As a person types, chooses and clears; every step leaves another count. */
const TYPED = ['eagle', 'eagleledger', '', 'transform', 'passrole', '', 'kestrel', 'no such thing', ''];

/** Opens the file in a window of its own, and filters. */
export async function measurePage(browser: Browser, path: string): Promise<PageTimes> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(noteWhenListed, COUNT);
    await page.goto(pathToFileURL(path).href);
    await page.waitForSelector(COUNT, { timeout: 120_000 });
    const [firstPaint, listed] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      performance.getEntriesByName('listed')[0]?.startTime ?? Number.NaN,
    ]);
    // The page gets its search ready meanwhile, as it does while somebody reads.
    await page.waitForTimeout(5_000);
    const times: number[] = [];
    for (const text of TYPED) times.push(await typed(page, text));
    const sorted = times.toSorted((left, right) => left - right);
    return {
      firstPaint: firstPaint ?? Number.NaN,
      listed: listed ?? Number.NaN,
      filterMedian: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      filterMost: sorted.at(-1) ?? Number.NaN,
    };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before anything of its own does. */
function noteWhenListed(count: string): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector(count) === null) return;
    performance.mark('listed');
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function typed(page: Page, text: string): Promise<number> {
  const time = await page.evaluate(
    async ([selector = '', value = '', longest = '']) => {
      const input = document.querySelector<HTMLInputElement>('input[type=search]');
      const count = document.querySelector(selector);
      if (input === null || count === null) return Number.NaN;
      const before = count.textContent;
      const painted = (): Promise<void> =>
        new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      const start = performance.now();
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      while (count.textContent === before && performance.now() - start < Number(longest)) await painted();
      await painted();
      return performance.now() - start;
    },
    [COUNT, text, String(LONGEST)],
  );
  if (!(time < LONGEST)) throw new Error(`nothing is filtered by \`${text}\``);
  // What is put off until a filter has settled is not part of the next one.
  await page.waitForTimeout(1_500);
  return time;
}
