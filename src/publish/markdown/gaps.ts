import type { Gap } from '../../model/coverage.ts';
import { shortLine } from '../clip.ts';
import { escapeMarkdown, markdownCode } from '../escape.ts';
import { count } from '../layout.ts';
import { markdownProse } from '../markdown-text.ts';
import { rowOf, rowsWithin, tableOf } from './table.ts';

const LONGEST = 400;
const COLUMNS = ['not audited', 'by', 'why', 'grant to the auditor'];

/** What was not audited, with the missing action, within `budget` characters; nothing where everything was. */
export function gapParts(gaps: readonly Gap[], budget: number): readonly string[] {
  if (gaps.length === 0) return [];
  const rows = rowsWithin(gaps, budget, gapRow);
  const more = gaps.length - rows.length;
  return [
    `## Not audited: ${count(gaps.length, 'gap')}`,
    'What was not audited is neither a finding nor a pass.',
    ...(rows.length === 0 ? [] : [tableOf(COLUMNS, rows)]),
    ...(more > 0 ? [`… and ${count(more, 'more gap')}.`] : []),
  ];
}

function gapRow({ source, region, resource, kind, why, action }: Gap): string {
  const place =
    resource === undefined
      ? escapeMarkdown(shortLine(region, LONGEST))
      : markdownCode(shortLine(resource, LONGEST));
  return rowOf([
    place,
    markdownCode(shortLine(source, LONGEST)),
    `${kind}: ${markdownProse(shortLine(why, LONGEST))}`,
    action === undefined ? '' : markdownCode(shortLine(action, LONGEST)),
  ]);
}
