import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asArray, isRecord, type JsonRecord, own } from '../../src/model/json.ts';

/** Writes the cases of a folder of `test/cases/origins`, in place of all that were there. */
export function writeCases(folder: string, cases: readonly (readonly [file: string, JsonRecord])[]): void {
  const path = join(import.meta.dirname, '../../test/cases/origins', folder);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  const seen = new Set<string>();
  for (const [file, content] of cases) {
    if (seen.has(file)) throw new Error(`two cases are called ${file}`);
    seen.add(file);
    writeFileSync(join(path, `${file}.json`), `${JSON.stringify(content)}\n`);
  }
}

/** The same text for policies that allow the same, statement by statement, however they are merged. */
export function grantsOf(policies: readonly unknown[]): string {
  const lines = policies.flatMap((policy) =>
    asArray(isRecord(policy) ? own(policy, 'Statement') : undefined).flatMap(linesOf),
  );
  return [...new Set(lines)].sort().join('\n');
}

function linesOf(statement: unknown): readonly string[] {
  if (!isRecord(statement)) return [];
  const condition = JSON.stringify(own(statement, 'Condition') ?? {});
  return listOf(own(statement, 'Action')).flatMap((action) =>
    listOf(own(statement, 'Resource')).map((resource) => `${action} ${resource} ${condition}`),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
