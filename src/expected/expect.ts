import { type Task, walkDefinition } from '../model/definition.ts';
import { mapped } from '../model/mapped.ts';
import { activityCall } from './activity.ts';
import type { Call, Machine } from './call.ts';
import { withOtherCredentials } from './credentials.ts';
import { askTheSame, carryTheSame, distinctGrants } from './distinct-grants.ts';
import { distributedMapExpectation } from './distributed-map.ts';
import { integrationOf } from './find-integration.ts';
import { functionCall } from './function-call.ts';
import type { Expectation, ExpectationGap, ExpectedGrant, Pack, PatternObjection, RoleUse } from './grant.ts';
import type { Integration } from './integration.ts';
import { passedRoles, passRoleGaps } from './pass-role.ts';
import { roleUsesOf } from './role-uses.ts';
import { sdkIntegration } from './sdk/integration.ts';
import { settingsExpectation } from './settings.ts';
import { parseTaskResource, patternOf, type ServiceCall, type Suffix } from './task-resource.ts';
import { unreadableCall, unsupportedCall } from './unsupported.ts';

export interface ExpectInput {
  /** Amazon States Language, as text. */
  readonly definition: string;
  readonly machine: Machine;
  readonly pack: Pack;
}

/**
 * What a state machine with this definition expects of the role that it runs with. Each task gives grants, or a gap, or
 * both; an activity needs nothing. Never throws.
 */
export function expectationOf(input: ExpectInput): Expectation {
  const { tasks, distributedMaps, problems } = walkDefinition(input.definition);
  const parts = [
    ...mapped(tasks, (task) => taskExpectation(task, input)),
    ...mapped(distributedMaps, (map) => distributedMapExpectation(map, input.machine)),
    settingsExpectation(input.machine),
  ];
  const malformed = mapped(problems, (problem): ExpectationGap => ({ kind: 'malformed', ...problem }));
  return {
    grants: parts.flatMap(({ grants }) => grants),
    passedRoles: parts.flatMap((part) => part.passedRoles),
    delegations: parts.flatMap((part) => part.delegations),
    roleUses: parts.flatMap((part) => part.roleUses),
    objections: parts.flatMap(({ objections }) => objections),
    gaps: [...malformed, ...parts.flatMap(({ gaps }) => gaps)],
  };
}

function taskExpectation(task: Task, input: ExpectInput): Expectation {
  const { machine } = input;
  const expectationIn = (accountId = machine.accountId): Expectation =>
    callExpectation(task, { ...input, machine: { ...machine, accountId } });
  return task.credentials === undefined
    ? expectationIn()
    : withOtherCredentials(task, task.credentials, expectationIn);
}

function callExpectation(task: Task, input: ExpectInput): Expectation {
  const resource = parseTaskResource(task.resource);
  switch (resource.kind) {
    case 'activity':
      return activityCall(task, input.machine);
    case 'function':
      return functionCall(task, input);
    case 'unreadable':
      return unreadableCall(task, input.machine);
    case 'sdk':
    case 'optimized': {
      const integration =
        resource.kind === 'sdk'
          ? sdkIntegration(resource, task)
          : integrationOf(`${resource.service}:${resource.api}`);
      return integration === undefined
        ? unsupportedCall(task, input.machine, resource)
        : integrationExpectation(integration, resource, task, input);
    }
  }
}

function integrationExpectation(
  integration: Integration,
  { suffix }: ServiceCall,
  task: Task,
  { machine, pack }: ExpectInput,
): Expectation {
  const objections = patternObjections(integration, suffix, task, machine);
  const call: Call = {
    task,
    integration: integration.resource,
    pattern: objections.length === 0 ? patternOf(suffix) : 'request-response',
    machine,
    pack,
  };
  return {
    grants: distinctGrants(integration.grants(call), areOne),
    passedRoles: passedRoles(call, integration.roles),
    delegations: [],
    roleUses: taskRoleUses(call),
    objections,
    gaps: [
      ...mapped(objections, ({ gap }) => gap),
      ...passRoleGaps(call, integration.roles),
      ...(integration.gaps?.(call) ?? []),
    ],
  };
}

/** The roles that what the task makes runs with; the task's request has the fields of the resource. */
function taskRoleUses(call: Call): readonly RoleUse[] {
  const { task, machine, pack, integration, pattern } = call;
  const noun = /^(?:aws-sdk:)?sagemaker:create([A-Z]\w*)$/.exec(integration)?.[1];
  if (noun === undefined) return [];
  return roleUsesOf({ task, integration, pattern, noun, template: task, place: machine, pack });
}

/**
 * What stands against the pattern that is written; the expectation is then that of request-response.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
function patternObjections(
  { resource, patterns }: Integration,
  suffix: Suffix,
  task: Task,
  machine: Machine,
): readonly PatternObjection[] {
  const pattern = patternOf(suffix);
  const object = (kind: PatternObjection['kind'], why: string): readonly PatternObjection[] => {
    const gap = { kind: 'unsupported', path: task.path, why } as const;
    return [{ gap, integration: resource, written: suffix, pattern, kind, supported: patterns }];
  };
  if (!patterns.includes(suffix === '' ? 'request-response' : suffix))
    return object('unsupported', `\`${resource}\` does not support \`${suffix}\``);
  const waits = suffix !== '';
  return waits && (machine.type === 'EXPRESS' || task.inExpressMap)
    ? object('express', `\`${resource}${suffix}\` does not run in an Express workflow`)
    : [];
}

/** Two parameters of one task may ask for the same. Its grants have state, integration and pattern in common. */
function areOne(one: ExpectedGrant, other: ExpectedGrant): boolean {
  return askTheSame(one, other) && one.why.source === other.why.source && carryTheSame(one, other);
}
