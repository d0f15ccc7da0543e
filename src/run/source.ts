import type { SnapshotFiles } from '../model/snapshot.ts';

/** What a reading is told before it begins. */
export interface ReadRequest {
  /** ARNs of which findings are remembered: what no list shows of them is asked for directly. */
  readonly confirm: readonly string[];
  /** ISO 8601: when what is remembered was read; what is older than that tells nothing new. */
  readonly remembered?: string;
}

export interface ReadFiles {
  readonly files: SnapshotFiles;
  /** ISO 8601: stands in where the files do not tell when they were read. */
  readonly fileTime: string;
}

/** An account of which only the name is known: what is remembered of it can be loaded before anything is read. */
export interface OpenSource {
  readonly partition: string;
  /** Empty where nothing tells. */
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly read: (request: ReadRequest) => Promise<ReadFiles>;
  readonly close: () => void;
}

/** Where an account is read from: the live one, or a folder. */
export type Source = () => Promise<OpenSource>;
