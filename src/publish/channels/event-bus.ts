import type { PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Entry } from '../../findings/entry.ts';
import { parseArn } from '../../model/arn.ts';
import { batchesOf } from '../batches.ts';
import { type BusEvent, busEvent } from '../bus-event.ts';
import type { Channel, OpenChannel, PublishSettings, Receipt } from '../channel.ts';
import type { CompletedEvent } from '../completed-event.ts';
import { wellFormedJson } from '../machine-event.ts';
import { wordsOf } from '../reason.ts';
import { sendBatches } from '../send-batches.ts';
import { clientSettings, systemWire, type Wire } from '../wire.ts';

/**
 * Ten entries that together have less than 256 KB.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
const CALL = { items: 10, cost: 250_000 };

/** The codes of an entry's failure that pass, and those by which it will always fail. */
const PASSING: readonly string[] = ['ThrottlingException', 'InternalFailure', 'InternalException'];
const LASTING: readonly string[] = ['InvalidArgument', 'MalformedDetail'];
/** Before each round, in milliseconds: what fails in the last one is left to the outbox. */
const ROUNDS = [0, 300, 1_000] as const;

/** What tells that a run is over has no second chance, and keeps no run from its end. */
const COMPLETION_MS = 5_000;

/** Every transition as an event of a bus, for rules to match, and the end of every run. */
export const eventBus: Channel = eventBusOver(systemWire);

export function eventBusOver(wire: Wire): Channel {
  return {
    name: 'event-bus',
    needs: ['events:PutEvents'],
    audience: 'machines',
    tellsCompletion: true,
    isConfigured: ({ eventBus }) => eventBus !== undefined,
    wants: () => true,
    open: (settings) => open(settings, wire),
  };
}

/** Makes one call. */
type Put = (events: readonly BusEvent[]) => Promise<PutEventsCommandOutput>;

async function open(settings: PublishSettings, wire: Wire): Promise<OpenChannel> {
  const { eventBus: EventBusName = 'default', homeRegion } = settings;
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  const region = parseArn(EventBusName)?.region ?? homeRegion;
  const client = new EventBridgeClient(clientSettings(wire, region));
  const put: Put = (events) => {
    const Entries = events.map(({ id, bytes, ...entry }) => ({ ...entry, EventBusName }));
    return client.send(new PutEventsCommand({ Entries }));
  };
  return {
    deliver: async (entries) => ({ receipts: await deliver(entries, put, wire), messages: 0 }),
    completed: async (event) => {
      const Entries = [{ ...completion(event), EventBusName }];
      const abortSignal = AbortSignal.timeout(COMPLETION_MS);
      const answer = await client.send(new PutEventsCommand({ Entries }), { abortSignal });
      const {
        EventId,
        ErrorCode = 'the answer does not account for it',
        ErrorMessage,
      } = answer.Entries?.[0] ?? {};
      if (EventId === undefined) throw new Error(wordsOf(ErrorCode, ErrorMessage));
    },
    close: () => client.destroy(),
  };
}

function completion(event: CompletedEvent): {
  Time: Date;
  Source: string;
  DetailType: string;
  Detail: string;
} {
  const Time = new Date(event.takenAt);
  return { Time, Source: 'plumbline', DetailType: 'Audit Completed', Detail: wellFormedJson(event) };
}

async function deliver(entries: readonly Entry[], put: Put, { clock }: Wire): Promise<readonly Receipt[]> {
  const receipts = new Map<string, Receipt>();
  let left: BusEvent[] = [];
  for (const entry of entries) {
    const event = busEvent(entry);
    if ('problem' in event) receipts.set(entry.id, { kind: 'refused', id: entry.id, why: event.problem });
    else left.push(event);
  }
  for (const pause of ROUNDS) {
    if (left.length === 0) break;
    if (pause > 0) await clock.sleep(pause);
    const again = new Set<string>();
    const answers = await sendBatches(
      batchesOf(left, CALL, ({ bytes }) => bytes),
      { send: (batch) => send(batch, put, again), isInvalid },
    );
    for (const answer of answers) receipts.set(answer.id, answer);
    left = left.filter(({ id }) => again.has(id));
  }
  return [...receipts.values()];
}

/** Answers come at the index of their entry; the ids of what is worth another round go into `again`. */
async function send(batch: readonly BusEvent[], put: Put, again: Set<string>): Promise<readonly Receipt[]> {
  const { Entries: answers = [] } = await put(batch);
  return batch.map(({ id }, index): Receipt => {
    const { EventId, ErrorCode, ErrorMessage } = answers[index] ?? {};
    if (ErrorCode === undefined && EventId !== undefined) return { kind: 'delivered', id };
    const code = ErrorCode ?? 'the answer does not account for the entry';
    if (PASSING.includes(code)) again.add(id);
    const why = wordsOf(code, ErrorMessage);
    return { kind: LASTING.includes(code) ? 'refused' : 'failed', id, why };
  });
}

function isInvalid(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException';
}
