import { createHash } from 'node:crypto';
import { canonicalJson } from '../findings/fingerprint.ts';
import { isRecord, type JsonRecord, own } from '../model/json.ts';
import type { ObjectStore } from './object-store.ts';
import { StateError } from './state-error.ts';

const SCHEMA_VERSION = 1;
const TRIES = 3;

/** What runs on a schedule answered, so that the same event twice is one run. */
export interface FinishedRuns {
  /** The answer of the run that has finished under the key; undefined where none has. */
  readonly find: (key: string) => Promise<JsonRecord | undefined>;
  /** Keeps the answer, unless another run has finished under the key: then that one's is the answer of both. */
  readonly finish: (key: string, answer: JsonRecord) => Promise<JsonRecord>;
}

/**
 * The same for every delivery of one event. The execution id of the scheduler is not: it is another for each attempt.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function runKey(scheduleArn: string, scheduledTime: string): string {
  return createHash('sha256')
    .update(canonicalJson([scheduleArn, scheduledTime]))
    .digest('hex');
}

/** Answers in `runs/<key>.json`. An object that makes no sense is an unfinished run: to run twice does no harm. */
export function finishedRuns(objects: ObjectStore): FinishedRuns {
  const find = async (key: string): Promise<JsonRecord | undefined> => {
    const stored = await objects.get(pathOf(key));
    return stored === undefined ? undefined : answerIn(stored.body);
  };
  return {
    find,
    finish: async (key, answer) => {
      const body = new TextEncoder().encode(`${canonicalJson({ answer, schemaVersion: SCHEMA_VERSION })}\n`);
      for (let tries = 0; tries < TRIES; tries++) {
        const written = await objects.put(pathOf(key), body, undefined);
        if (written.kind === 'written') return answer;
        const earlier = await find(key);
        if (earlier !== undefined) return earlier;
        if (written.kind === 'conflict') return answer;
      }
      throw new StateError(`\`${pathOf(key)}\` cannot be written: its answers are lost`);
    },
  };
}

function pathOf(key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new StateError('the key of a run is a digest');
  return `runs/${key}.json`;
}

function answerIn(body: Uint8Array): JsonRecord | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const answer =
      isRecord(json) && own(json, 'schemaVersion') === SCHEMA_VERSION ? own(json, 'answer') : undefined;
    return isRecord(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}
