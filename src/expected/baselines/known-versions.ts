import { isRecord, type JsonRecord } from '../../model/json.ts';
import { kept, memory } from '../../policy/kept.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import table from './fingerprints.generated.json' with { type: 'json' };

/** Where the fingerprints come from; `tools/generate-managed-policies.ts` writes them. */
export const FINGERPRINTS: { readonly name: string; readonly version: string; readonly date: string } =
  table.source;

/** One document of an AWS managed policy, which AWS has published once or more often. */
export interface KnownDocument {
  readonly policy: string;
  /** Numbers of the versions that hold it, ascending. */
  readonly versions: readonly [number, ...number[]];
  /** True where no later version that the table knows holds another one. */
  readonly isNewest: boolean;
}

/** The document of a policy of that name, as far as the table knows it. */
export function knownDocument(policy: string, document: unknown): KnownDocument | undefined {
  return documentsLike(document).find((known) => known.policy === policy);
}

/** Every known document that says the same, by the name of its policy. */
export function documentsLike(document: unknown): readonly KnownDocument[] {
  return isRecord(document) ? kept(LIKE, document, findLike) : [];
}

/** A remedy is tried on a role with the same documents. */
const LIKE = memory<JsonRecord, readonly KnownDocument[]>();

function findLike(document: JsonRecord): readonly KnownDocument[] {
  return BY_PRINT.get(fingerprintOf(document) ?? '') ?? [];
}

/** True for a policy whose versions the table lists. */
export function isListed(policy: string): boolean {
  return Object.hasOwn(table.policies, policy);
}

const BY_PRINT: ReadonlyMap<string, readonly KnownDocument[]> = byPrint();

function byPrint(): ReadonlyMap<string, readonly KnownDocument[]> {
  const found = new Map<string, KnownDocument[]>();
  for (const [policy, line] of Object.entries(table.policies)) {
    const entries = entriesOf(line);
    const newest = Math.max(...entries.flatMap(({ versions }) => versions));
    for (const { print, versions } of entries) {
      const known = { policy, versions, isNewest: versions.includes(newest) };
      found.set(print, [...(found.get(print) ?? []), known]);
    }
  }
  return found;
}

/** `1,2:aBcDeFgH 3:iJkLmNoP`: the versions of each document, and its fingerprint. */
function entriesOf(line: string): readonly { print: string; versions: readonly [number, ...number[]] }[] {
  return line.split(' ').map((entry) => {
    const [listed = '', print = ''] = entry.split(':');
    const [first = 0, ...others] = listed.split(',').map(Number);
    return { print, versions: [first, ...others] };
  });
}
