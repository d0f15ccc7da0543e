import { printableJson } from '../../findings/printable.ts';
import type { ExpectReport } from '../expect-report.ts';

/** The report itself. */
export function asJson(report: ExpectReport): string {
  return `${printableJson(report)}\n`;
}
