import { cutTo } from './ascii-json.ts';
import type { FindingChange } from './changes.ts';
import { escapeMail } from './escape.ts';
import {
  type Fact,
  factsOf,
  isFinding,
  isPlainPlace,
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
  const losses = changes.filter((change) => change.kind === 'coverage');
  const facts = message.kind === 'single' ? placeFact(reportPlace) : overviewOf(changes, reportPlace);
  const blocks = [
    [short(titleOf(message)), ...facts.map((each) => line(each, ''))].join('\n'),
    ...findings.slice(0, MOST_SHOWN).map(findingBlock),
    ...more(findings.length - MOST_SHOWN, 'finding'),
  ];
  if (losses.length > 0) {
    const lines = losses.slice(0, MOST_SHOWN).map((loss) => `  ${short(lossText(loss))}`);
    blocks.push(['Not audited:', ...lines].join('\n'), ...more(losses.length - MOST_SHOWN, 'part'));
  }
  return `${blocks.join('\n\n')}\n`;
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
