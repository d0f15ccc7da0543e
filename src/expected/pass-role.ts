import { parseArn } from '../model/arn.ts';
import { type ParameterValue, valuesAt } from '../model/definition-value.ts';
import { mapped } from '../model/mapped.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Ask, allowed, anyRole, type Call, requiredExactly } from './call.ts';
import type { ExpectationGap, ExpectedGrant, PassedRole, Spellings } from './grant.ts';
import { isGiven } from './parameter.ts';

/** A parameter that carries the ARN of a role. */
export interface RoleParameter {
  /** Dotted path, `[]` behind a list. */
  readonly path: string;
  /**
   * `required`: the API refuses a request without it. `optional`: it may be left out. `undecided`: nobody has
   * published whether `iam:PassRole` is asked for it.
   */
  readonly presence: 'required' | 'optional' | 'undecided';
  /** The service that the role is passed to; absent where nobody has published it. */
  readonly service?: string;
  /** Where that service has other names in other partitions, so that it is known in `aws` only. */
  readonly serviceVaries?: true;
  /** Where the documented template passes the role without saying to whom. */
  readonly unconditioned?: true;
  /** Where the parameter may hold the name of the role instead of its ARN. */
  readonly mayBeName?: true;
}

export const SAGEMAKER_SERVICE = 'sagemaker.amazonaws.com';
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
export const PASSED_TO = 'iam:PassedToService';

/**
 * `iam:PassRole` for each role parameter that the request carries.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passRoleGrants(call: Call, roles: readonly RoleParameter[]): readonly ExpectedGrant[] {
  return roles.flatMap((role) =>
    valuesAt(call.task, role.path).flatMap((value) => grantsForValue(call, role, value)),
  );
}

function grantsForValue(call: Call, role: RoleParameter, value: ParameterValue): readonly ExpectedGrant[] {
  if (value.kind === 'absent') return [];
  const resources = namedRole(call, role, value);
  const ask: Omit<Ask, 'context'> = {
    action: 'iam:PassRole',
    resources: resources ?? [anyRole(call.machine)],
    quantifier: resources === undefined ? 'some' : 'all',
    need: 'pass-role',
    source: 'api',
  };
  if (role.presence === 'undecided') return [allowed(call, { ...ask, confidence: 'potential' })];
  const service = serviceOf(call, role);
  const toService: Ask = service === undefined ? ask : { context: { [PASSED_TO]: service }, ...ask };
  const perhaps = value.kind === 'dynamic' && !value.present && role.presence === 'optional';
  const grants = perhaps
    ? [allowed(call, { ...toService, confidence: 'potential' })]
    : requiredExactly(call, toService);
  return role.unconditioned === true ? [...grants, allowed(call, { ...ask, source: 'docs-2023' })] : grants;
}

function serviceOf({ machine }: Call, { service, serviceVaries }: RoleParameter): string | undefined {
  return serviceVaries === true && machine.partition !== 'aws' ? undefined : service;
}

/** The role in policy syntax; one that is given by its name may have any path. */
function namedRole(call: Call, role: RoleParameter, value: ParameterValue): Spellings | undefined {
  const roleArn = literalRole(value);
  if (roleArn !== undefined) return [escapeLiteral(roleArn)];
  if (role.mayBeName !== true || value.kind !== 'literal' || typeof value.value !== 'string')
    return undefined;
  const name = escapeLiteral(value.value);
  const inPath = (path: string): string => anyRole(call.machine).replace(/\*$/, () => `${path}${name}`);
  return ROLE_NAME.test(value.value) ? [inPath(''), inPath('*/')] : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/** The roles that a call hands to a service by their ARN. */
export function passedRoles(call: Call, roles: readonly RoleParameter[]): readonly PassedRole[] {
  const { task, integration, pattern } = call;
  const passed: PassedRole[] = [];
  for (const role of roles) {
    const { presence } = role;
    const service = serviceOf(call, role);
    if (presence === 'undecided' || service === undefined) continue;
    for (const value of valuesAt(task, role.path)) {
      const roleArn = literalRole(value);
      if (roleArn === undefined) continue;
      const why = { state: task.path, integration, pattern, source: 'api', confidence: 'confirmed' } as const;
      passed.push({ roleArn, service, why });
    }
  }
  return passed;
}

/** One gap for each role whose need of `iam:PassRole` is undecided. */
export function passRoleGaps(call: Call, roles: readonly RoleParameter[]): readonly ExpectationGap[] {
  return mapped(
    roles.filter(({ presence, path }) => presence === 'undecided' && isGiven(call, path)),
    ({ path }) => ({
      kind: 'undecided',
      path: call.task.path,
      why: `whether \`${call.integration}\` asks for \`iam:PassRole\` on \`${path}\` is not published`,
    }),
  );
}

function literalRole(value: ParameterValue): string | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const arn = parseArn(value.value);
  return arn?.service === 'iam' && arn.resource.startsWith('role/') ? value.value : undefined;
}
