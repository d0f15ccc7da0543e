import type { ExpectedGrant, Need, Spellings } from '../expected/grant.ts';
import { kept } from '../policy/kept.ts';
import type { RoleCase } from './evidence.ts';

/**
 * What a narrower policy keeps: of each call that a definition or a resource provably makes the exact form, of the others
 * the justified one. What the documentation lists and no call needs, such as `iam:PassRole` on every role for a transform
 * job, is not for anybody to keep.
 */
export function keptGrants(roleCase: RoleCase): readonly ExpectedGrant[] {
  return kept(KNOWN, roleCase.allowed, () => grantsKept(roleCase));
}

/** Every statement that is too wide asks for them, and every remedy that is tried. */
const KNOWN = new WeakMap<RoleCase['allowed'], readonly ExpectedGrant[]>();

function grantsKept({ allowed, executions }: RoleCase): readonly ExpectedGrant[] {
  const keyOf = ({ action, why }: ExpectedGrant) =>
    JSON.stringify([action, why.integration, why.state, why.field]);
  const required = allowed.filter(({ bound }) => bound === 'required');
  const exact = new Set(required.map(keyOf));
  const isHabit = habitsBeside(required);
  const jobs = new Set(
    executions.flatMap(({ origin }) =>
      origin.kind === 'resource' && origin.resource.kind.lifetime === 'job' ? [origin.resource.name] : [],
    ),
  );
  return allowed
    .filter(
      (grant) =>
        grant.bound === 'required' ||
        (!exact.has(keyOf(grant)) && grant.need !== 'documented' && !isHabit(grant)),
    )
    .map((grant) => ({ ...withoutNames(grant, jobs), bound: 'allowed' }));
}

/** The documented policies write to what a job only reads, and read what it only writes. */
function habitsBeside(required: readonly ExpectedGrant[]): (grant: ExpectedGrant) => boolean {
  const needs = new Map<string, Set<Need>>();
  for (const { need, why } of required) {
    if (why.field === undefined) continue;
    const key = `${why.integration} ${why.state} ${why.field}`;
    needs.set(key, (needs.get(key) ?? new Set()).add(need));
  }
  return ({ need, why }) => {
    const sure = needs.get(`${why.integration} ${why.state} ${why.field}`);
    if (sure === undefined || (need !== 'read' && need !== 'write')) return false;
    return !sure.has(need) && (sure.has('read') || sure.has('write'));
  };
}

/** The next job writes to the same place, below a name of its own. */
function withoutNames(grant: ExpectedGrant, jobs: ReadonlySet<string>): ExpectedGrant {
  const [first, ...others] = grant.resources;
  const cut = (resource: string): string => {
    const parts = resource.split('/');
    const at = parts.findIndex((part, index) => index > 0 && jobs.has(part));
    return at < 0 ? resource : [...parts.slice(0, at), '*'].join('/');
  };
  const resources: Spellings = [cut(first), ...others.map(cut)];
  return { ...grant, resources };
}
