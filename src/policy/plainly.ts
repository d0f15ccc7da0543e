import { type ActionSet, actionSetOf } from './action-set.ts';
import type { Access } from './effective.ts';
import { isGranted } from './find-request.ts';
import { kept, shortMemory } from './kept.ts';
import type { Pins } from './pins.ts';
import { prepare } from './prepare.ts';
import { compilePattern } from './resource-patterns.ts';
import { knownBeside } from './sides.ts';
import { isTooLong } from './statement-parts.ts';

/**
 * True only if the access allows the action on every resource of the pattern, whatever keys that are not pinned a request has: what
 * `contains` says of an access for just these, told at a glance and without making one. Most grants are allowed like this.
 */
export function grantsPlainly(granted: Access, action: string, resource: string, pins: Pins): boolean {
  if (isTooLong(action) || isTooLong(resource)) return false;
  const pattern = compilePattern(resource);
  if (pattern.kind !== 'glob') return false;
  const resources = { not: false, globs: [pattern.arn] };
  const cell = [{ actions: actionsOf(action), resources, atoms: [], statement: undefined }];
  return isGranted(cell, knownBeside(cell, prepare(granted, pins)).atLeast());
}

function actionsOf(action: string): ActionSet {
  return kept(ACTIONS, action, () => actionSetOf({ not: false, patterns: [action] }));
}

/** The same actions are asked of most roles. */
const ACTIONS = shortMemory<string, ActionSet>(1_000);
