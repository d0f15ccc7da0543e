import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';

export const ASFF_SCHEMA: AnySchemaObject = JSON.parse(
  readFileSync(new URL('asff-schema.json', import.meta.url), 'utf8'),
);
const isAsff = new Ajv2020({ strict: true, strictTypes: false }).compile(ASFF_SCHEMA);

/** Where a document does not adhere to the format, in the words of Security Hub; lengths count code points. */
export function asffProblems(document: unknown): readonly string[] {
  if (isAsff(document)) return [];
  return (isAsff.errors ?? []).map(({ instancePath, message }) => `data${instancePath} ${message}`);
}
