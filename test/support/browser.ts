import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser asks nobody anything of its own accord, and needs no rights that a container does not have. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is: `CHROMIUM` alone if it is set, else the first of its names on the path. */
function chromiumPath(env: Environment): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates =
    env.CHROMIUM === undefined
      ? NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
      : [env.CHROMIUM];
  return candidates.find((path) => existsSync(path));
}

/** The same for a test file: where there is none the file is skipped, and fails in continuous integration. */
export function chromiumForTests(env: Environment = process.env): string | undefined {
  const path = chromiumPath(env);
  if (path !== undefined) return path;
  if (env.CI === 'true') throw new Error('Chromium is not installed: `apt-get install chromium`');
  console.warn('Chromium is not installed: the tests of the HTML report are skipped');
  return undefined;
}

/** Starts a browser without a window; `close` ends it. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A report in a browser, and what must not happen there. */
export interface OpenReport {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, dialogs and violations of the content security policy, in order. */
  readonly problems: readonly string[];
  /** Addresses that the page has asked for beside its own; all were refused. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export interface View extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'permissions'> {
  /** With its `#`. */
  readonly hash?: string;
}

/** Opens a report as a reader does, from a file; nothing else on the disk or in the network can be reached. */
export async function openReport(browser: Browser, html: string, view: View = {}): Promise<OpenReport> {
  const { hash = '', ...options } = view;
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-page-'));
  const file = join(folder, 'report.html');
  await writeFile(file, html);
  const address = pathToFileURL(file).href;
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const requests: string[] = [];
  const problems = problemsOf(page);
  await context.route('**', (route) => {
    const url = route.request().url();
    if (url.split('#')[0] === address) return route.continue();
    requests.push(url);
    return route.abort();
  });
  await page.goto(`${address}${hash}`);
  const close = async (): Promise<void> => {
    await context.close();
    await rm(folder, { recursive: true });
  };
  return { page, problems, requests, close };
}

function problemsOf(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  return problems;
}
