import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentIn, type StatementTable } from '../../src/expected/baselines/statement-table.ts';

const FOLDER = join(import.meta.dirname, '../cases/managed-policies');

const TABLES = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as StatementTable,
);

/** The names of the AWS managed policies of which versions are at hand. */
export function publishedPolicies(): readonly string[] {
  return TABLES.flatMap(({ policies }) => Object.keys(policies));
}

/** The versions of an AWS managed policy that are at hand, ascending. */
export function publishedVersions(policy: string): readonly number[] {
  return TABLES.flatMap(({ policies }) => Object.keys(policies[policy] ?? {}).map(Number));
}

/** A document, or what a text such as `AmazonSageMakerFullAccess@v20` stands for. */
export function publishedDocument(document: unknown): unknown {
  const [, policy = '', version] = partsOf(document) ?? [];
  if (version === undefined) return document;
  const found = TABLES.map((table) => documentIn(table, policy, Number(version))).find(Boolean);
  if (found === undefined) throw new Error(`no document of ${policy}@v${version} is at hand`);
  return found;
}

/** `v20` of `AmazonSageMakerFullAccess@v20`. */
export function publishedVersion(document: unknown): string | undefined {
  const version = partsOf(document)?.[2];
  return version === undefined ? undefined : `v${version}`;
}

function partsOf(document: unknown): RegExpExecArray | undefined {
  return typeof document === 'string' ? (/^([\w-]+)@v(\d+)$/.exec(document) ?? undefined) : undefined;
}
