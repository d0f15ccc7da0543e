import { cutTo, wireLength } from './ascii-json.ts';
import type { Change, CoverageLoss, FindingChange } from './changes.ts';
import { escapeChat, escapeChatCode } from './escape.ts';
import {
  type Fact,
  factsOf,
  isFinding,
  isPlainPlace,
  isRestored,
  lossText,
  overviewOf,
  WORDS,
} from './facts.ts';
import { count } from './layout.ts';
import { withinBudget } from './within-budget.ts';

/** Characters on the wire; a description stays below 4,000. */
const LENGTHS = {
  story: 600,
  fact: 280,
  overview: 100,
  rule: 45,
  role: 80,
  message: 120,
  loss: 300,
} as const;
const FINDINGS_LENGTH = 2_200;
const LOSSES_LENGTH = 650;
const MOST_SHOWN = 10;

/** Text of the account in a chat, escaped, and cut so that it takes no more than `limit` on the wire. */
export function within(limit: number, text: string): string {
  return cutTo(text, limit, escapeChat);
}

/** Where a report is kept, as code. */
export function placeText(limit: number, place: string): string {
  return isPlainPlace(place) && place.length <= limit ? `\`${place}\`` : code(limit, place);
}

/** What a message about one finding says. */
export function storyText(change: FindingChange): string {
  const { message, confidence } = change.finding;
  const facts = factsOf(change).map((each) => factLine(each, LENGTHS.fact));
  return [`${within(LENGTHS.story, message)} (${confidence})`, ...facts].join('\n');
}

/** What a digest says: its numbers, the worst findings, what is not audited, and how much more there is. */
export function digestText(changes: readonly Change[]): string {
  const findings = changes.filter(isFinding);
  const losses = changes.filter((change) => change.kind === 'coverage');
  return [
    ...overviewOf(changes, undefined).map((each) => factLine(each, LENGTHS.overview)),
    ...shown(findings, findingLine, FINDINGS_LENGTH, 'finding'),
    ...shown(losses, lossLine, LOSSES_LENGTH, 'part'),
  ].join('\n');
}

function shown<Item>(
  items: readonly Item[],
  lineOf: (item: Item) => string,
  length: number,
  noun: string,
): readonly string[] {
  const lines = items.slice(0, MOST_SHOWN).map(lineOf);
  const first = withinBudget(lines, length, (line) => wireLength(line) + 2);
  const omitted = items.length - first.length;
  return omitted > 0 ? [...first, `and ${count(omitted, `more ${noun}`)}`] : first;
}

function lossLine(loss: CoverageLoss): string {
  return `• ${isRestored(loss) ? 'audited again' : 'not audited'}: ${within(LENGTHS.loss, lossText(loss))}`;
}

function findingLine({ news, finding }: FindingChange): string {
  const { severity, ruleId, message, role } = finding;
  const what = `*${severity}* ${WORDS[news]} ${within(LENGTHS.rule, ruleId)}`;
  return `• ${what} ${code(LENGTHS.role, role.name)}: ${within(LENGTHS.message, message)}`;
}

function factLine({ label, value, kind }: Fact, limit: number): string {
  const told = kind === 'name' ? code(limit, value) : within(limit, value);
  return `*${within(LENGTHS.rule, label)}*: ${told}`;
}

/** In code nothing is a mention, a link or a style; what is escaped has no mark that would end it. */
function code(limit: number, text: string): string {
  return `\`${cutTo(text, limit, escapeChatCode)}\``;
}
