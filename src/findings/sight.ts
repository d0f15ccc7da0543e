import type { Gap } from '../model/coverage.ts';
import type { Role } from '../model/role.ts';
import type { SageMakerResource } from '../model/sagemaker-resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { awsPoliciesOn, type ReadPolicy } from './baselines.ts';
import { groupBy } from './group-by.ts';
import { machineOf } from './lens.ts';
import { isReadGap } from './read-gaps.ts';
import { isInScope } from './scope.ts';

/**
 * What a run knows of one ARN. `read`: all of it. `gone`: a direct read answered that there is no such thing. `past`: a
 * direct read answered that it is older than what is audited. `unread`: all else, also what a list does not show.
 */
export type Seen = 'read' | 'gone' | 'past' | 'unread';

/** What a run has seen of an account, by ARN. */
export interface Sight {
  readonly snapshot: Snapshot;
  readonly gaps: readonly Gap[];
  readonly gapsOf: (arn: string) => readonly Gap[];
  readonly machines: ReadonlyMap<string, StateMachine>;
  /** The AWS managed policies whose documents were read. */
  readonly awsPolicies: readonly ReadPolicy[];
  readonly seen: (arn: string) => Seen;
  /** Whether a state machine or a SageMaker resource that was read may use the role, in whatever way. */
  readonly uses: (arn: string, role: string) => boolean;
  /** Whether something that was read has the role as its own. */
  readonly isNamed: (role: string) => boolean;
  /** Whether the rules looked at the role for its own sake: it is in scope, or something that was read runs with it. */
  readonly isJudged: (role: string) => boolean;
}

export function sightOf(snapshot: Snapshot, gaps: readonly Gap[]): Sight {
  const machines = byArn(snapshot.stateMachines);
  const resources = byArn(snapshot.sageMakerResources);
  const roles = byArn(snapshot.roles);
  const named = namedRoles(snapshot);
  const gapsOf = gapsByArn(gaps);
  const isNamed = (arn: string): boolean => named.has(arn);
  return {
    snapshot,
    gaps,
    gapsOf,
    machines,
    awsPolicies: [...awsPoliciesOn(snapshot.roles).values()],
    seen: seenIn(snapshot, machines, gapsOf),
    uses: (arn, role) => {
      const resource = resources.get(arn);
      if (resource !== undefined) return resourceUses(resource, role);
      const machine = machines.get(machineOf(arn).machine);
      return machine !== undefined && machineUses(machine, role);
    },
    isNamed,
    isJudged: (arn) => {
      const role = roles.get(arn);
      return role !== undefined && (isNamed(arn) || isInScope(role));
    },
  };
}

function byArn<Thing extends { readonly arn: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.arn, thing]));
}

function gapsByArn(gaps: readonly Gap[]): Sight['gapsOf'] {
  const byResource = new Map<string, readonly Gap[]>();
  for (const group of groupBy(gaps, ({ resource }) => [resource]).values()) {
    const [{ resource }] = group;
    if (resource !== undefined) byResource.set(resource, group);
  }
  return (arn) => byResource.get(arn) ?? [];
}

function seenIn(snapshot: Snapshot, machines: Sight['machines'], gapsOf: Sight['gapsOf']): Sight['seen'] {
  const [absent, past] = [new Set(snapshot.absent), new Set(snapshot.past)];
  const whole = wholeThings(snapshot);
  return (arn) => {
    const { machine, qualifier } = machineOf(arn);
    const isWhole = hasRevision(machines.get(machine), qualifier) ? whole.get(machine) : undefined;
    if (isWhole === undefined && (absent.has(arn) || absent.has(machine))) return 'gone';
    if (isWhole === undefined && past.has(arn)) return 'past';
    const isBroken = [...gapsOf(arn), ...gapsOf(machine)].some(isReadGap);
    return isWhole === true && !isBroken ? 'read' : 'unread';
  };
}

/** A version can be deleted while its state machine stays. */
function hasRevision(machine: StateMachine | undefined, qualifier: string | undefined): boolean {
  return qualifier === undefined || machine?.revisions.some((one) => one.qualifier === qualifier) === true;
}

/** Everything that was read, with whether it was read in full. */
function wholeThings({
  roles,
  stateMachines,
  sageMakerResources,
  resourcePolicies,
}: Snapshot): ReadonlyMap<string, boolean> {
  const whole = new Map<string, boolean>();
  for (const role of roles) {
    whole.set(role.arn, textsOf(role).every(isKnown));
    for (const text of textsOf(role)) if (text.arn !== undefined) whole.set(text.arn, isKnown(text));
  }
  for (const { arn, revisions } of stateMachines)
    whole.set(
      arn,
      revisions.every(({ definition }) => definition.kind === 'known'),
    );
  for (const { arn } of sageMakerResources) whole.set(arn, true);
  for (const policy of resourcePolicies) whole.set(policy.arn, isKnown(policy));
  return whole;
}

function textsOf({ trust, policies, boundary }: Role): Role['policies'] {
  return [trust, ...policies, ...(boundary === undefined ? [] : [boundary])];
}

function isKnown({ document }: { readonly document: { readonly kind: string } }): boolean {
  return document.kind === 'known';
}

function namedRoles({ stateMachines, sageMakerResources }: Snapshot): ReadonlySet<string> {
  return new Set([
    ...stateMachines.flatMap(({ revisions }) => revisions.map(({ roleArn }) => roleArn)),
    ...sageMakerResources.flatMap(({ roles }) => roles.map(({ roleArn }) => roleArn)),
  ]);
}

/** A definition may pass a role, or take it on: whatever spells its ARN counts, and so does what nobody can read. */
function machineUses({ revisions }: StateMachine, role: string): boolean {
  return revisions.some(
    ({ roleArn, definition }) =>
      roleArn === role || definition.kind !== 'known' || spells(definition.value, role),
  );
}

/** JSON can spell a text in many ways. */
function spells(json: string, text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(json)).includes(text);
  } catch {
    return true;
  }
}

/** A resource without a role of its own uses that of another one. */
function resourceUses({ kind, record }: SageMakerResource, role: string): boolean {
  return kind.roles.length === 0 || JSON.stringify(record).includes(role);
}
