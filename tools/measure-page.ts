import { pathToFileURL } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';

/** In milliseconds. */
interface Time {
  readonly passed: number;
  /** Of that the main thread of the page had the processor: what a machine without other work would take at most. */
  readonly worked: number;
}

export interface PageTimes {
  /** Since the file began to be opened. */
  readonly firstPaint: number;
  /** Likewise, until the list and the count of the findings were there. */
  readonly listed: Time;
  /** From an event to the paint that shows what is left, the shortest first. */
  readonly filters: readonly Time[];
}

const COUNT = '[data-count]';
const LONGEST = 10_000;
/** What is searched for, one after the other; every one leaves another count. */
const TYPED = ['eagle', 'eagleledger', '', 'transform', 'passrole', '', 'kestrel', 'no such thing', ''];

/** Opens the file in a window of its own, and filters. */
export async function measurePage(browser: Browser, path: string): Promise<PageTimes> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(noteWhenListed, COUNT);
    await page.goto(pathToFileURL(path).href);
    await page.waitForSelector(COUNT, { timeout: 120_000 });
    const worked = await workOf(session);
    const [firstPaint = Number.NaN, passed = Number.NaN] = await page.evaluate(() =>
      ['first-contentful-paint', 'listed'].map(
        (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN,
      ),
    );
    // The page gets its search ready meanwhile, as it does while somebody reads.
    await page.waitForTimeout(5_000);
    const filters: Time[] = [];
    for (const text of TYPED) {
      const before = await workOf(session);
      const took = await typed(page, text);
      if (!(took < LONGEST)) throw new Error(`nothing is filtered by \`${text}\``);
      filters.push({ passed: took, worked: (await workOf(session)) - before });
      // What is put off until a filter has settled is not part of the next one.
      await page.waitForTimeout(1_500);
    }
    return {
      firstPaint,
      listed: { passed, worked },
      filters: filters.toSorted((left, right) => left.passed - right.passed),
    };
  } finally {
    await context.close();
  }
}

async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
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

function typed(page: Page, text: string): Promise<number> {
  return page.evaluate(
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
}
