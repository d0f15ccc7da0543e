import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '../findings/fingerprint.ts';
import type { Head, Shard } from '../findings/head.ts';
import { isRecord, own } from '../model/json.ts';
import { headIn } from './head-shape.ts';

/** The shape of the file: a later one has another number. */
const SCHEMA_VERSION = 1;

/** Two hundred thousand findings are some 60 MB. A small file that says that it is larger is not ours. */
const MOST_BYTES = 512 * 1024 * 1024;

const VERSION_AT_END = `,"schemaVersion":${SCHEMA_VERSION}}`;

/** The bytes of a head: equal heads are equal bytes. */
export function headBytes(head: Head): Uint8Array {
  const content = canonicalJson(head);
  return gzipSync(`${beginningWith(checksum(content))}${content}${VERSION_AT_END}`);
}

/**
 * What the bytes hold of this shard, or what is wrong with them. A head that is not understood is nobody's first run: all
 * findings would be told again, and none would ever be resolved.
 */
export function parseHead(bytes: Uint8Array, shard: Shard): Head | { readonly problem: string } {
  const text = textIn(bytes);
  if (text === undefined) return { problem: 'it is not a whole gzip file' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (!isRecord(json)) return { problem: '$: expected an object' };
  const version = own(json, 'schemaVersion');
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    return {
      problem: `a later version of Plumbline wrote it: $.schemaVersion is ${version}, and this one knows ${SCHEMA_VERSION}`,
    };
  if (version !== SCHEMA_VERSION) return { problem: `$.schemaVersion: expected ${SCHEMA_VERSION}` };
  if (!isAsWritten(text, own(json, 'checksum')))
    return { problem: '$.checksum: the content is not what was written' };
  return headIn(own(json, 'head'), shard);
}

function beginningWith(sum: string): string {
  return `{"checksum":"${sum}","head":`;
}

/** To the byte, white space included: nobody but this module writes such a file. */
function isAsWritten(text: string, sum: unknown): boolean {
  const beginning = beginningWith(String(sum));
  if (!text.startsWith(beginning) || !text.endsWith(VERSION_AT_END)) return false;
  return checksum(text.slice(beginning.length, -VERSION_AT_END.length)) === sum;
}

function checksum(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
}
