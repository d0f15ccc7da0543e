import { cutTo } from './ascii-json.ts';
import type { CoverageLoss, FindingChange } from './changes.ts';
import { escapeMail } from './escape.ts';
import {
  type Fact,
  factsOf,
  isFinding,
  isPlainPlace,
  isRestored,
  lossText,
  overviewOf,
  placeFact,
  remedyOf,
  titleOf,
  WORDS,
} from './facts.ts';
import { count } from './layout.ts';
import { changesIn, type Message } from './messages.ts';

/** How many findings, and how many losses of coverage, a digest shows. */
const MOST_SHOWN = 10;
const LONGEST_TEXT = 400;

/** The message as plain text for a mail: what is new, the worst of it, what is not audited, and how much more there is. */
export function textOf(message: Message, reportPlace: string | undefined): string {
  const changes = changesIn(message);
  const findings = changes.filter(isFinding);
  const coverage = changes.filter((change) => change.kind === 'coverage');
  const facts = message.kind === 'single' ? placeFact(reportPlace) : overviewOf(changes, reportPlace);
  const blocks = [
    [short(titleOf(message)), ...facts.map((each) => line(each, ''))].join('\n'),
    ...findings.slice(0, MOST_SHOWN).map(findingBlock),
    ...more(findings.length - MOST_SHOWN, 'finding'),
  ];
  blocks.push(
    ...lossBlocks(
      'Not audited:',
      coverage.filter((loss) => !isRestored(loss)),
    ),
    ...lossBlocks('Audited again:', coverage.filter(isRestored)),
  );
  return `${blocks.join('\n\n')}\n`;
}

function lossBlocks(heading: string, losses: readonly CoverageLoss[]): readonly string[] {
  if (losses.length === 0) return [];
  const lines = losses.slice(0, MOST_SHOWN).map((loss) => `  ${short(lossText(loss))}`);
  return [[heading, ...lines].join('\n'), ...more(losses.length - MOST_SHOWN, 'part')];
}

function findingBlock(change: FindingChange): string {
  const { severity, ruleId, confidence, message } = change.finding;
  return [
    `${severity.toUpperCase()} ${short(ruleId)} (${WORDS[change.news]}, ${confidence})`,
    `  ${short(message)}`,
    ...[...factsOf(change), ...remedyOf(change)].map((each) => line(each, '  ')),
  ].join('\n');
}

function line({ label, value, kind }: Fact, indent: string): string {
  const told = kind === 'place' && isPlainPlace(value) ? value : short(value);
  return `${indent}${short(label)}: ${told}`;
}

function more(number: number, noun: string): readonly string[] {
  return number > 0 ? [`and ${count(number, `more ${noun}`)}`] : [];
}

/** Names and messages carry text from the account: one line of it, and not too much. */
function short(text: string): string {
  return cutTo(text, LONGEST_TEXT, escapeMail);
}
