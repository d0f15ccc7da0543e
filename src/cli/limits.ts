import type { JsonRecord } from '../model/json.ts';
import { optionalDocumentsIn } from './batch.ts';
import { readJsonFiles } from './files.ts';

/** The documents that limit what policies allow. */
export interface Limits {
  /** Together they bound the policies: a request needs one of them to allow it. */
  readonly boundary?: readonly unknown[] | undefined;
  /** Service control policies: a document or an array for each level of the organization. */
  readonly scp?: readonly unknown[] | undefined;
  /** Resource control policies, likewise. */
  readonly rcp?: readonly unknown[] | undefined;
}

/** The flags that name the files of limits. */
export const LIMIT_OPTIONS = {
  boundary: { type: 'string', multiple: true },
  scp: { type: 'string', multiple: true },
  rcp: { type: 'string', multiple: true },
} as const;

type LimitFiles = { readonly [Limit in keyof typeof LIMIT_OPTIONS]?: readonly string[] };

/** The limits in the files that the flags name. Throws UsageError that names the file. */
export async function readLimits({ boundary, scp, rcp }: LimitFiles): Promise<Limits> {
  return {
    boundary: boundary && (await readJsonFiles(boundary)),
    scp: scp && (await readJsonFiles(scp)),
    rcp: rcp && (await readJsonFiles(rcp)),
  };
}

/** The limits in a line of a batch. Throws LineError where one is no array. */
export function limitsIn(line: JsonRecord): Limits {
  return {
    boundary: optionalDocumentsIn(line, 'boundary'),
    scp: optionalDocumentsIn(line, 'scp'),
    rcp: optionalDocumentsIn(line, 'rcp'),
  };
}
