import type { BecauseLine, Finding } from '../../findings/finding.ts';
import { jsonEscape, spelledOut } from '../../findings/printable.ts';
import { shortLine } from '../clip.ts';
import { escapeCsvCell } from '../escape.ts';
import type { Format } from '../format.ts';

/**
 * A cell of Excel has 32,767 of UTF-16; a code point may be two of them, and what would be a formula gets apostrophes.
 * https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
 */
const LONGEST = 10_000;
const MOST_PLACES = 50;

/** A row for each finding: what stands in each column of it. */
const COLUMNS: readonly (readonly [
  name: string,
  valueOf: (finding: Finding, accountId: string) => string,
])[] = [
  ['id', ({ id }) => id],
  ['severity', ({ severity }) => severity],
  ['status', ({ status }) => status],
  ['confidence', ({ confidence }) => confidence],
  ['rule', ({ ruleId }) => ruleId],
  ['title', ({ title }) => title],
  ['account', (_, accountId) => accountId],
  ['region', ({ region }) => region],
  ['role_name', ({ role }) => role.name],
  ['role', ({ role }) => role.arn],
  ['resource_type', ({ resource }) => resource.type],
  ['resource', ({ resource }) => resource.arn],
  ['message', ({ message }) => message],
  ['witness_action', ({ witness }) => witness?.action ?? ''],
  ['witness_resource', ({ witness }) => witness?.resource ?? ''],
  ['witness_context', conditionsOf],
  ['needed_by', ({ because }) => placesOf(because)],
  ['remedy', ({ remedy }) => remedy.text],
  ['remedy_policy', policyOf],
  ['first_seen', ({ firstSeen }) => firstSeen],
  ['last_seen', ({ lastSeen }) => lastSeen],
  ['changed_by', ({ change }) => change?.by ?? ''],
  ['resolved_reason', ({ resolvedReason }) => resolvedReason ?? ''],
  ['suppression_owner', ({ suppression }) => suppression?.owner ?? ''],
  ['suppression_reason', ({ suppression }) => suppression?.reason ?? ''],
  ['suppression_expires', ({ suppression }) => suppression?.expires ?? ''],
];

/**
 * Comma-separated values for a spreadsheet, in UTF-8: a row for each finding, none for what was not audited.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
export const csv: Format = {
  name: 'csv',
  render: ({ findings, accountId }) =>
    [
      rowOf(COLUMNS.map(([name]) => name)),
      ...findings.map((finding) => rowOf(COLUMNS.map(([, tell]) => tell(finding, accountId)))),
    ].join(''),
};

function rowOf(cells: readonly string[]): string {
  return `${cells.map((cell) => escapeCsvCell(shortLine(cell, LONGEST))).join(',')}\r\n`;
}

/** `iam:PassedToService = sagemaker.amazonaws.com; …`. */
function conditionsOf({ witness }: Finding): string {
  return Object.entries(witness?.context ?? {})
    .map(([key, values]) => `${key} = ${values.join(', ')}`)
    .join('; ');
}

/** State machines or resources, and the states of them; many are counted. */
function placesOf(because: readonly BecauseLine[]): string {
  const places = [...new Set(because.map(placeOf))];
  const more = places.length - MOST_PLACES;
  return [...places.slice(0, MOST_PLACES), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function placeOf({ stateMachine, resource, state }: BecauseLine): string {
  return `${stateMachine ?? resource ?? ''} ${state}`;
}

/** Part of a policy is none. */
function policyOf({ remedy }: Finding): string {
  if (remedy.policy === undefined) return '';
  const text = spelledOut(JSON.stringify(remedy.policy), jsonEscape);
  return text.length <= LONGEST ? text : '';
}
