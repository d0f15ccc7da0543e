import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rules } from '../src/findings/rules/index.ts';
import { TOPICS } from '../src/findings/topics.ts';
import { readRuleCases } from '../test/support/rule-cases.ts';
import { integrationsPage } from './integrations-page.ts';
import { head, row } from './markdown-rows.ts';
import { paragraphs } from './paragraphs.ts';
import { rulePage } from './rule-page.ts';
import { seedsPage } from './seeds-page.ts';

const FOLDER = 'docs/rules';
const INTEGRATIONS = '../integrations.md';
const SEEDS = '../seeds.md';

/** The pages that are made, by their path from those of the rules, which are made of the rules and the cases that test them. */
function pages(): ReadonlyMap<string, string> {
  const cases = new Map(readRuleCases().map((each) => [each.rule, each]));
  const files = new Map([
    ['README.md', index()],
    [INTEGRATIONS, integrationsPage()],
    [SEEDS, seedsPage()],
  ]);
  for (const rule of rules) {
    const own = cases.get(rule.id);
    if (own === undefined) throw new Error(`\`${rule.id}\` has no cases`);
    files.set(`${rule.id}.md`, rulePage(rule, own));
  }
  return files;
}

function index(): string {
  return paragraphs(
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

const made = pages();
if (process.argv.includes('--check')) {
  const stale = await staleFiles(made);
  for (const file of stale)
    console.error(`\`${join(FOLDER, file)}\` is out of date: run \`npm run generate\``);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await mkdir(FOLDER, { recursive: true });
  for (const [file, content] of made) await writeFile(join(FOLDER, file), content);
}
