import { gzipSync } from 'node:zlib';
import { printableJson } from '../../findings/printable.ts';
import type { Report } from '../../findings/report.ts';
import { logOf, toldFindings } from './log.ts';

/** What the reader of a file takes. */
export interface FileLimits {
  readonly results: number;
  /** After gzip. */
  readonly bytes: number;
}

/** A log with as many of the findings, the worst first, as such a file may have. */
export function fittedLog(report: Report, limits: FileLimits): string {
  const told = toldFindings(report);
  let kept = Math.min(told.length, limits.results);
  while (true) {
    const text = `${printableJson(logOf(report, told.slice(0, kept), told.length - kept))}\n`;
    if (kept === 0 || fits(text, limits)) return text;
    kept = Math.floor(kept / 2);
  }
}

function fits(text: string, { bytes }: FileLimits): boolean {
  // No character of UTF-16 has more than three bytes.
  return 3 * text.length <= bytes || gzipSync(text).length <= bytes;
}
