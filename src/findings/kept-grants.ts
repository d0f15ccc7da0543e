import type { ExpectedGrant, Need, Spellings } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import { kept, memory } from '../policy/kept.ts';
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
const KNOWN = memory<RoleCase['allowed'], readonly ExpectedGrant[]>();

function grantsKept({ allowed, executions }: RoleCase): readonly ExpectedGrant[] {
  const keyOf = (grant: ExpectedGrant) => `${grant.action}\n${placeOf(grant)}`;
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
    .map((grant) => ({ ...grant, resources: withoutNames(grant.resources, jobs), bound: 'allowed' }));
}

/** What asks for the grant: a field of a request. */
function placeOf({ why: { integration, state, field } }: ExpectedGrant): string {
  return `${integration}\n${state}\n${field}`;
}

/** The documented policies write to what a job only reads, and read what it only writes. */
function habitsBeside(required: readonly ExpectedGrant[]): (grant: ExpectedGrant) => boolean {
  const needs = new Map<string, Set<Need>>();
  for (const grant of required)
    if (grant.why.field !== undefined) kept(needs, placeOf(grant), () => new Set<Need>()).add(grant.need);
  return (grant) => {
    const { need } = grant;
    if (need !== 'read' && need !== 'write') return false;
    const sure = needs.get(placeOf(grant));
    return sure !== undefined && !sure.has(need) && (sure.has('read') || sure.has('write'));
  };
}

/** The next job writes to the same place, below a name of its own. */
function withoutNames(resources: Spellings, jobs: ReadonlySet<string>): Spellings {
  if (jobs.size === 0) return resources;
  const [first, ...others] = resources;
  const cut = (resource: string): string => {
    const parts = resource.split('/');
    const at = parts.findIndex((part, index) => index > 0 && jobs.has(part));
    return at < 0 ? resource : [...parts.slice(0, at), '*'].join('/');
  };
  return [cut(first), ...mapped(others, cut)];
}
