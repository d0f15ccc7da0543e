import { hash } from 'node:crypto';
import { isRecord, type JsonRecord } from '../model/json.ts';
import { mapped } from '../model/mapped.ts';

/** What a finding is about, whatever it looks like today: everything else goes into its content. */
export interface Identity {
  readonly partition: string;
  readonly accountId: string;
  /** Region, or `global`. */
  readonly region: string;
  readonly ruleId: string;
  /** ARN without version or alias. */
  readonly resource: string;
  readonly subject: unknown;
}

/** The name of a finding over all its life: `v1-` and 32 hexadecimal digits. */
export function fingerprint(identity: Identity): string {
  return fingerprintOf(identityText(identity));
}

/** The identity as a text: the same for the same finding, and for no other. */
export function identityText(identity: Identity): string {
  return canonicalJson({ v: 1, ...identity });
}

/** The fingerprint of an identity that is a text already. */
export function fingerprintOf(identity: string): string {
  return `v1-${shortHash(identity)}`;
}

/** The first 32 hexadecimal digits of the SHA-256 of the canonical JSON. */
export function digest(value: unknown): string {
  return shortHash(canonicalJson(value));
}

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 32);
}

/**
 * RFC 8785: keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them.
 * https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${mapped(value, canonicalJson).join(',')}]`;
  if (isRecord(value)) return canonicalRecord(value);
  // Numbers, dates and addresses of a policy's conditions, which JSON has no form for.
  if (typeof value === 'bigint') return JSON.stringify(`${value}`);
  return JSON.stringify(value) ?? 'null';
}

function canonicalRecord(record: JsonRecord): string {
  const members: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}
