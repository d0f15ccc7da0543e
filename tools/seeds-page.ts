import { CONTRADICTIONS } from './seeds/contradictions.ts';
import type { Check, Fact, Seed, Shown } from './seeds/fact.ts';
import { SEEDS } from './seeds-facts.ts';

/** `docs/seeds.md`: every fact of the seeds that can be checked, what checks it, and the test that shows it. */
export function seedsPage(): string {
  const { length } = SEEDS.flatMap(({ facts }) => facts);
  return [
    '# Seeds',
    `Plumbline goes back to five documents on Step Functions, SageMaker and IAM. This page lists what of them can be checked, ${length} facts, each with the rule, the template or the source file that checks it, and with the test that shows it. A test without a title stands for all cases of its file.`,
    ...SEEDS.flatMap(section),
    '## Where a seed is outdated, or contradicts another',
    'A seed is neither obeyed blindly nor dropped: its form stays as a dated template where it was one, and the finding says so.',
    table(
      ['seed', 'says', 'today', 'so', 'checked by', 'shown by'],
      CONTRADICTIONS.map(({ seeds, fact, reality, note = '', checks, shown }) => [
        seeds.join(', '),
        fact,
        reality,
        note,
        checks.map(checkText).join('<br>'),
        shown.map(shownText).join('<br>'),
      ]),
    ),
    'This page is made by `npm run generate` from `tools/seeds`.',
  ]
    .join('\n\n')
    .concat('\n');
}

function section({ number, subject, facts }: Seed): readonly string[] {
  return [`## ${subject} (seed ${number})`, table(['fact', 'checked by', 'shown by'], facts.map(rowOf))];
}

function rowOf({ fact, note, checks, shown }: Fact): readonly string[] {
  return [
    note === undefined ? fact : `${fact}. ${note}`,
    checks.map(checkText).join('<br>'),
    shown.map(shownText).join('<br>'),
  ];
}

function checkText(check: Check): string {
  switch (check.kind) {
    case 'rule':
      return `[\`${check.id}\`](rules/${check.id}.md)`;
    case 'template':
      return `template \`${check.id}\``;
    case 'source':
      return `[${check.path}](../${check.path})`;
  }
}

function shownText({ path, title }: Shown): string {
  const file = `[${path.slice(path.lastIndexOf('/') + 1)}](../${path})`;
  return title === undefined ? file : `${file}: ${title}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
