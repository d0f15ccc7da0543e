import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { audit } from '../../src/audit.ts';
import { readSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import type { Report } from '../../src/findings/report.ts';
import { parseSnapshot } from '../../src/model/snapshot.ts';
import { html } from '../../src/publish/formats/html.ts';
import { type OpenReport, openReport, startBrowser, type View } from './browser.ts';

/**
 * One browser for the tests of a `describe`, and how a report is opened in it. Whatever a test does, nothing may go wrong
 * in the page, and nothing may be asked of anybody.
 */
export function reportsIn(executable: string | undefined): (html: string, view?: View) => Promise<Page> {
  let browser: Browser | undefined;
  const opened: OpenReport[] = [];
  beforeAll(async () => {
    if (executable !== undefined) browser = await startBrowser(executable);
  }, 60_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const { problems, requests, close } of opened.splice(0)) {
      await close();
      expect({ problems, requests }).toEqual({ problems: [], requests: [] });
    }
  });
  return async (html, view) => {
    if (browser === undefined) throw new Error('the browser was not started');
    const one = await openReport(browser, html, view);
    opened.push(one);
    await one.page.locator('[data-count]').waitFor();
    return one.page;
  };
}

/** The example account as data, and as the page for a browser. */
export async function exampleReport(): Promise<{ readonly report: Report; readonly document: string }> {
  const { files, fileTime } = await readSnapshotFolder('examples/account');
  const report = audit(parseSnapshot(files, fileTime), { engineVersion: '0.0.0-test', picture: true });
  return { report, document: documentOf(report) };
}

/** A report as the page for a browser. */
export function documentOf(report: Report): string {
  return html.render(report, { width: 100, color: false });
}

/** Waits until so many findings are said to be listed: `3 of 31 findings`. */
export async function expectCount(page: Page, count: string): Promise<void> {
  await page.locator('[data-count]', { hasText: new RegExp(`^${count}$`) }).waitFor();
}

/** The findings that are listed. */
export function findingsIn(page: Page): Locator {
  return page.locator('.finding');
}

export async function textOf(element: Locator): Promise<string> {
  return (await element.textContent()) ?? '';
}

/** By how many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
