import { groupBy } from '../findings/group-by.ts';
import { printable } from '../findings/printable.ts';
import type { Gap } from '../model/coverage.ts';
import type { Canvas } from './format.ts';
import { count, paint, wrap } from './layout.ts';

const MOST_PLACES = 4;

/** What was not audited, by place, with the action that would let it; nothing where everything was. */
export function gapsText(gaps: readonly Gap[], canvas: Canvas): readonly string[] {
  if (gaps.length === 0) return [];
  const byPlace = [...groupBy(gaps, (gap) => [placeOf(gap)]).values()];
  const blocks = [...groupBy(byPlace, (here) => here.map(reasonOf)).values()].map((alike) =>
    [...placeLines(alike, canvas), ...alike[0].map((gap) => wrap(reasonOf(gap), '    ', canvas))].join('\n'),
  );
  return [[paint(canvas, 'bold', `Not audited: ${count(gaps.length, 'gap')}`), ...blocks].join('\n')];
}

function placeOf({ resource, source, region }: Gap): string {
  return resource ?? `${source} in ${region}`;
}

/** Places with the same reasons stand together; more than a handful are counted. */
function placeLines(places: readonly (readonly [Gap, ...Gap[]])[], canvas: Canvas): readonly string[] {
  const more = places.length - MOST_PLACES;
  return [
    ...places.slice(0, MOST_PLACES).map(([gap]) => wrap(printable(placeOf(gap)), '    ', canvas, '  ')),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function reasonOf({ kind, why, action }: Gap): string {
  const grant = action === undefined ? '' : `; grant \`${printable(action)}\` to the auditor`;
  return `${kind}: ${printable(why)}${grant}`;
}
