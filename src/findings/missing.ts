import type { ExpectedGrant, Need } from '../expected/grant.ts';
import { parseArn } from '../model/arn.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { overlaps } from '../policy/contains.ts';
import { accessTo } from './checks.ts';
import type { CheckedUse, Evidence, Missing, RoleCase } from './evidence.ts';

/** One required grant that the role refuses. */
export interface Refused {
  readonly use: CheckedUse;
  readonly grant: ExpectedGrant;
  readonly outcome: Missing;
}

/** Refused grants that make one finding: one role, one state machine, one need of one integration. */
export interface MissingGroup {
  readonly roleCase: RoleCase;
  readonly machine: StateMachine;
  readonly integration: string;
  readonly need: Need;
  /** Service and resource type, such as `sagemaker:training-job`; for a role that is passed or assumed its pattern. */
  readonly resourceClass: string;
  readonly refused: readonly [Refused, ...Refused[]];
}

const CREATE_TRANSFORM_JOB = 'sagemaker:createTransformJob';

/** Refusals with one of the given needs; what `transformGroups` tells as a whole is left to it. */
export function* missingGroups(evidence: Evidence, ...needs: readonly Need[]): Iterable<MissingGroup> {
  for (const roleCase of evidence.cases) {
    const told = tellsTransformAsAWhole(roleCase);
    const refused = refusals(roleCase).filter(
      ({ grant }) => needs.includes(grant.need) && !(told && grant.why.integration === CREATE_TRANSFORM_JOB),
    );
    yield* grouped(roleCase, refused, ({ grant }) => [grant.need, resourceClassOf(grant)]);
  }
}

/** All that CreateTransformJob lacks on a role that grants it nowhere: one group for each state machine. */
export function* transformGroups(evidence: Evidence): Iterable<MissingGroup> {
  for (const roleCase of evidence.cases) {
    if (!tellsTransformAsAWhole(roleCase)) continue;
    const refused = refusals(roleCase).filter(({ grant }) => grant.why.integration === CREATE_TRANSFORM_JOB);
    yield* grouped(roleCase, refused, () => ['create', 'sagemaker:transform-job']);
  }
}

/** True where the role allows CreateTransformJob on no job at all, and no Deny is the reason. */
function tellsTransformAsAWhole(roleCase: RoleCase): boolean {
  const creates = refusals(roleCase).filter(({ grant }) => grant.action === 'sagemaker:CreateTransformJob');
  if (creates.length === 0 || creates.some(({ outcome }) => outcome.refusal.kind === 'explicitDeny'))
    return false;
  const anywhere = accessTo('sagemaker:CreateTransformJob', '*', {});
  return (
    overlaps(anywhere, roleCase.access, { pins: roleCase.pins, otherKeys: 'unknown' }).kind === 'disjoint'
  );
}

function refusals(roleCase: RoleCase): readonly Refused[] {
  const found: Refused[] = [];
  for (const use of roleCase.uses) {
    for (const { grant, outcome } of use.checks) {
      if (outcome.kind === 'missing') found.push({ use, grant, outcome });
    }
  }
  return found;
}

function grouped(
  roleCase: RoleCase,
  refused: readonly Refused[],
  unitOf: (refused: Refused) => readonly [Need, string],
): readonly MissingGroup[] {
  const groups = new Map<string, MissingGroup>();
  for (const one of refused) {
    const { machine } = one.use;
    const { integration } = one.grant.why;
    const [need, resourceClass] = unitOf(one);
    const key = JSON.stringify([machine.arn, integration, need, resourceClass]);
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined
        ? { roleCase, machine, integration, need, resourceClass, refused: [one] }
        : { ...group, refused: [...group.refused, one] },
    );
  }
  return [...groups.values()];
}

/** Names stay out, so that renaming a job does not make a new finding; which role is passed is the matter itself. */
function resourceClassOf(grant: ExpectedGrant): string {
  const [resource] = grant.resources;
  if (grant.need === 'pass-role' || grant.need === 'assume-role') return resource;
  const arn = parseArn(resource);
  return arn === undefined ? resource : `${arn.service}:${arn.resource.split(/[/:]/, 1).join('')}`;
}
