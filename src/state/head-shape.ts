import type { Head, Shard } from '../findings/head.ts';
import { isRecord, type JsonRecord, kindOf, own, pathStep } from '../model/json.ts';

class ShapeError extends Error {}

type Check = (value: unknown, at: string) => void;

/**
 * The value as a head of this shard, or what is wrong with it, by JSON path. Its checksum holds, so that this version or
 * an earlier one wrote it: what is checked is what this version counts on.
 */
export function headIn(value: unknown, shard: Shard): Head | { readonly problem: string } {
  try {
    HEAD(value, '$.head');
  } catch (error) {
    if (error instanceof ShapeError) return { problem: error.message };
    throw error;
  }
  const head = value as Head;
  if (head.accountId === shard.accountId && head.region === shard.region) return head;
  return { problem: `it is the head of another shard, ${head.accountId}/${head.region}` };
}

const text: Check = (value, at) => expectKind(typeof value === 'string', value, at, 'a text');
const flag: Check = (value, at) => expectKind(typeof value === 'boolean', value, at, 'true or false');
const count: Check = (value, at) =>
  expectKind(Number.isSafeInteger(value) && Number(value) >= 0, value, at, 'a count');
const present: Check = (value, at) => expectKind(value !== undefined, value, at, 'a value');
const object: Check = (value, at) => expectKind(isRecord(value), value, at, 'an object');

const LIFE = { seq: count, episode: count, firstSeen: text, lastSeen: text, lastChanged: text };

const FINDING = shape(
  { id: text, contentDigest: text, status: text, severity: text, region: text },
  { change: shape({ by: text, event: text, at: text, eventId: text }) },
);

const ACTIVE = shape(
  { ...LIFE, finding: FINDING },
  { suppressed: object, bound: object, circumstances: object },
);

const RESOLVED = shape({ ...LIFE, reason: text, resolvedAt: text }, { bound: object });

const RECORD: Check = (value, at) => {
  const kind = own(recordAt(value, at), 'kind');
  if (kind === 'active') ACTIVE(value, at);
  else if (kind === 'resolved') RESOLVED(value, at);
  else throw new ShapeError(`${at}.kind: expected active or resolved`);
};

const ENTRY = shape(
  {
    id: text,
    subject: text,
    seq: count,
    kind: text,
    at: text,
    isBaseline: flag,
    pending: listOf(text),
    attempts: mapOf(count),
  },
  { reason: text, finding: FINDING, isSuppressed: flag },
);

const HEAD = shape(
  {
    accountId: text,
    region: text,
    partition: text,
    commitSeq: count,
    commitId: text,
    findings: mapOf(RECORD),
    gaps: mapOf(shape({ gap: object, count, since: text, seq: count, isOpen: flag })),
    outbox: listOf(ENTRY),
    coalesced: mapOf(count),
    dead: listOf(shape({ id: text, channel: text, why: text, at: text })),
    messages: listOf(text),
    baselines: mapOf(shape({ document: present, recordedAt: text }, { versionId: text })),
  },
  { readAt: text },
);

/** An object with these members, and perhaps those; others are let be. */
function shape(
  members: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, at) => {
    const record = recordAt(value, at);
    for (const [key, check] of Object.entries(members)) check(own(record, key), `${at}.${key}`);
    for (const [key, check] of Object.entries(optional)) {
      const member = own(record, key);
      if (member !== undefined) check(member, `${at}.${key}`);
    }
  };
}

function mapOf(check: Check): Check {
  return (value, at) => {
    for (const [key, member] of Object.entries(recordAt(value, at))) check(member, at + pathStep(key));
  };
}

function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(`${at}: expected a list, found ${kindOf(value)}`);
    for (const [index, member] of value.entries()) check(member, at + pathStep(index));
  };
}

function recordAt(value: unknown, at: string): JsonRecord {
  if (isRecord(value)) return value;
  throw new ShapeError(`${at}: expected an object, found ${kindOf(value)}`);
}

function expectKind(isSo: boolean, value: unknown, at: string, what: string): void {
  if (!isSo) throw new ShapeError(`${at}: expected ${what}, found ${kindOf(value)}`);
}
