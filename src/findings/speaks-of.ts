import type { Finding } from './finding.ts';

/** What a finding is about: its resource and role, the resources behind it, and the state machines that hand the role over. */
function speaksOf({ resource, role, because }: Finding): readonly string[] {
  const others = because.flatMap(({ resource: named, stateMachine, need }) => [
    ...(named === undefined ? [] : [named]),
    ...(stateMachine !== undefined && need === 'pass-role' ? [stateMachine] : []),
  ]);
  return [resource.arn, role.arn, ...others];
}

/** True where a finding is about some of what was asked for; nothing in particular: about all. */
export function isAskedFor(finding: Finding, wanted: ReadonlySet<string>): boolean {
  return wanted.size === 0 || speaksOf(finding).some((arn) => wanted.has(arn));
}
