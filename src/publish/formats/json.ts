import { printableJson } from '../../findings/printable.ts';
import type { Format } from '../format.ts';

/** The report itself, as `docs/schema/report.json` describes it, for machines. */
export const json: Format = {
  name: 'json',
  render: (report) => `${printableJson(report)}\n`,
};
