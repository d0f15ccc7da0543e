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

/** The bytes of a head: equal heads are equal bytes. */
export function headBytes(head: Head): Uint8Array {
  const content = canonicalJson(head);
  return gzipSync(`{"checksum":"${checksum(content)}","head":${content},"schemaVersion":${SCHEMA_VERSION}}`);
}

/**
 * What the bytes hold of this shard, or what is wrong with them. A head that is not understood is nobody's first run: all
 * findings would be told again, and none would ever be resolved.
 */
export function parseHead(bytes: Uint8Array, shard: Shard): Head | { readonly problem: string } {
  const file = jsonIn(bytes);
  if ('problem' in file) return file;
  const { json } = file;
  if (!isRecord(json)) return { problem: '$: expected an object' };
  const version = own(json, 'schemaVersion');
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    return {
      problem: `a later version of Plumbline wrote it: $.schemaVersion is ${version}, and this one knows ${SCHEMA_VERSION}`,
    };
  if (version !== SCHEMA_VERSION) return { problem: `$.schemaVersion: expected ${SCHEMA_VERSION}` };
  const head = own(json, 'head');
  if (own(json, 'checksum') !== checksum(canonicalJson(head)))
    return { problem: '$.checksum: the content is not what was written' };
  return headIn(head, shard);
}

function checksum(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function jsonIn(bytes: Uint8Array): { readonly json: unknown } | { readonly problem: string } {
  let text: string;
  try {
    text = gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return { problem: 'it is not a whole gzip file' };
  }
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { problem: 'it is not JSON' };
  }
}
