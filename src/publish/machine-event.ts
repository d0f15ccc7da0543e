import type { Entry } from '../findings/entry.ts';
import type { Finding, Status } from '../findings/finding.ts';
import type { EntryKind, ResolveReason } from '../findings/head.ts';
import { jsonEscape, spelledOut } from '../findings/printable.ts';
import type { Gap } from '../model/coverage.ts';

/** The shape of an event: a later one has another number. */
const SCHEMA_VERSION = 1;

interface EventHead {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** The same in every delivery: whoever gets it twice can tell. */
  readonly eventId: string;
  /** Of two events about the same, the one with the higher number is the later one. */
  readonly seq: number;
  readonly kind: EntryKind;
  readonly reason?: ResolveReason;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** When the account was read. */
  readonly at: string;
  /** True of what the first run of all found. */
  readonly isBaseline: boolean;
}

export interface FindingEvent extends EventHead {
  readonly findingId: string;
  readonly episode: number;
  readonly finding: Finding;
  /** True where parts of the finding were left out for their size. */
  readonly truncated?: true;
}

export interface CoverageEvent extends EventHead {
  readonly gapId: string;
  /** One of the gaps. */
  readonly gap: Gap;
  /** How many there are of the same source, kind and missing action. */
  readonly count: number;
  readonly since: string;
}

/** What programs get of a transition, on a bus and in an archive; `docs/schema/event.json` is its JSON Schema. */
export type MachineEvent = FindingEvent | CoverageEvent;

const STATUS: Readonly<Partial<Record<EntryKind, Status>>> = {
  opened: 'new',
  changed: 'changed',
  resolved: 'resolved',
  reopened: 'reopened',
  suppressed: 'suppressed',
};

export function machineEvent({ body, ...entry }: Entry): MachineEvent {
  const { id, subject, seq, kind, reason, shard, partition, at, isBaseline } = entry;
  const head: EventHead = {
    schemaVersion: SCHEMA_VERSION,
    eventId: id,
    seq,
    kind,
    ...(reason === undefined ? {} : { reason }),
    account: shard.accountId,
    region: shard.region,
    partition,
    at,
    isBaseline,
  };
  if (body.kind === 'coverage') {
    const { gap, count, since } = body.episode;
    return { ...head, gapId: subject, gap, count, since };
  }
  const { finding, episode } = body;
  return {
    ...head,
    findingId: subject,
    episode,
    finding: { ...finding, status: STATUS[kind] ?? finding.status },
  };
}

/**
 * JSON in one line without half characters, which a definition may hold and a parser may refuse: `JSON.stringify` writes them
 * as escapes, and nothing else of theirs. What could reorder or command a terminal is an escape.
 */
export function wellFormedJson(value: unknown): string {
  const json = JSON.stringify(value).replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '$1\\ufffd');
  return spelledOut(json, jsonEscape);
}
