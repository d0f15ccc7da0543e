import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumForTests, openReport, startBrowser } from '../support/browser.ts';

const executable = chromiumForTests();

const STRICT = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`;
const LOOSE = '<meta charset="utf-8">';

interface Seen {
  readonly what: string;
  readonly html: string;
  readonly problem: RegExp;
}

const SEEN: readonly Seen[] = [
  {
    what: 'a script in the markup against the policy',
    html: `${STRICT}<script>document.title = 'ran'</script>`,
    problem: /^error: .*Content Security Policy/,
  },
  {
    what: 'an image against the policy',
    html: `${STRICT}<img src="https://plumbline.example/x.png" alt="">`,
    problem: /^error: .*Content Security Policy/,
  },
  {
    what: 'an exception',
    html: `${LOOSE}<script>throw new Error('broken')</script>`,
    problem: /^exception: broken$/,
  },
  {
    what: 'an error on the console',
    html: `${LOOSE}<script>console.error('oh')</script>`,
    problem: /^error: oh$/,
  },
  { what: 'a dialog', html: `${LOOSE}<script>alert(1)</script>`, problem: /^dialog: 1$/ },
];

describe('where there is no browser', () => {
  const nowhere = { CHROMIUM: '/nowhere/chromium' };

  test('continuous integration fails instead of passing with nothing tested', () => {
    expect(() => chromiumForTests({ ...nowhere, CI: 'true' })).toThrow('Chromium is not installed');
    expect(() => chromiumForTests({ PATH: '/nowhere', CI: 'true' })).toThrow('Chromium is not installed');
  });

  test('the tests are skipped elsewhere', () => {
    expect(chromiumForTests(nowhere)).toBeUndefined();
  });
});

describe.skipIf(executable === undefined)('a report in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    if (executable !== undefined) browser = await startBrowser(executable);
  });

  afterAll(() => browser?.close());

  test.each(SEEN)('$what is seen', async ({ html, problem }) => {
    const { page, problems, close } = await openReport(browser, html);
    expect(problems).toContainEqual(expect.stringMatching(problem));
    expect(await page.title()).toBe('');
    await close();
  });

  test('what it asks of the network or of another file is refused and counted', async () => {
    const html = `${LOOSE}<img src="https://plumbline.example/x.png" alt=""><iframe src="file:///etc/hostname" title="x"></iframe>`;
    const { requests, close } = await openReport(browser, html);
    expect(requests.toSorted()).toEqual(['file:///etc/hostname', 'https://plumbline.example/x.png']);
    await close();
  });

  test('a page that does nothing of this has neither problems nor requests', async () => {
    const { problems, requests, close } = await openReport(browser, `${STRICT}<p>plain</p>`, { hash: '#x' });
    expect({ problems, requests }).toEqual({ problems: [], requests: [] });
    await close();
  });
});
