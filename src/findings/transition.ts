import type { Entry } from './entry.ts';
import type { Finding } from './finding.ts';
import type { Head, OutboxEntry } from './head.ts';
import type { Observation } from './observation.ts';

export interface TransitionRules {
  /** The key of the suppression that covers the finding today; undefined where none does. */
  readonly suppressionOf: (finding: Finding) => string | undefined;
  /** The channels that an entry is for, by name. */
  readonly recipientsOf: (entry: Entry) => readonly string[];
}

export interface Transition {
  /** What is to be remembered; `commitSeq` and `commitId` are the writer's to set. */
  readonly next: Head;
  /** What happened, also where no channel wants to know. */
  readonly entries: readonly OutboxEntry[];
}

/** What follows from what is remembered and what was observed; pure. */
export type Transit = (
  head: Head | undefined,
  observation: Observation,
  rules: TransitionRules,
) => Transition;
