import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { isRecord } from '../../src/model/json.ts';

export interface Resource {
  readonly file: string;
  readonly logicalId: string;
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A file of `infra` as YAML; functions of CloudFormation are what stands behind their tags. */
export function parsed(yaml: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return parse(yaml, { logLevel: 'error' }) ?? {};
}

/** The text of each file of `infra` that is YAML. */
export async function infraFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of (await readdir('infra')).filter((file) => file.endsWith('.yml')).sort())
    files.set(name, await readFile(`infra/${name}`, 'utf8'));
  return files;
}

/** Every resource of every file. */
export function resourcesOf(files: ReadonlyMap<string, string>): readonly Resource[] {
  return [...files].flatMap(([file, yaml]) =>
    Object.entries(parsed(yaml).Resources ?? {}).map(([logicalId, resource]) => ({
      file,
      logicalId,
      ...(resource as Pick<Resource, 'Type' | 'Condition' | 'Properties'>),
    })),
  );
}

/** Every statement of a policy that is somewhere in there. */
export function statementsIn(value: unknown): readonly Statement[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (!isRecord(value)) return [];
  if (typeof value.Effect === 'string') return [value as unknown as Statement];
  return Object.values(value).flatMap(statementsIn);
}

export function actionsOf(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.flatMap(({ Action }) => Action))].toSorted();
}
