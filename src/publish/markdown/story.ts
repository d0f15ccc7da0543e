import type { BecauseLine, Finding } from '../../findings/finding.ts';
import { groupBy } from '../../findings/group-by.ts';
import { SUPPRESSION_TYPE } from '../../findings/suppression.ts';
import { shortLine } from '../clip.ts';
import { escapeMarkdown, markdownCode } from '../escape.ts';
import { count } from '../layout.ts';
import { markdownPolicy, markdownProse } from '../markdown-text.ts';
import { mergePolicies } from '../merge-policies.ts';
import { cellOf, rowOf, rowsWithin, tableOf } from './table.ts';

const LONGEST = { message: 900, name: 400, title: 200, brief: 100 } as const;
const MOST_PLACES = 3;
const MOST_CONDITIONS = 5;

/** So that a single role does not take the place of all others. */
const STORY_LENGTH = 12_000;
const ROW_LENGTH = 4_000;
const COLUMNS = ['severity', 'finding', 'request that proves it', 'needed by'];

/** What stories go by beside their findings. */
export interface Telling {
  /** True where an earlier run is known, so that it means something that a finding is new. */
  readonly isCompared: boolean;
  /** So many characters of an id tell which finding it is. */
  readonly idLength: number;
}

/** What is told of one role, and of how many of its findings. */
export interface Story {
  readonly text: string;
  readonly told: number;
}

/**
 * All about one role within `budget` characters: what fails or is too wide, the request that proves it, and what to do, the
 * worst first. Undefined where not even one finding fits.
 */
export function storyOf(
  findings: readonly [Finding, ...Finding[]],
  budget: number,
  telling: Telling,
): Story | undefined {
  const limit = Math.min(budget, STORY_LENGTH);
  const head = titleOf(findings[0]);
  const rows = rowsWithin(findings, limit - head.length - 200, (finding) => findingRow(finding, telling));
  if (rows.length === 0) return undefined;
  const more = findings.length - rows.length;
  const parts = [
    head,
    tableOf(COLUMNS, rows),
    ...(more > 0 ? [`… and ${count(more, 'more finding')} about this role.`] : []),
  ];
  const told = [...findings].slice(0, rows.length);
  return { text: withRemedies(parts.join('\n\n'), told, limit), told: rows.length };
}

/** Entries of the file of suppressions belong together, and to no role. */
function titleOf({ role, resource }: Finding): string {
  if (resource.type === SUPPRESSION_TYPE) return '## Suppressions';
  const name = code(role.name.trim() === '' ? 'a role without a name' : role.name, LONGEST.title);
  return [`## ${name}`, code(role.arn, LONGEST.name)].filter((part) => part !== '').join('\n\n');
}

/** A row of which escapes have made too much says less, so that no name can keep a finding from being told. */
function findingRow(finding: Finding, { isCompared, idLength }: Telling): string {
  const { severity, message, witness } = finding;
  const mark = `**${severity.toUpperCase()}**`;
  const rule = `${code(finding.ruleId, LONGEST.title)}${remarksOn(finding, isCompared)} ${code(finding.id.slice(0, idLength), LONGEST.title)}`;
  if (severity === 'info') return rowOf([mark, cellOf([rule, prose(message), changeOf(finding)]), '', '']);
  const row = rowOf([
    mark,
    cellOf([rule, prose(message), changeOf(finding)]),
    cellOf(witnessLines(finding)),
    cellOf(places(finding.because)),
  ]);
  if (row.length <= ROW_LENGTH) return row;
  const request = witness === undefined ? [] : [witness.action, witness.resource];
  const brief = request.map((part) => code(part, LONGEST.brief));
  return rowOf([mark, cellOf([rule, prose(message, LONGEST.brief)]), cellOf(brief), '']);
}

function remarksOn({ confidence, status }: Finding, isCompared: boolean): string {
  const isNews = status !== 'active' && (status !== 'new' || isCompared);
  const remarks = [...(confidence === 'potential' ? [confidence] : []), ...(isNews ? [status] : [])];
  return remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
}

function changeOf({ change }: Finding): string {
  if (change === undefined) return '';
  const { by, event, at } = change;
  return `changed by ${code(by, LONGEST.name)} (${code(event, LONGEST.title)}, ${escapeMarkdown(shortLine(at, 40))})`;
}

function witnessLines({ witness }: Finding): readonly string[] {
  if (witness === undefined) return [];
  const conditions = Object.entries(witness.context)
    .slice(0, MOST_CONDITIONS)
    .map(([key, values]) => `${code(key, LONGEST.title)} = ${code(values.join(', '), LONGEST.title)}`);
  return [code(witness.action, LONGEST.title), code(witness.resource, LONGEST.name), ...conditions];
}

function places(because: readonly BecauseLine[]): readonly string[] {
  const all = [...new Set(because.map(placeOf))];
  const more = all.length - MOST_PLACES;
  return [...all.slice(0, MOST_PLACES), ...(more > 0 ? [`and ${more} more`] : [])];
}

function placeOf({ stateMachine, resource, state }: BecauseLine): string {
  const where = stateMachine === undefined ? partAfter(resource ?? '', 5) : partAfter(stateMachine, 6);
  return `${code(where, LONGEST.title)} ${code(state, LONGEST.title)}`;
}

/** The end of an ARN that tells what it is. */
function partAfter(arn: string, colons: number): string {
  return arn.split(':').slice(colons).join(':') || arn;
}

/** Remedies that are told in the same words are one; a policy that does not fit is left out, and never cut. */
function withRemedies(story: string, findings: readonly Finding[], limit: number): string {
  const remedies = findings.filter(({ severity }) => severity !== 'info').map(({ remedy }) => remedy);
  let text = story;
  for (const [first, ...others] of groupBy(remedies, (remedy) => [remedy.text]).values()) {
    const policies = [first, ...others].flatMap(({ policy }) => policy ?? []);
    const advice = `**Remedy:** ${prose(first.text)}`;
    const block = policies.length === 0 ? '' : `\n\n${policyBlock(markdownPolicy(mergePolicies(policies)))}`;
    const told = [
      `${advice}${block}`,
      `${advice}${block === '' ? '' : ' (the policy is too long to be shown here)'}`,
    ];
    const fitting = told.find((each) => text.length + each.length + 2 <= limit);
    if (fitting !== undefined) text = `${text}\n\n${fitting}`;
  }
  return text;
}

function policyBlock(policy: string): string {
  return `<details><summary>Policy</summary>\n\n${policy}\n\n</details>`;
}

function prose(text: string, most: number = LONGEST.message): string {
  return markdownProse(shortLine(text, most));
}

function code(text: string, most: number): string {
  return markdownCode(shortLine(text, most));
}
