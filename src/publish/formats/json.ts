import type { Format } from '../format.ts';

/** The report itself, as `docs/schema/report.json` describes it, for machines. */
export const json: Format = {
  name: 'json',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
