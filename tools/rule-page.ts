import type { Rule } from '../src/findings/rule.ts';
import { TOPICS, type Topic } from '../src/findings/topics.ts';
import type { PinnedFinding, RuleCase, RuleCases } from '../test/support/rule-cases.ts';
import { paragraphs } from './paragraphs.ts';
import { accountText, json } from './rule-account.ts';

/** When somebody may want to live with a finding, by what it is about. */
const ACCEPTED: Readonly<Record<Topic, string>> = {
  task: 'Rarely: a request will be refused. Where the state is never reached any more, or the permission is on its way, say so for as long as that takes.',
  execution:
    'Where the policy of the bucket, key or repository allows what the role does not: an audit does not read it. The reason names that policy.',
  role: 'Rarely: nothing can run with the role. Where the state machine or the resource waits to be deleted, say until when.',
  excess:
    'Where somebody means the role to be that wide, for a time or for a reason that no definition shows, such as people who use it by hand.',
  statement:
    'Where the statement is not yours to change, and its owner knows. A statement that says nothing harms nobody until somebody relies on it.',
  'managed-policy':
    'Where the change has been read and is to stay for a time. To go by what the policy says today, from now on, `plumbline audit --state DIR --accept-baselines` is the better answer.',
  suppression: 'Never: what is said of suppressions cannot be suppressed.',
};

/** `docs/rules/<id>.md`, made of the rule and of the cases that test it: what it says first, and what it says it of after that. */
export function rulePage(rule: Rule, { accept, reject, unknown }: RuleCases): string {
  const { id, title, severity, topic, why, remedy, references } = rule;
  return paragraphs(
    `# ${title}`,
    `\`${id}\` · ${severity} · [${TOPICS[topic]}](README.md#${anchorOf(TOPICS[topic])})`,
    why,
    '## What to do',
    remedy,
    ...reject.slice(0, 1).flatMap(exampleText),
    ...titled('## What else it finds', 'Each of these is a test:', reject.slice(1)),
    ...titled('## What it does not find', 'These look alike, and are right:', accept),
    ...accept
      .slice(0, 1)
      .flatMap((account) => folded(`The account of “${account.title}”`, accountText(account))),
    ...openText(unknown),
    '## When to suppress it',
    topic === 'suppression' ? ACCEPTED[topic] : `${ACCEPTED[topic]} [How](../suppressions.md).`,
    '## References',
    references.map((url) => `- <${url}>`).join('\n'),
    `All cases are in [test/cases/rules/${id}.json](../../test/cases/rules/${id}.json).`,
  );
}

/** The finding, the request and what to do; the account that they are about can be opened. */
function exampleText(account: RuleCase): readonly string[] {
  const { title, findings = [] } = account;
  return [
    '## An example',
    `${sentence(title)}${seenText(account)}`,
    ...findings.flatMap(findingText),
    ...folded('The account', accountText(account)),
  ];
}

function findingText({ severity, confidence, message, witness, remedy }: PinnedFinding): readonly string[] {
  const advice = `**Remedy.** ${remedy.text}`;
  return [
    `The finding (${severity}, ${confidence}):`,
    `> ${message}`,
    ...(witness === undefined ? [] : ['The request that proves it:', json(witness)]),
    ...(remedy.policy === undefined ? [`${advice}.`] : [`${advice}:`, json(remedy.policy)]),
  ];
}

/** What cannot be told, and what the coverage of the report says instead. */
function openText(unknown: readonly RuleCase[]): readonly string[] {
  if (unknown.length === 0) return [];
  const lines = unknown.flatMap(({ title, gaps = [] }) => [
    `- ${sentence(title)}`,
    ...gaps.map(({ kind, why }) => `  - ${kind}: ${why}`),
  ]);
  return [
    '## What it leaves open',
    'Neither a finding nor a pass; the coverage of the report says so:',
    lines.join('\n'),
  ];
}

function titled(heading: string, lead: string, cases: readonly RuleCase[]): readonly string[] {
  if (cases.length === 0) return [];
  return [heading, lead, cases.map((each) => `- ${sentence(each.title)}${seenText(each)}`).join('\n')];
}

/** GitHub folds it, and shows the summary; elsewhere it stands there as it is. */
function folded(summary: string, content: readonly string[]): readonly string[] {
  return [`<details>\n<summary>${summary.replaceAll('`', '')}</summary>`, ...content, '</details>'];
}

function seenText({ why }: RuleCase): string {
  return why === undefined ? '' : ` Seen in the wild: ${why}.`;
}

function sentence(title: string): string {
  return /[.?!]$/.test(title) ? title : `${title}.`;
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
