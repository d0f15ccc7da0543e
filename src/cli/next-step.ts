import { type Finding, isOpen } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import type { Canvas } from '../publish/format.ts';
import { wrap } from '../publish/layout.ts';
import { lengthThatTells } from '../publish/short-id.ts';
import type { AuditArguments } from './audit-options.ts';
import { shellWord } from './shell-word.ts';

type Asked = Pick<AuditArguments, 'snapshot' | 'state' | 'regions'>;

/** One line on how to go on from a report: `plumbline explain` of its first finding. Empty where nothing is open. */
export function nextStep({ findings }: Pick<Report, 'findings'>, asked: Asked, canvas: Canvas): string {
  const first: Finding | undefined = findings.find(isOpen);
  if (first === undefined) return '';
  const id = first.id.slice(0, lengthThatTells(findings.map((finding) => finding.id)));
  const next = `Next: plumbline explain ${id}${flagsOf(asked)}, or audit --format html --out FILE`;
  return `\n${wrap(next, '  ', canvas, '')}\n`;
}

/** What leads `explain` to the same findings. */
function flagsOf({ snapshot, state, regions }: Asked): string {
  if (state !== undefined) return ` --state ${shellWord(state)}`;
  if (snapshot !== undefined) return ` --snapshot ${shellWord(snapshot)}`;
  return regions.map((region) => ` --region ${shellWord(region)}`).join('');
}
