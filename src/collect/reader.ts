import type { JsonRecord } from '../model/json.ts';
import { type Answer, failedForNow } from './answer.ts';
import type { ClientFactory } from './clients.ts';
import type { Pace } from './limiter.ts';
import type { Pages } from './pages.ts';

/** One source of the snapshot. */
export interface Reader {
  readonly name: string;
  /** IAM actions; the auditor's role is generated from them. */
  readonly needs: readonly string[];
  /** The part of the time of a run after which it stops, where others are to have the rest; default: all of it. */
  readonly until?: number;
  /** What this source adds to what the readers before it found; a refused read is coverage, never an exception. */
  readonly read: (access: Access, soFar: Part) => Promise<Part>;
}

/** What a reader works with. */
export interface Access {
  readonly clients: ClientFactory;
  readonly regions: readonly string[];
  readonly pace: Pace;
  /** True when the time of the reader is over. */
  readonly isOver: () => boolean;
  /** Whose resources are read; absent where nobody said. */
  readonly account?: Account;
  /** ARNs of which findings are remembered. */
  readonly confirm: readonly string[];
  /** Jobs that were made before are not read. */
  readonly jobsSince: Date;
  readonly onProgress: (progress: Progress) => void;
}

export interface Account {
  readonly partition: string;
  readonly accountId: string;
}

export interface Progress {
  /** Absent where it is of no region. */
  readonly region?: string;
  /** What is being read, in words for people. */
  readonly what: string;
  readonly done: number;
  readonly total?: number;
}

/** A piece of a snapshot: files by their path in the folder, and how their reading went. */
export interface Part {
  readonly files: ReadonlyMap<string, JsonRecord>;
  readonly coverage: readonly CoverageEntry[];
}

/** One line of `coverage` in `snapshot.json`. */
export interface CoverageEntry {
  readonly source: string;
  /** Region, or `global`. */
  readonly region: string;
  readonly kind: 'known' | 'partial' | 'denied' | 'failed';
  readonly why?: string;
  readonly action?: string;
  readonly resource?: string;
  /** Where the reader may try once more; not written. */
  readonly mayPass?: true;
}

/** What was read: an API, in a region, of a resource where it asks for one. */
export interface Source {
  readonly source: string;
  readonly region: string;
  readonly resource?: string;
}

/** How a read went. A thing that vanished while its parts were read is a read that failed. */
export function coverageOf(source: Source, outcome: Pages | Answer<unknown>): CoverageEntry {
  switch (outcome.kind) {
    case 'known':
      return { ...source, kind: 'known' };
    case 'partial':
      return { ...source, kind: 'partial', why: outcome.why };
    case 'failed':
      return { ...source, kind: 'failed', why: outcome.why, ...(outcome.mayPass ? { mayPass: true } : {}) };
    case 'absent':
      return { ...source, kind: 'failed', why: outcome.why };
    case 'denied':
      return { ...source, kind: 'denied', why: outcome.why, action: outcome.action };
  }
}

/** True where some of it failed for a reason that may pass. */
export function mayPass({ coverage }: Pick<Part, 'coverage'>): boolean {
  return coverage.some(failedForNow);
}

/** The entry after the last try. */
export function settled({ mayPass: _, ...entry }: CoverageEntry): CoverageEntry {
  return entry;
}

/** All parts as one; a file that several hold is the last one's. */
export function joined(parts: readonly Part[]): Part {
  return {
    files: new Map(parts.flatMap(({ files }) => [...files])),
    coverage: parts.flatMap(({ coverage }) => coverage),
  };
}
