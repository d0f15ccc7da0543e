import type { Access } from './effective.ts';
import type { Match } from './match-condition.ts';
import { type Asked, matchStatement } from './match-statement.ts';
import { type PinnedValues, type Pins, pinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';
import { readyStatement, statementsAbout } from './statement-index.ts';

/** A statement by its place in an access. */
export interface StatementRef {
  readonly layer: number;
  /** The name of the document. */
  readonly policy: string;
  readonly statement: number;
  readonly sid?: string;
}

/** The answer to one concrete request. */
export type Decision =
  | { readonly kind: 'allowed'; readonly by: StatementRef }
  | { readonly kind: 'explicitDeny'; readonly by: StatementRef }
  /** `layer` is the first that has no Allow for the request. */
  | { readonly kind: 'implicitDeny'; readonly layer: number }
  | { readonly kind: 'unknown'; readonly why: string };

/** What the statements of one layer say, as far as their order does not matter. */
interface Tally {
  allow: StatementRef | undefined;
  maybeAllow: string | undefined;
  deny: StatementRef | undefined;
  maybeDeny: string | undefined;
}

/**
 * Decides one request; a key that is neither in its context nor pinned is absent. Written apart from the algebra,
 * whose witnesses it judges. With `wildcards: 'anything'` those of a resource take colons as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  access: Access,
  request: Request,
  pins: Pins = NO_PINS,
  wildcards: Asked['wildcards'] = 'segment',
): Decision {
  const action = request.action.toLowerCase();
  const asked: Asked = { action, resource: request.resource, keys: keysOf(request, pins), wildcards };
  const tallies: Tally[] = [];
  for (const documents of access.layers) {
    const tally: Tally = { allow: undefined, maybeAllow: undefined, deny: undefined, maybeDeny: undefined };
    for (const document of documents)
      for (const statement of statementsAbout(document, action)) {
        // One Allow of a layer is enough.
        if (statement.effect === 'Allow' && tally.allow !== undefined) continue;
        const match = matchStatement(readyStatement(statement), asked);
        if (match.kind !== 'no') count(tally, statement, match, tallies.length, document.name);
      }
    tallies.push(tally);
  }
  return conclude(tallies);
}

const NO_PINS: Pins = {};

function keysOf({ context }: Request, pins: Pins): PinnedValues {
  const pinned = pinnedValues(pins);
  return Object.keys(context).length === 0 ? pinned : new Map([...pinned, ...pinnedValues(context)]);
}

function count(
  tally: Tally,
  { index, sid, effect }: Statement,
  match: Match,
  layer: number,
  policy: string,
): void {
  if (match.kind === 'maybe') {
    const why = `policy \`${policy}\`, ${match.why}`;
    if (effect !== 'Deny') tally.maybeAllow ??= why;
    if (effect !== 'Allow') tally.maybeDeny ??= why;
    return;
  }
  const place = { layer, policy, statement: index };
  const named = sid === undefined ? place : { layer, policy, statement: index, sid };
  if (effect === 'Allow') tally.allow ??= named;
  else tally.deny ??= named;
}

function conclude(tallies: readonly Tally[]): Decision {
  for (const { deny } of tallies) if (deny !== undefined) return { kind: 'explicitDeny', by: deny };
  const lacking = tallies.findIndex(
    ({ allow, maybeAllow }) => allow === undefined && maybeAllow === undefined,
  );
  if (lacking >= 0) return { kind: 'implicitDeny', layer: lacking };
  for (const { allow, maybeAllow, maybeDeny } of tallies) {
    const doubt = maybeDeny ?? (allow === undefined ? maybeAllow : undefined);
    if (doubt !== undefined) return { kind: 'unknown', why: doubt };
  }
  const allow = tallies[0]?.allow;
  return allow === undefined ? { kind: 'implicitDeny', layer: 0 } : { kind: 'allowed', by: allow };
}
