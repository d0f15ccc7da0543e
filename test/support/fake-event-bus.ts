import type { MachineEvent } from '../../src/publish/machine-event.ts';
import type { Wire } from '../../src/publish/wire.ts';
import { type CallFault, fakeHttp, type HttpReply, keysOf, virtualClock, withFault } from './fake-http.ts';

interface WireEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Time?: number;
  readonly Resources?: readonly string[];
  readonly EventBusName?: string;
}

/** An event that the bus has taken. */
export interface TakenEvent extends WireEntry {
  readonly event: MachineEvent;
}

export interface FakeEventBus {
  readonly wire: Wire;
  readonly taken: TakenEvent[];
  /** Ids of the events of each call that arrived, in its order. */
  readonly calls: (readonly string[])[];
  readonly regions: Set<string>;
  /** Ids that were sent again although the caller had read that they were taken. */
  readonly needless: string[];
  /** What broke a limit. */
  readonly violations: string[];
}

export interface BusFaults {
  /** For the calls in their order. */
  readonly calls?: readonly (CallFault | undefined)[];
  /** For the entries in the order in which the bus comes to them: its error code. */
  readonly entries?: readonly (string | undefined)[];
}

const MOST_BYTES = 256 * 1024;

/** EventBridge as it is documented, where moto is lenient: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export function fakeEventBus(faults: BusFaults = {}): FakeEventBus {
  const taken: TakenEvent[] = [];
  const calls: (readonly string[])[] = [];
  const regions = new Set<string>();
  const needless: string[] = [];
  const violations: string[] = [];
  const told = new Set<string>();
  let entryCount = 0;

  const take = (entry: WireEntry): { readonly id: string; readonly answer: object } => {
    const problem = problemOf(entry);
    const id = idOf(entry);
    if (problem !== undefined) violations.push(problem);
    const code = problem ?? faults.entries?.[entryCount];
    entryCount += 1;
    if (code !== undefined) return { id, answer: { ErrorCode: code, ErrorMessage: 'because of the test' } };
    taken.push({ ...entry, event: JSON.parse(entry.Detail ?? '') });
    return { id, answer: { EventId: `event-${entryCount}` } };
  };

  const requestHandler = fakeHttp((call) => {
    const entries = (JSON.parse(call.body.toString()) as { readonly Entries: readonly WireEntry[] }).Entries;
    const fault = faults.calls?.[calls.length];
    calls.push(entries.map(idOf));
    regions.add(call.region);
    needless.push(...entries.map(idOf).filter((id) => told.has(id)));
    return withFault(fault, error('ThrottlingException'), () => {
      const limit = brokenLimit(entries);
      if (limit !== undefined) {
        violations.push(limit);
        return error('ValidationException', limit);
      }
      const answers = entries.map(take);
      for (const { id, answer } of answers) if ('EventId' in answer && fault === undefined) told.add(id);
      const failed = answers.filter(({ answer }) => 'ErrorCode' in answer).length;
      return json(200, { FailedEntryCount: failed, Entries: answers.map(({ answer }) => answer) });
    });
  });
  const wire = { requestHandler, credentials: keysOf('111122223333'), clock: virtualClock() };
  return { wire, taken, calls, regions, needless, violations };
}

function brokenLimit(entries: readonly WireEntry[]): string | undefined {
  if (entries.length < 1 || entries.length > 10) return `${entries.length} entries`;
  let bytes = 0;
  for (const entry of entries) bytes += entrySize(entry);
  return bytes < MOST_BYTES ? undefined : `${bytes} bytes in a call`;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
export function entrySize({
  Time,
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: WireEntry): number {
  const texts = new TextEncoder().encode([Source, DetailType, Detail, ...Resources].join(''));
  return texts.length + (Time === undefined ? 0 : 14);
}

function problemOf({
  Source,
  DetailType,
  Detail,
  Resources = [],
  EventBusName,
}: WireEntry): string | undefined {
  if (!Source || !DetailType || !Detail || !EventBusName) return 'InvalidArgument';
  if (DetailType.length > 128 || Resources.some((arn) => arn.length > 2048)) return 'InvalidArgument';
  if (Source.startsWith('aws.')) return 'NotAuthorizedForSourceException';
  try {
    const detail: unknown = JSON.parse(Detail);
    const isObject = typeof detail === 'object' && detail !== null;
    return isObject && !hasHalfCharacters(detail) ? undefined : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}

/** Also those that are written as escapes. */
function hasHalfCharacters(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Cs}/u.test(value);
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(hasHalfCharacters);
}

function idOf({ Detail = '' }: WireEntry): string {
  return /"eventId":"([^"]*)"/.exec(Detail)?.[1] ?? '';
}

function error(code: string, message = code): HttpReply {
  return json(400, { __type: code, message });
}

function json(status: number, body: object): HttpReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}
