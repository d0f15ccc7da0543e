import type { Entry } from '../findings/entry.ts';
import type { Finding } from '../findings/finding.ts';
import type { EntryKind } from '../findings/head.ts';
import { parseArn } from '../model/arn.ts';
import { clip } from './clip.ts';
import { instantOf } from './instant.ts';
import { type FindingEvent, type MachineEvent, machineEvent, wellFormedJson } from './machine-event.ts';

/** An entry of PutEvents, and what it weighs there. */
export interface BusEvent {
  readonly id: string;
  readonly bytes: number;
  readonly Time: Date;
  readonly Source: 'plumbline';
  readonly DetailType: string;
  readonly Detail: string;
  readonly Resources: string[];
}

const SOURCE = 'plumbline';
const DETAIL_TYPES: Readonly<Record<EntryKind, string>> = {
  opened: 'Finding Opened',
  changed: 'Finding Changed',
  resolved: 'Finding Resolved',
  reopened: 'Finding Reopened',
  suppressed: 'Finding Suppressed',
  'coverage-lost': 'Coverage Incomplete',
  'coverage-regained': 'Coverage Restored',
};

/** Less than the call may weigh, so that a rule's targets, which get the event in its envelope, can take it too. */
const MOST_BYTES = 200_000;
const TIME_BYTES = 14;
/** Of an ARN. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
const LONGEST_RESOURCE = 2_048;
const SOME_REASONS = 20;
const SHORT_TEXT = 1_000;

/** The event of an entry with as much of the finding as fits, or why there is none. */
export function busEvent(entry: Entry): BusEvent | { readonly problem: string } {
  const at = instantOf(entry.at);
  if (at === undefined) return { problem: '`$.at`: expected a time' };
  const Time = new Date(at);
  const DetailType = DETAIL_TYPES[entry.kind];
  const Resources = resourcesOf(entry);
  for (const event of everShorter(machineEvent(entry))) {
    const Detail = wellFormedJson(event);
    const bytes = TIME_BYTES + bytesOf([SOURCE, DetailType, Detail, ...Resources]);
    if (bytes <= MOST_BYTES)
      return { id: entry.id, bytes, Time, Source: SOURCE, DetailType, Detail, Resources };
  }
  return { problem: `the event is larger than ${MOST_BYTES} bytes, even without what can be left out` };
}

/**
 * The time counts 14 bytes, all else its UTF-8.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size
 */
function bytesOf(texts: readonly string[]): number {
  let bytes = 0;
  for (const text of texts) bytes += Buffer.byteLength(text);
  return bytes;
}

function resourcesOf({ body }: Entry): string[] {
  const arns =
    body.kind === 'finding'
      ? [body.finding.resource.arn, body.finding.role.arn]
      : [body.episode.gap.resource ?? ''];
  return [...new Set(arns)].filter((arn) => parseArn(arn) !== undefined && arn.length <= LONGEST_RESOURCE);
}

function* everShorter(event: MachineEvent): Iterable<MachineEvent> {
  yield event;
  if (!('finding' in event)) {
    const { gap } = event;
    yield { ...event, gap: { ...gap, why: clip(gap.why, SHORT_TEXT) } };
    return;
  }
  for (const finding of lessOf(event.finding))
    yield { ...event, finding, truncated: true } satisfies FindingEvent;
}

/** Without policies; with some reasons, and with none; at last without proof, and with little advice. */
function* lessOf(finding: Finding): Iterable<Finding> {
  const { expected, ...rest } = finding;
  const plain: Finding = { ...rest, remedy: { text: finding.remedy.text } };
  yield plain;
  yield { ...plain, because: finding.because.slice(0, SOME_REASONS) };
  yield { ...plain, because: [] };
  const { witness, statement, ...bare } = plain;
  yield {
    ...bare,
    title: clip(finding.title, SHORT_TEXT),
    message: clip(finding.message, SHORT_TEXT),
    because: [],
    remedy: { text: clip(finding.remedy.text, SHORT_TEXT) },
    references: [],
  };
}
