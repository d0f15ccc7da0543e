import type { Baseline, Baselines } from '../findings/baselines.ts';
import { asString, isRecord, type JsonRecord, kindOf, own, pathStep } from '../model/json.ts';
import type { AllBaselines } from './baseline-store.ts';

/** The shape of the file: a later one has another number. */
const SCHEMA_VERSION = 1;

/** The text of `baselines.json`: accounts and policies sorted, so that equal baselines are equal bytes. */
export function baselinesText(all: AllBaselines): string {
  const accounts: Record<string, Record<string, Baseline>> = Object.create(null);
  for (const [accountId, baselines] of sorted(all)) {
    const policies: Record<string, Baseline> = Object.create(null);
    for (const [arn, baseline] of sorted(baselines)) policies[arn] = baseline;
    accounts[accountId] = policies;
  }
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, accounts }, null, 1)}\n`;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** What the text holds, or what is wrong with it, by JSON path: nothing of a file that is half understood is used. */
export function parseBaselines(text: string): AllBaselines | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'is not JSON' };
  }
  try {
    return accountsIn(recordAt(json, '$'));
  } catch (error) {
    if (error instanceof ShapeError) return { problem: error.message };
    throw error;
  }
}

class ShapeError extends Error {}

function accountsIn(file: JsonRecord): AllBaselines {
  const version = own(file, 'schemaVersion');
  if (version !== SCHEMA_VERSION)
    throw new ShapeError(`$.schemaVersion: expected ${SCHEMA_VERSION}, found ${JSON.stringify(version)}`);
  const all = new Map<string, Baselines>();
  for (const [accountId, policies] of Object.entries(recordAt(own(file, 'accounts'), '$.accounts'))) {
    const at = `$.accounts${pathStep(accountId)}`;
    const baselines = new Map<string, Baseline>();
    for (const [arn, entry] of Object.entries(recordAt(policies, at)))
      baselines.set(arn, baselineIn(recordAt(entry, at + pathStep(arn)), at + pathStep(arn)));
    all.set(accountId, baselines);
  }
  return all;
}

function baselineIn(entry: JsonRecord, at: string): Baseline {
  const recordedAt = asString(own(entry, 'recordedAt'));
  const document = own(entry, 'document');
  const versionId = own(entry, 'versionId');
  if (recordedAt === undefined) throw new ShapeError(`${at}.recordedAt: expected a time`);
  if (document === undefined) throw new ShapeError(`${at}.document: expected a policy document`);
  if (versionId !== undefined && typeof versionId !== 'string')
    throw new ShapeError(`${at}.versionId: expected a text, found ${kindOf(versionId)}`);
  return { ...(versionId === undefined ? {} : { versionId }), document, recordedAt };
}

function recordAt(value: unknown, at: string): JsonRecord {
  if (isRecord(value)) return value;
  throw new ShapeError(`${at}: expected an object, found ${kindOf(value)}`);
}
