import type { ExpectedGrant, Need } from '../expected/grant.ts';
import { parseArn } from '../model/arn.ts';
import { mapped } from '../model/mapped.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { resourceTypesOf } from '../policy/catalogue.ts';
import { overlaps } from '../policy/contains.ts';
import { kept, memory } from '../policy/kept.ts';
import { patternContains } from '../policy/pattern.ts';
import { accessTo } from './checks.ts';
import type { CheckedUse, Evidence, GrantCheck, Missing, RoleCase } from './evidence.ts';
import { groupBy } from './group-by.ts';

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

/** Refusals with one of the given needs; what `transformGroups` and `companionGroups` tell is left to them. */
export function* missingGroups(evidence: Evidence, ...needs: readonly Need[]): Iterable<MissingGroup> {
  for (const roleCase of evidence.cases) {
    const { others } = refusalsOf(roleCase);
    if (others.length === 0) continue;
    const refused = others.filter(({ grant }) => needs.includes(grant.need));
    yield* grouped(roleCase, refused, (one) => [one.grant.need, resourceClassOf(firstCompanion(one))]);
  }
}

/** Refusals of one resource of a call that is authorized on several, where the role allows it on another. */
export function* companionGroups(evidence: Evidence): Iterable<MissingGroup> {
  for (const roleCase of evidence.cases) {
    const { halves } = refusalsOf(roleCase);
    yield* grouped(roleCase, halves, (one) => [one.grant.need, resourceClassOf(firstCompanion(one))]);
  }
}

/**
 * What the role allows of the same call, on another resource that the call is authorized on as well; undefined where a
 * Deny refuses the one, which then is no half that somebody forgot.
 */
export function allowedCompanion({ use, grant, outcome }: Refused): ExpectedGrant | undefined {
  if (outcome.refusal.kind === 'explicitDeny') return undefined;
  return companionsOf(use.checks, grant).find((check) => check.outcome.kind === 'covered')?.grant;
}

/** A call of which the role allows no part is told once, by its first resource. */
function firstCompanion({ use: { checks }, grant }: Refused): ExpectedGrant {
  const companions = companionsOf(checks, grant).filter(({ outcome }) => outcome.kind === 'missing');
  const [first] = companions;
  if (first === undefined) return grant;
  return checks.find((check) => check.grant === grant || check === first)?.grant ?? grant;
}

/**
 * The other grants of the same call whose resources are of another type: the call is authorized on each of them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
function companionsOf(checks: readonly GrantCheck[], grant: ExpectedGrant): readonly GrantCheck[] {
  const types = grant.need === 'create' ? (resourceTypesOf(grant.action) ?? []) : [];
  if (types.length < 2) return [];
  const typeOf = ({ resources: [resource] }: ExpectedGrant) =>
    types.find(({ arns }) => arns.some((arn) => patternContains(arn, resource)));
  const own = typeOf(grant);
  return checks.filter(({ grant: other }) => {
    const sameCall = other.action === grant.action && other.why.state === grant.why.state;
    const type = sameCall && other.need === grant.need ? typeOf(other) : undefined;
    return own !== undefined && type !== undefined && type !== own;
  });
}

/** All that CreateTransformJob lacks on a role that grants it nowhere: one group for each state machine. */
export function* transformGroups(evidence: Evidence): Iterable<MissingGroup> {
  for (const roleCase of evidence.cases) {
    const { ofTransform } = refusalsOf(roleCase);
    yield* grouped(roleCase, ofTransform, () => ['create', 'sagemaker:transform-job']);
  }
}

/** The refusals of one role, by who tells them. */
interface Refusals {
  /** Those of `transformGroups`. */
  readonly ofTransform: readonly Refused[];
  /** Those of `companionGroups`. */
  readonly halves: readonly Refused[];
  /** Those of `missingGroups`. */
  readonly others: readonly Refused[];
}

function refusalsOf(roleCase: RoleCase): Refusals {
  return kept(REFUSALS, roleCase, refusalsAnew);
}

/** A dozen rules ask for them. */
const REFUSALS = memory<RoleCase, Refusals>();

const NOTHING_REFUSED: Refusals = { ofTransform: [], halves: [], others: [] };

function refusalsAnew(roleCase: RoleCase): Refusals {
  const all = allRefusals(roleCase);
  if (all.length === 0) return NOTHING_REFUSED;
  const ofTransform = tellsTransformAsAWhole(all, roleCase)
    ? all.filter(({ grant }) => grant.why.integration === CREATE_TRANSFORM_JOB)
    : [];
  const halves = all.filter((one) => allowedCompanion(one) !== undefined);
  const others = all.filter((one) => !ofTransform.includes(one) && !halves.includes(one));
  return { ofTransform, halves, others };
}

/** True where the role allows CreateTransformJob on no job at all, and no Deny is the reason. */
function tellsTransformAsAWhole(refused: readonly Refused[], { access, pins }: RoleCase): boolean {
  const creates = refused.filter(({ grant }) => grant.action === 'sagemaker:CreateTransformJob');
  if (creates.length === 0 || creates.some(({ outcome }) => outcome.refusal.kind === 'explicitDeny'))
    return false;
  const anywhere = accessTo('sagemaker:CreateTransformJob', '*', {});
  return overlaps(anywhere, access, { pins, otherKeys: 'unknown' }).kind === 'disjoint';
}

function allRefusals({ uses }: RoleCase): readonly Refused[] {
  const found: Refused[] = [];
  for (const use of uses) {
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
  if (refused.length === 0) return [];
  const groups = groupBy(refused, (one) => [one.use.machine.arn, one.grant.why.integration, ...unitOf(one)]);
  return mapped([...groups.values()], (group) => {
    const [first] = group;
    const [need, resourceClass] = unitOf(first);
    const { integration } = first.grant.why;
    return { roleCase, machine: first.use.machine, integration, need, resourceClass, refused: group };
  });
}

/** Names stay out, so that renaming a job does not make a new finding; which role is passed is the matter itself. */
export function resourceClassOf(grant: ExpectedGrant): string {
  const [resource] = grant.resources;
  if (grant.need === 'pass-role' || grant.need === 'assume-role') return resource;
  const arn = parseArn(resource);
  return arn === undefined ? resource : `${arn.service}:${arn.resource.split(/[/:]/, 1).join('')}`;
}
