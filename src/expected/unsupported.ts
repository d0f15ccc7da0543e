import type { Task } from '../model/definition.ts';
import { type Machine, regionalArn } from './call.ts';
import type { Because, Expectation, ExpectationGap, ExpectedGrant, Need } from './grant.ts';
import { ANY_MANAGED_RULE, RULE_ACTIONS } from './managed-rule.ts';
import { optimizedAccess, type ServiceAccess, sdkAccess } from './service-access.ts';
import { patternOf, type ServiceCall } from './task-resource.ts';

const EVERYTHING: ServiceAccess = { actions: ['*'], passesRoles: false, usesRules: false };

/**
 * A call this version does not know: a gap that names it, and everything it could touch as allowed, so that
 * nothing it may need is called excess.
 */
export function unsupportedCall(task: Task, machine: Machine, call: ServiceCall): Expectation {
  const { service, api, suffix } = call;
  const isSdk = call.kind === 'sdk';
  const integration = `${isSdk ? 'aws-sdk:' : ''}${service}:${api}`;
  const why: Because = { ...becauseOf(task, integration), pattern: patternOf(suffix) };
  return {
    grants: wideGrants(machine, why, isSdk ? sdkAccess(service) : optimizedAccess(service)),
    passedRoles: [],
    delegations: [],
    roleUses: [],
    objections: [],
    gaps: [gapOf(task, `the grants of \`${integration}${suffix}\` are not known to this version`)],
  };
}

/** A task whose `Resource` is an ARN of Lambda, but of no function. */
export function unreadableFunction(task: Task, machine: Machine): Expectation {
  return {
    grants: wideGrants(machine, becauseOf(task, 'lambda:function'), optimizedAccess('lambda')),
    passedRoles: [],
    delegations: [],
    roleUses: [],
    objections: [],
    gaps: [gapOf(task, 'expected the ARN of a Lambda function, found another ARN of Lambda')],
  };
}

/** A task whose `Resource` cannot be read may call anything. */
export function unreadableCall(task: Task, machine: Machine): Expectation {
  return {
    grants: wideGrants(machine, becauseOf(task, 'unknown'), EVERYTHING),
    passedRoles: [],
    delegations: [],
    roleUses: [],
    objections: [],
    gaps: [gapOf(task, 'expected `Resource` to name an integration, found other text')],
  };
}

function becauseOf(task: Task, integration: string): Because {
  return {
    state: task.path,
    integration,
    pattern: 'request-response',
    source: 'api',
    confidence: 'potential',
  };
}

function gapOf(task: Task, why: string): ExpectationGap {
  return { kind: 'unsupported', path: task.path, why };
}

function wideGrants(machine: Machine, why: Because, access: ServiceAccess): readonly ExpectedGrant[] {
  const wide = (action: string, resource: string, need: Need): ExpectedGrant => ({
    action,
    resources: [resource],
    context: {},
    bound: 'allowed',
    quantifier: 'all',
    need,
    why,
  });
  const rule = regionalArn(machine, 'events', `rule/${ANY_MANAGED_RULE}`);
  return [
    ...access.actions.map((action) => wide(action, '*', 'create')),
    ...(access.passesRoles ? [wide('iam:PassRole', '*', 'pass-role')] : []),
    ...(access.usesRules ? RULE_ACTIONS.map((action) => wide(action, rule, 'event-rule')) : []),
  ];
}
