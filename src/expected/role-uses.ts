import type { ExecutionRequest } from './execution-request.ts';
import { executionRoles } from './execution-roles/index.ts';
import type { RoleUse } from './grant.ts';
import { plainRoleUses } from './plain-role-uses.ts';

/** The roles that SageMaker uses because of a request, each with what it needs. */
export function roleUsesOf(request: ExecutionRequest): readonly RoleUse[] {
  const known = BY_NOUN.get(request.noun);
  return known === undefined ? plainRoleUses(request) : known.roleUses(request);
}

const BY_NOUN = new Map(executionRoles.map((one) => [one.noun, one]));
