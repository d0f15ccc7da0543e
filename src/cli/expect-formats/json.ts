import type { ExpectReport } from '../expect-report.ts';

/** The report itself. */
export function asJson(report: ExpectReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
