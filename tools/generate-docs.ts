import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rule } from '../src/findings/rule.ts';
import { rules } from '../src/findings/rules/index.ts';
import { TOPICS } from '../src/findings/topics.ts';
import {
  type PinnedFinding,
  type RoleJson,
  type RuleCase,
  type RuleCases,
  readRuleCases,
} from '../test/support/rule-cases.ts';
import { integrationsPage } from './integrations-page.ts';
import { head, row } from './markdown-rows.ts';
import { withPart } from './marked-parts.ts';
import { roomsMap } from './rooms-map.ts';
import { seedsPage } from './seeds-page.ts';

const FOLDER = 'docs/rules';
const INTEGRATIONS = '../integrations.md';
const SEEDS = '../seeds.md';
const ARCHITECTURE = '../../ARCHITECTURE.md';

/** The pages that are made, by their path from those of the rules, which are made of the rules and the cases that test them. */
async function pages(): Promise<ReadonlyMap<string, string>> {
  const cases = new Map(readRuleCases().map((each) => [each.rule, each]));
  const files = new Map([
    ['README.md', index()],
    [INTEGRATIONS, integrationsPage()],
    [SEEDS, seedsPage()],
    [ARCHITECTURE, await architecturePage()],
  ]);
  for (const rule of rules) {
    const own = cases.get(rule.id);
    if (own === undefined) throw new Error(`\`${rule.id}\` has no cases`);
    files.set(`${rule.id}.md`, page(rule, own));
  }
  return files;
}

/** Written by hand, but for the map and the table. */
async function architecturePage(): Promise<string> {
  const { graph, table } = await roomsMap();
  const page = await readFile(join(FOLDER, ARCHITECTURE), 'utf8');
  return withPart(withPart(page, 'rooms', graph), 'imports', table);
}

function index(): string {
  return text(
    '# Rules',
    'What an audit can find, by the question that it answers. A finding keeps its rule id for ever, so that suppressions and tickets can rely on it. The severity is the worst that a rule gives. `plumbline explain <rule id>` prints a page in the terminal.',
    ...Object.entries(TOPICS).flatMap(([topic, question]) => [
      `## ${question}`,
      [
        head('rule', 'severity', 'finds'),
        ...rules
          .filter((rule) => rule.topic === topic)
          .map(({ id, severity, title }) => row([`[\`${id}\`](${id}.md)`, severity, title])),
      ].join('\n'),
    ]),
    'These pages are made by `npm run generate` from the rules and their cases in `test/cases/rules`.',
  );
}

function page(rule: Rule, { accept, reject, unknown }: RuleCases): string {
  return text(
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.severity}`,
    rule.why,
    `**Remedy.** ${rule.remedy}`,
    ...section('Found', reject[0], (account) => (account.findings ?? []).flatMap(findingText)),
    ...section('Not found', accept[0], () => []),
    ...section('Not decided', unknown[0], (account) => [
      'The coverage of the report says so:',
      ...(account.gaps ?? []).map(({ kind, why }) => `> ${kind}: ${why}`),
    ]),
    '## References',
    rule.references.map((url) => `- <${url}>`).join('\n'),
  );
}

function section(
  heading: string,
  account: RuleCase | undefined,
  outcome: (account: RuleCase) => readonly string[],
): readonly string[] {
  if (account === undefined) return [];
  const seen = account.why === undefined ? '' : ` Seen in the wild: ${account.why}.`;
  return [`## ${heading}`, `${account.title}.${seen}`, ...accountText(account), ...outcome(account)];
}

/** What a reader needs of an account: definitions, and what its roles may do. */
function accountText({
  machines,
  roles,
  serviceControlPolicies = [],
  resourcePolicies = [],
  baselines = {},
  suppressions = [],
}: RuleCase): readonly string[] {
  return [
    ...machines.flatMap(({ name, role, type = 'STANDARD', definition, versions = [], aliases = [] }) => [
      `State machine \`${name}\` (${type.toLowerCase()}) runs with the role \`${role}\`:`,
      json(definition),
      ...versions.flatMap((version) => [
        `Its version ${version.number}, which ${aliases.includes(version.number) ? 'an alias starts' : 'no alias starts'}:`,
        json(version.definition),
      ]),
    ]),
    ...roles.flatMap(roleText),
    ...serviceControlPolicies.flat().flatMap((policy) => ['A service control policy:', json(policy)]),
    ...resourcePolicies.flatMap(({ arn, document }) => [`The policy of \`${arn}\`:`, json(document)]),
    ...Object.entries(baselines).flatMap(([arn, { document }]) => [
      `The baseline of \`${arn}\`:`,
      json(document),
    ]),
    ...(suppressions.length === 0 ? [] : ['The suppressions:', json({ suppressions })]),
  ];
}

function roleText({ name, path = '/', trust = 'states', policies, managed, boundary }: RoleJson) {
  const services = [trust].flat().map((service) => `\`${service}.amazonaws.com\``);
  const isShort = typeof trust === 'string' || Array.isArray(trust);
  const documents = Object.entries({ ...policies, ...managed });
  return [
    `Role \`${path.slice(1)}${name}\` trusts ${isShort ? `${services.join(' and ')}.` : 'by this policy:'}`,
    ...(isShort ? [] : [json(trust)]),
    ...documents.flatMap(([policy, document]) => [`Policy \`${policy}\` of \`${name}\`:`, json(document)]),
    ...(boundary === undefined ? [] : [`Permissions boundary of \`${name}\`:`, json(boundary)]),
  ];
}

function findingText({ severity, confidence, message, witness, remedy }: PinnedFinding): readonly string[] {
  const advice = remedy.policy === undefined ? [`${remedy.text}.`] : [`${remedy.text}:`, json(remedy.policy)];
  return [
    `The finding (${severity}, ${confidence}):`,
    `> ${message}`,
    ...(witness === undefined ? [] : ['The request that proves it:', json(witness)]),
    ...advice,
  ];
}

function json(value: unknown): string {
  return `\`\`\`json\n${typeof value === 'string' ? value : compact(value, '')}\n\`\`\``;
}

/** JSON that keeps on one line what fits there. */
function compact(value: unknown, indent: string): string {
  // A line break that is not a format is escaped.
  const line = JSON.stringify(value, null, 1)
    .replace(/(?<=\[)\n\s*|\n\s*(?=\])/g, '')
    .replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 90) return line;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Object.entries(value).map(
    ([key, member]) => `${deeper}${open === '[' ? '' : `${JSON.stringify(key)}: `}${compact(member, deeper)}`,
  );
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

function text(...paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`;
}

/** The files that are not what they should be. */
async function staleFiles(made: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const present = await readdir(FOLDER).catch(() => []);
  const stale = present.filter((file) => !made.has(file));
  for (const [file, content] of made) {
    const found = await readFile(join(FOLDER, file), 'utf8').catch(() => undefined);
    if (found !== content) stale.push(file);
  }
  return stale;
}

const made = await pages();
if (process.argv.includes('--check')) {
  const stale = await staleFiles(made);
  for (const file of stale)
    console.error(`\`${join(FOLDER, file)}\` is out of date: run \`npm run generate\``);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await mkdir(FOLDER, { recursive: true });
  for (const [file, content] of made) await writeFile(join(FOLDER, file), content);
}
