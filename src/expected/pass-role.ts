import { parseArn } from '../model/arn.ts';
import { type ParameterValue, valuesAt } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Ask, allowed, anyRole, type Call, requiredExactly } from './call.ts';
import type { ExpectationGap, ExpectedGrant, PassedRole } from './grant.ts';

/** A parameter that carries the ARN of a role. */
export interface RoleParameter {
  /** Dotted path, `[]` behind a list. */
  readonly path: string;
  /**
   * `required`: the API refuses a request without it. `optional`: it may be left out. `undecided`: nobody has
   * published whether `iam:PassRole` is asked for it.
   */
  readonly presence: 'required' | 'optional' | 'undecided';
}

export const SAGEMAKER_SERVICE = 'sagemaker.amazonaws.com';

/**
 * `iam:PassRole` for each role parameter that the request carries.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export function passRoleGrants(call: Call, roles: readonly RoleParameter[]): readonly ExpectedGrant[] {
  return roles.flatMap((role) =>
    valuesAt(call.task, role.path).flatMap((value) => grantsForValue(call, role, value)),
  );
}

function grantsForValue(call: Call, role: RoleParameter, value: ParameterValue): readonly ExpectedGrant[] {
  if (value.kind === 'absent') return [];
  const roleArn = literalRole(value);
  const known = roleArn !== undefined;
  const ask: Ask = {
    action: 'iam:PassRole',
    resources: [known ? escapeLiteral(roleArn) : anyRole(call.machine)],
    quantifier: known ? 'all' : 'some',
    need: 'pass-role',
    source: 'api',
  };
  if (role.presence === 'undecided') return [allowed(call, { ...ask, confidence: 'potential' })];
  const toSageMaker: Ask = { ...ask, context: { 'iam:PassedToService': SAGEMAKER_SERVICE } };
  const perhaps = value.kind === 'dynamic' && !value.present && role.presence === 'optional';
  return perhaps
    ? [allowed(call, { ...toSageMaker, confidence: 'potential' })]
    : requiredExactly(call, toSageMaker);
}

/** The roles that a call hands to SageMaker by name. */
export function passedRoles(call: Call, roles: readonly RoleParameter[]): readonly PassedRole[] {
  const { task, integration, pattern } = call;
  const passed: PassedRole[] = [];
  for (const role of roles) {
    if (role.presence === 'undecided') continue;
    for (const value of valuesAt(task, role.path)) {
      const roleArn = literalRole(value);
      if (roleArn === undefined) continue;
      const why = { state: task.path, integration, pattern, source: 'api', confidence: 'confirmed' } as const;
      passed.push({ roleArn, service: SAGEMAKER_SERVICE, why });
    }
  }
  return passed;
}

/** One gap for each role whose need of `iam:PassRole` is undecided. */
export function passRoleGaps(call: Call, roles: readonly RoleParameter[]): readonly ExpectationGap[] {
  return roles
    .filter(({ presence, path }) => presence === 'undecided' && carries(call, path))
    .map(({ path }) => ({
      kind: 'undecided',
      path: call.task.path,
      why: `whether \`${call.integration}\` asks for \`iam:PassRole\` on \`${path}\` is not published`,
    }));
}

function carries(call: Call, path: string): boolean {
  return valuesAt(call.task, path).some(
    (value) => value.kind !== 'absent' && !(value.kind === 'dynamic' && !value.present),
  );
}

function literalRole(value: ParameterValue): string | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const arn = parseArn(value.value);
  return arn?.service === 'iam' && arn.resource.startsWith('role/') ? value.value : undefined;
}
