import { SEVERITIES } from '../findings/finding.ts';
import { groupBy } from '../findings/group-by.ts';
import { type Change, type CoverageLoss, type FindingChange, NEWS, type News } from './changes.ts';
import { OVER_WORDS } from './finding-words.ts';
import { count, few } from './layout.ts';
import { changesIn, type Message } from './messages.ts';

/** One thing to tell, not escaped yet: each medium does that in its own way. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** `name`: of something in the account; `place`: where we keep a report; `text`: a sentence or a number. */
  readonly kind: 'name' | 'place' | 'text';
}

const MOST_NAMED = 5;

/** The news in the words of people. */
export const WORDS: Readonly<Record<News, string>> = {
  opened: 'new',
  reopened: 'reopened',
  worse: 'worse',
  changed: 'changed',
  resolved: 'resolved',
};

/** What the message is about in one line. */
export function titleOf(message: Message): string {
  const changes = changesIn(message);
  const where = `in account ${few(valuesOf(changes, accountOf), 2)}`;
  if (message.kind === 'single') return `Plumbline: ${headlineOf(message.change)}, ${where}`;
  const findings = changes.filter(isFinding);
  const worst = SEVERITIES.find((each) => findings.some(({ finding }) => finding.severity === each));
  if (worst === undefined) return `Plumbline: ${coverageOf(changes)} ${where}`;
  const noun = findings.every(({ entry }) => entry.isBaseline) ? 'finding' : 'change';
  return `Plumbline: ${count(findings.length, noun)}, worst is ${worst}, ${where}`;
}

function coverageOf(changes: readonly Change[]): string {
  return changes.every(isRestored) ? 'coverage is restored' : 'coverage is incomplete';
}

/** `new high task-permission-missing`. */
function headlineOf({ news, finding }: FindingChange): string {
  return `${WORDS[news]} ${finding.severity} ${finding.ruleId}`;
}

/** What a digest says of all its changes. */
export function overviewOf(changes: readonly Change[], reportPlace: string | undefined): readonly Fact[] {
  const findings = changes.filter(isFinding);
  const open = findings.filter(({ news }) => news !== 'resolved');
  const accounts = tally(changes, accountOf);
  return [
    fact('Accounts', few(valuesOf(changes, accountOf), MOST_NAMED)),
    fact('Regions', few(valuesOf(changes, regionOf), MOST_NAMED)),
    fact('What is new', newsIn(changes)),
    ...(findings.length === 0 ? [] : [fact('Open, by severity', bySeverity(open))]),
    ...(open.length === 0
      ? []
      : [
          fact(
            'Open, by rule',
            few(
              tally(open, ({ finding }) => finding.ruleId),
              MOST_NAMED,
            ),
          ),
        ]),
    ...(accounts.length < 2 ? [] : [fact('By account', few(accounts, MOST_NAMED))]),
    ...placeFact(reportPlace),
  ];
}

/** What is to be known of one change of a finding. */
export function factsOf({ news, entry, finding }: FindingChange): readonly Fact[] {
  const { role, resource, region, because, witness, change } = finding;
  const [reason] = because;
  const machine = reason?.stateMachine;
  const always = [
    name('account', `${accountOf({ entry })}, ${region}`),
    ...(entry.severityBefore === undefined ? [] : [fact('severity before', entry.severityBefore)]),
    name('role', role.arn),
    ...(resource.arn === role.arn ? [] : [name(resource.type, resource.arn)]),
    ...(machine === undefined || machine === resource.arn ? [] : [name('state machine', machine)]),
  ];
  if (news === 'resolved') return [...always, fact('why it is over', OVER_WORDS[entry.reason ?? 'fixed'])];
  return [
    ...always,
    ...(change === undefined ? [] : [name('changed by', `${change.by} (${change.event}, ${change.at})`)]),
    ...(reason === undefined ? [] : [name('state', `${reason.state} (${reason.integration})`)]),
    ...(witness === undefined ? [] : [name('request', `${witness.action} on ${witness.resource}`)]),
  ];
}

/** What to do; nothing where it is over. */
export function remedyOf({ news, finding }: FindingChange): readonly Fact[] {
  return news === 'resolved' ? [] : [fact('remedy', finding.remedy.text)];
}

/** What is not audited, and what would let it. */
export function lossText(loss: CoverageLoss): string {
  const { entry, episode } = loss;
  const { gap, count: reads, since, isOpen } = episode;
  if (isRestored(loss))
    return `${gap.source} in account ${accountOf({ entry })}, ${gap.region}: restored; it had failed since ${since}`;
  const example =
    gap.resource === undefined ? '' : `${reads === 1 ? ' of' : ', for example of'} ${gap.resource}`;
  const grant = gap.action === undefined ? '' : `; grant ${gap.action} to the auditor`;
  const end = isOpen ? '' : ', and over by now';
  return `${gap.source} in account ${accountOf({ entry })}, ${gap.region}: ${gap.kind} since ${since}${end} (${count(reads, 'read')}${example}): ${gap.why}${grant}`;
}

/** Where the whole report is kept; nothing where none is. */
export function placeFact(reportPlace: string | undefined): readonly Fact[] {
  return reportPlace === undefined ? [] : [{ label: 'Whole report', value: reportPlace, kind: 'place' }];
}

/** A place that we have chosen stays as it is, so that it can be copied; another is escaped like all text. */
export function isPlainPlace(place: string): boolean {
  return /^(?:s3:\/\/)?[\w./=-]{1,1024}$/.test(place);
}

/** Different values, those that come first first. */
export function valuesOf<Item>(items: readonly Item[], partOf: (item: Item) => string): readonly string[] {
  return [...new Set(items.map(partOf))];
}

export function accountOf({ entry }: Pick<Change, 'entry'>): string {
  return entry.shard.accountId || 'unknown';
}

export function isFinding(change: Change): change is FindingChange {
  return change.kind === 'finding';
}

export function isRestored(change: Change): boolean {
  return change.kind === 'coverage' && change.isRestored === true;
}

function regionOf({ entry }: Change): string {
  return entry.shard.region;
}

function newsIn(changes: readonly Change[]): string {
  const findings = changes.filter(isFinding);
  const parts: string[] = [];
  for (const news of NEWS) {
    const number = findings.filter((change) => change.news === news).length;
    if (number > 0) parts.push(`${number} ${WORDS[news]}`);
  }
  const restored = changes.filter(isRestored).length;
  const losses = changes.length - findings.length - restored;
  if (losses > 0) parts.push(`${losses} not audited`);
  if (restored > 0) parts.push(`${restored} audited again`);
  return parts.join(', ');
}

function bySeverity(findings: readonly FindingChange[]): string {
  const numbers = SEVERITIES.map(
    (each) => `${each} ${findings.filter(({ finding }) => finding.severity === each).length}`,
  );
  return numbers.join(', ');
}

/** `value number` for each value, the most frequent first. */
function tally<Item>(items: readonly Item[], partOf: (item: Item) => string): readonly string[] {
  const groups = [...groupBy(items, (item) => [partOf(item)]).values()];
  groups.sort((left, right) => right.length - left.length);
  return groups.map((group) => `${partOf(group[0])} ${group.length}`);
}

function fact(label: string, value: string): Fact {
  return { label, value, kind: 'text' };
}

function name(label: string, value: string): Fact {
  return { label, value, kind: 'name' };
}
