import type { ExpectedGrant, PatternObjection } from '../expected/grant.ts';
import { contains } from '../policy/contains.ts';
import { identityAccess } from '../policy/effective.ts';
import type { Request } from '../policy/request.ts';
import { accessTo } from './checks.ts';
import type { Evidence, Use } from './evidence.ts';

/** Tasks of one use that wait for the same API in the same way, which it does not know. */
export interface ObjectionGroup {
  readonly use: Use;
  readonly objections: readonly [PatternObjection, ...PatternObjection[]];
}

/** Whatever may run is told, whether its role was read or not. */
export function* objectionGroups({ cases, homeless }: Evidence): Iterable<ObjectionGroup> {
  for (const use of [...cases.flatMap(({ uses }) => uses), ...homeless]) {
    const groups = new Map<string, ObjectionGroup>();
    for (const objection of toldObjections(use)) {
      const key = JSON.stringify([objection.integration, objection.written]);
      const before = groups.get(key)?.objections;
      groups.set(key, { use, objections: before === undefined ? [objection] : [...before, objection] });
    }
    yield* groups.values();
  }
}

/** Those that become findings, and therefore are no gaps; a version that nothing starts is not told. */
export function toldObjections({ revision, expectation }: Use): readonly PatternObjection[] {
  return revision.use === 'runs' ? expectation.objections : [];
}

/** The call of the task that is written so: what its role, or the role of its `Credentials`, is asked for. */
export function callOf({ expectation }: Use, { gap }: PatternObjection): Request | undefined {
  const { grants, delegations } = expectation;
  const theirs = delegations.flatMap((delegation) => delegation.grants);
  const needed = [...theirs, ...grants].filter(
    ({ why, bound, need }) => why.state === gap.path && bound === 'required' && need === 'create',
  );
  const [first] = needed;
  return first === undefined ? undefined : exampleOf(first);
}

/** One request of the grant: the one by which it exceeds a role that allows nothing. */
function exampleOf({ action, resources: [resource], context }: ExpectedGrant): Request | undefined {
  const verdict = contains(accessTo(action, resource, context), identityAccess([]));
  return verdict.kind === 'exceeds' ? verdict.witness : undefined;
}
