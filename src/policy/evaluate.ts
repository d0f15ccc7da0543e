import type { Access } from './effective.ts';
import type { Match } from './match-condition.ts';
import { matchStatement } from './match-statement.ts';
import { type Pins, pinnedValues } from './pins.ts';
import type { Request } from './request.ts';

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
  allow?: StatementRef;
  maybeAllow?: string;
  deny?: StatementRef;
  maybeDeny?: string;
}

/**
 * Decides one request; a key that is neither in its context nor pinned is absent. Written apart from the algebra,
 * whose witnesses it judges.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(access: Access, request: Request, pins: Pins = {}): Decision {
  const keys = new Map([...pinnedValues(pins), ...pinnedValues(request.context)]);
  const tallies = access.layers.map((documents, layer) => {
    const tally: Tally = {};
    for (const { name, statements } of documents)
      for (const statement of statements) {
        const ref = { layer, policy: name, statement: statement.index };
        const match = matchStatement(statement, request, keys);
        count(
          tally,
          statement.effect,
          match,
          statement.sid === undefined ? ref : { ...ref, sid: statement.sid },
        );
      }
    return tally;
  });
  return conclude(tallies);
}

function count(tally: Tally, effect: 'Allow' | 'Deny' | 'Unknown', match: Match, ref: StatementRef): void {
  if (match.kind === 'no') return;
  if (match.kind === 'maybe') {
    const why = `policy \`${ref.policy}\`, ${match.why}`;
    if (effect !== 'Deny') tally.maybeAllow ??= why;
    if (effect !== 'Allow') tally.maybeDeny ??= why;
  } else if (effect === 'Allow') tally.allow ??= ref;
  else tally.deny ??= ref;
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
