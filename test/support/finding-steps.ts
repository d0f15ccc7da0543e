import type { Head } from '../../src/findings/head.ts';
import type { Fate, Observation } from '../../src/findings/observation.ts';
import { type Transition, type TransitionRules, transition } from '../../src/findings/transition.ts';
import type { Gap } from '../../src/model/coverage.ts';
import { findingNamed, observed, PLAIN } from './lifecycle.ts';

export const OPEN: Fate = { kind: 'open' };
export const FIXED: Fate = { kind: 'over', reason: 'fixed' };
export const DENIED: Gap = {
  source: 'states:DescribeStateMachine',
  region: 'us-east-1',
  kind: 'denied',
  why: 'access denied',
  action: 'states:DescribeStateMachine',
};

/** What one run saw of the finding `f`: its content, or its fate. */
export type Sight = 'a' | 'b' | Fate;
/** The suppression that matches, by its key. */
export type Cover = 'S' | 'T' | undefined;
export interface Step {
  readonly saw: Sight;
  readonly cover?: Cover;
}

export function ruled(cover: Cover): TransitionRules {
  return { ...PLAIN, suppressionOf: () => cover };
}

export function sightOf(saw: Sight, at: number): Observation {
  const readAt = `2026-11-${String(at + 1).padStart(2, '0')}T06:00:00Z`;
  return typeof saw === 'string'
    ? observed({ readAt, found: [findingNamed('f', saw)] })
    : observed({ readAt, fateOf: () => saw });
}

/** The transitions of the runs, one after the other. */
export function runs(steps: readonly Step[]): readonly Transition[] {
  const all: Transition[] = [];
  let head: Head | undefined;
  for (const [at, { saw, cover }] of steps.entries()) {
    const moved = transition(head, sightOf(saw, at), ruled(cover));
    all.push(moved);
    head = moved.next;
  }
  return all;
}
