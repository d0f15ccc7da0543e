import type { ExpectedGrant } from '../expected/grant.ts';
import { contains, overlaps } from '../policy/contains.ts';
import { type PolicyDocument, parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { intersectPatterns } from '../policy/pattern.ts';
import type { Request } from '../policy/request.ts';
import type { RoleAccess } from './evidence.ts';
import { type CallPlace, pinsOfCall } from './role-access.ts';

/** A role that allows a call on the names that its policies spell out, and on no other. */
export interface LiteralScope {
  /** As the policies write them. */
  readonly names: readonly [string, ...string[]];
  /** The same call with another name. */
  readonly other: Request;
}

/**
 * Proved by asking for every name but those: nothing of it may be allowed. Undefined where a wildcard, a variable or
 * NotResource lets more in, and where that cannot be told.
 */
export function literalScopeOf(
  grant: ExpectedGrant,
  { access, documents, pins }: RoleAccess,
  place: CallPlace,
): LiteralScope | undefined {
  const [resource] = grant.resources;
  const reading = { pins: pinsOfCall(pins, grant, place), otherKeys: 'unknown' } as const;
  const isAllowed = (pattern: string): boolean =>
    intersectPatterns(pattern, resource) !== undefined &&
    overlaps(accessBut(grant, pattern, []), access, reading).kind === 'overlaps';
  const service = serviceOf(resource);
  const spelt = documents.flatMap(speltOut).filter((pattern) => serviceOf(pattern) === service);
  const [first, ...rest] = [...new Set(spelt)].filter(isAllowed);
  if (first === undefined) return undefined;
  const others = accessBut(grant, resource, [first, ...rest]);
  if (overlaps(others, access, reading).kind !== 'disjoint') return undefined;
  const verdict = contains(others, access, reading);
  return verdict.kind === 'exceeds' ? { names: [first, ...rest], other: verdict.witness } : undefined;
}

/** The resources that Allow statements name in full, wherever they are. */
function speltOut({ statements }: PolicyDocument): readonly string[] {
  return statements.flatMap(({ effect, resources }) =>
    effect === 'Allow' && !resources.not ? resources.patterns.filter((pattern) => LITERAL.test(pattern)) : [],
  );
}

function serviceOf(pattern: string): string | undefined {
  return pattern.split(':', 3)[2];
}

/** No wildcard and no variable behind the place. */
const LITERAL = /^(?:[^:]*:){5}[^*?$]+$/s;

function accessBut({ action, context }: ExpectedGrant, resource: string, names: readonly string[]): Access {
  const condition = Object.keys(context).length === 0 ? {} : { Condition: { StringEquals: context } };
  const allow = { Effect: 'Allow', Action: action, Resource: resource, ...condition };
  const deny = { Effect: 'Deny', Action: action, Resource: names };
  const Statement = names.length === 0 ? [allow] : [allow, deny];
  return identityAccess([parsePolicy({ Version: '2012-10-17', Statement }, 'expected')]);
}
