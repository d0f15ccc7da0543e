import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { default as formats } from 'ajv-formats';

const FILE = new URL('schemas/sarif-2.1.0.json', import.meta.url);

/** The schema as OASIS published it. */
export const SARIF_SCHEMA: string = readFileSync(FILE, 'utf8');

// Written in draft 4, of which it uses nothing that draft 7 says otherwise; `id` alone has another name there.
const { $schema: _, id: $id, ...schema } = JSON.parse(SARIF_SCHEMA);
const ajv = new Ajv({ strict: false });
formats.default(ajv);
const isSarif = ajv.compile({ $id, ...schema });

/** Where a log does not adhere to SARIF 2.1.0. */
export function sarifProblems(log: unknown): readonly string[] {
  if (isSarif(log)) return [];
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
