import { printable } from '../findings/printable.ts';
import type { Gap } from '../model/coverage.ts';
import type { Canvas } from './format.ts';
import { count, paint, wrap } from './layout.ts';

/** What was not audited, by place; nothing where everything was. */
export function gapsText(gaps: readonly Gap[], canvas: Canvas): readonly string[] {
  if (gaps.length === 0) return [];
  const byPlace = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const place = gap.resource ?? `${gap.source} in ${gap.region}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), gap]);
  }
  const blocks = [...byPlace].map(([place, here]) =>
    [`  ${printable(place)}`, ...here.map((gap) => wrap(lineOf(gap), '    ', canvas))].join('\n'),
  );
  return [[paint(canvas, 'bold', `Not audited: ${count(gaps.length, 'gap')}`), ...blocks].join('\n')];
}

function lineOf({ kind, why, action }: Gap): string {
  const grant = action === undefined ? '' : `; grant \`${printable(action)}\` to the auditor`;
  return `${kind}: ${printable(why)}${grant}`;
}
