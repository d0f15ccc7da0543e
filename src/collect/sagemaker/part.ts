import type { JsonRecord } from '../../model/json.ts';
import type { CoverageEntry, Part } from '../reader.ts';

/** One file of SageMaker in one region. */
export interface FileRead {
  readonly path: string;
  /** Absent where nobody could say what there is. */
  readonly items?: readonly JsonRecord[];
  readonly coverage: readonly CoverageEntry[];
}

/** The files that were read; kinds that share a question share what is said about it. */
export function partOf(reads: readonly FileRead[]): Part {
  const files = new Map<string, JsonRecord>();
  const coverage = new Map<string, CoverageEntry>();
  for (const { path, items, coverage: entries } of reads) {
    if (items !== undefined) files.set(path, { items });
    for (const entry of entries) coverage.set(JSON.stringify(entry), entry);
  }
  return { files, coverage: [...coverage.values()] };
}
