import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { html } from '../src/publish/formats/html.ts';
import { chromiumForTests, startBrowser } from '../test/support/browser.ts';
import { largeReport } from './large-report.ts';
import { head, row } from './markdown-rows.ts';
import { measurePage, type PageTimes } from './measure-page.ts';

const SIZES = [
  [1_000, 200],
  [10_000, 2_000],
  [50_000, 10_000],
] as const;

interface Built {
  readonly findings: number;
  readonly roles: number;
  readonly links: number;
  readonly megabytes: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
  /** Of the process, with the report itself in it. */
  readonly peakMegabytes: number;
  readonly reportMegabytes: number;
}

/** Writes the report of this size to a file, in a process that does nothing else. */
async function build(findings: number, roles: number, path: string): Promise<Built> {
  const report = await largeReport(findings, roles);
  const reportMegabytes = process.resourceUsage().maxRSS / 1024;
  const before = process.cpuUsage();
  const text = html.render(report, { width: 80, color: false });
  const { user, system } = process.cpuUsage(before);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  await writeFile(path, text);
  return {
    findings: report.findings.length,
    roles: report.picture?.roles.length ?? 0,
    links: report.picture?.links.length ?? 0,
    megabytes: Buffer.byteLength(text) / 1_000_000,
    cpuSeconds: (user + system) / 1_000_000,
    peakMegabytes,
    reportMegabytes,
  };
}

function buildApart(findings: number, roles: number, path: string): Built {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), String(findings), String(roles), path];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`the report of ${findings} findings was not written`);
  return JSON.parse(stdout) as Built;
}

async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const executable = chromiumForTests();
  const browser = executable === undefined ? undefined : await startBrowser(executable);
  const built = ['findings', 'roles', 'links', 'MB', 'written, CPU', 'peak memory', 'without writing'];
  const seen = ['first paint', 'listed', 'its CPU', 'filter, p50', 'its CPU', 'filter, max', 'its CPU'];
  console.log(head(...built, ...seen));
  try {
    for (const [findings, roles] of SIZES) {
      const path = join(folder, `${findings}.html`);
      const made = buildApart(findings, roles, path);
      const page = browser === undefined ? undefined : await measurePage(browser, path);
      console.log(
        row([
          ...[made.findings, made.roles, made.links].map((number) => number.toLocaleString('en-GB')),
          made.megabytes.toFixed(1),
          `${made.cpuSeconds.toFixed(1)} s`,
          `${made.peakMegabytes.toFixed(0)} MB`,
          `${made.reportMegabytes.toFixed(0)} MB`,
          ...(page === undefined ? seen.map(() => '') : timesOf(page)),
        ]),
      );
    }
  } finally {
    await browser?.close();
    await rm(folder, { recursive: true });
  }
}

function timesOf({ firstPaint, listed, filters }: PageTimes): readonly string[] {
  const half = filters[Math.floor(filters.length / 2)] ?? listed;
  const most = filters.at(-1) ?? listed;
  const times = [listed, half, most].flatMap(({ passed, worked }) => [passed, worked]);
  return [firstPaint, ...times].map(milliseconds);
}

function milliseconds(time: number): string {
  return time < 1_000 ? `${time.toFixed(0)} ms` : `${(time / 1_000).toFixed(1)} s`;
}

const [findings, roles, path] = process.argv.slice(2);
if (path === undefined) await bench();
else console.log(JSON.stringify(await build(Number(findings), Number(roles), path)));
