import type { ExpectFormat } from '../expect-options.ts';
import type { ExpectReport } from '../expect-report.ts';
import { asJson } from './json.ts';
import { asTable } from './table.ts';
import { asTerraform } from './terraform.ts';

type Render = (report: ExpectReport) => string | Promise<string>;

/** The formats of `plumbline expect`. The YAML library is loaded only where it is needed. */
export const formats: Readonly<Record<ExpectFormat, Render>> = {
  json: asJson,
  cloudformation: async (report) => (await import('./cloudformation.ts')).asCloudFormation(report),
  terraform: asTerraform,
  serverless: async (report) => (await import('./serverless.ts')).asServerless(report),
  table: asTable,
};
