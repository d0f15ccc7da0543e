import { createHash } from 'node:crypto';
import { canonicalJson } from '../findings/fingerprint.ts';
import { asString, isRecord, own, parseJson } from '../model/json.ts';
import type { ObjectStore } from './object-store.ts';

const SCHEMA_VERSION = 1;
const TRIES = 3;

/** When the last reading began that somebody answered a change with, so that none is answered twice. */
export interface ReadTimes {
  /** ISO 8601; undefined where nothing is known of such a reading: to read once more does no harm. */
  readonly began: (account: string, target: string) => Promise<string | undefined>;
  /** Keeps the later time; where others write at the same moment, maybe none. */
  readonly record: (account: string, target: string, at: string) => Promise<void>;
}

/** Stands for everything in an account. */
export const WHOLE_ACCOUNT = '*';

/** Times in `runs/changes/<digest>.json`. */
export function readTimes(objects: ObjectStore): ReadTimes {
  return {
    began: async (account, target) => {
      const stored = await objects.get(pathOf(account, target));
      return stored === undefined ? undefined : timeIn(stored.body);
    },
    record: async (account, target, at) => {
      const path = pathOf(account, target);
      const body = new TextEncoder().encode(
        `${canonicalJson({ readAt: at, schemaVersion: SCHEMA_VERSION })}\n`,
      );
      for (let tries = 0; tries < TRIES; tries++) {
        const stored = await objects.get(path);
        const earlier = stored === undefined ? undefined : timeIn(stored.body);
        if (earlier !== undefined && earlier >= at) return;
        if ((await objects.put(path, body, stored?.etag)).kind === 'written') return;
      }
    },
  };
}

/** What an event names becomes part of a path only as a digest. */
function pathOf(account: string, target: string): string {
  const key = createHash('sha256')
    .update(canonicalJson([account, target]))
    .digest('hex');
  return `runs/changes/${key}.json`;
}

/** An object that makes no sense tells of no reading. */
function timeIn(body: Uint8Array): string | undefined {
  const json = parseJson(new TextDecoder().decode(body));
  if (json.kind !== 'json' || !isRecord(json.value) || own(json.value, 'schemaVersion') !== SCHEMA_VERSION)
    return undefined;
  const at = asString(own(json.value, 'readAt'));
  return at !== undefined && Number.isFinite(Date.parse(at)) ? at : undefined;
}
