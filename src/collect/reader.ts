import type { JsonRecord } from '../model/json.ts';
import type { Answer } from './answer.ts';
import type { ClientFactory } from './clients.ts';
import type { Pace } from './limiter.ts';
import type { Pages } from './pages.ts';

/** One source of the snapshot. */
export interface Reader {
  readonly name: string;
  /** IAM actions; the auditor's role is generated from them. */
  readonly needs: readonly string[];
  /** What this source adds to what the readers before it found; a refused read is coverage, never an exception. */
  readonly read: (access: Access, soFar: Part) => Promise<Part>;
}

/** What a reader works with. */
export interface Access {
  readonly clients: ClientFactory;
  readonly regions: readonly string[];
  readonly pace: Pace;
  /** Jobs that were made before are not read. */
  readonly jobsSince: Date;
  readonly onProgress: (progress: Progress) => void;
}

export interface Progress {
  /** What is being read, in words for people. */
  readonly stage: string;
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
    case 'failed':
      return { ...source, kind: outcome.kind, why: outcome.why };
    case 'absent':
      return { ...source, kind: 'failed', why: outcome.why };
    case 'denied':
      return { ...source, kind: 'denied', why: outcome.why, action: outcome.action };
  }
}
