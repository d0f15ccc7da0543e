import type { Notification, ReportingDescriptor } from 'sarif';
import type { Report } from '../../findings/report.ts';
import { type Gap, isOfAccount } from '../../model/coverage.ts';
import { count } from '../layout.ts';
import { sarifName, sarifText } from './text.ts';

const NOT_AUDITED = 'not-audited';
const LEFT_OUT = 'left-out';
const MOST_GAPS = 1_000;

/** What a run tells beside its results. */
export const NOTICES: readonly ReportingDescriptor[] = [
  { id: LEFT_OUT, shortDescription: { text: 'There is more than this file holds' } },
  {
    id: NOT_AUDITED,
    shortDescription: { text: 'Something was not audited, which is neither a finding nor a pass' },
  },
];

/** First how much is left out, then what was not audited. */
export function notificationsOf({ coverage }: Report, leftOut: number): Notification[] {
  const { gaps } = coverage;
  const more = gaps.length - MOST_GAPS;
  return [
    ...(leftOut > 0
      ? [
          leftOutText(
            `${count(leftOut, 'finding')} of the lowest severities are left out: \`--format json\` has all`,
          ),
        ]
      : []),
    ...(more > 0
      ? [leftOutText(`${count(more, 'gap')} in the coverage are left out: \`--format json\` has all`)]
      : []),
    ...gaps.slice(0, MOST_GAPS).map(gapNotification),
  ];
}

/** False where a whole account was not audited. */
export function isSuccessful({ coverage }: Report): boolean {
  return !coverage.gaps.some(isOfAccount);
}

function leftOutText(text: string): Notification {
  return { descriptor: { id: LEFT_OUT }, level: 'warning', message: { text } };
}

function gapNotification(gap: Gap): Notification {
  const { source, region, resource, kind, why, action } = gap;
  const place = resource === undefined ? `${source} in ${region}` : `${resource} (${source} in ${region})`;
  const grant = action === undefined ? '' : `; grant ${action} to the auditor`;
  return {
    descriptor: { id: NOT_AUDITED },
    level: levelOf(gap),
    message: { text: sarifText(`Not audited: ${place}: ${kind}: ${why}${grant}`) },
    properties: {
      source: sarifName(source),
      region: sarifName(region),
      kind,
      ...(resource === undefined ? {} : { resource: sarifName(resource) }),
      ...(action === undefined ? {} : { action: sarifName(action) }),
    },
  };
}

/** What somebody can put right is a warning; what an audit cannot know is a note. */
function levelOf(gap: Gap): Notification.level {
  if (isOfAccount(gap)) return 'error';
  return gap.kind === 'undecided' || gap.kind === 'unsupported' ? 'note' : 'warning';
}
