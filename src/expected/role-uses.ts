import { mapped } from '../model/mapped.ts';
import { askTheSame, distinctGrants } from './distinct-grants.ts';
import type { ExecutionRequest } from './execution-request.ts';
import { executionRoles } from './execution-roles/index.ts';
import type { ExpectedGrant, RoleUse } from './grant.ts';
import { type NamedRole, plainRoles } from './named-role.ts';

/** The roles that SageMaker uses because of a request, each with what it needs. */
export function roleUsesOf(request: ExecutionRequest): readonly RoleUse[] {
  return mapped(rolesOf(request), roleUseOf);
}

/** The same, as long as nobody asks what they need. */
export function rolesOf(request: ExecutionRequest): readonly NamedRole[] {
  const known = BY_NOUN.get(request.noun);
  return known === undefined ? plainRoles(request) : known.roles(request);
}

/** The use of a role, with what the role needs, each grant once. */
export function roleUseOf({ needs, ...named }: NamedRole): RoleUse {
  const { grants, ...others } = needs();
  return { grants: distinctGrants(grants, askForOneReason), ...others, ...named };
}

/** Two channels of one job may read the same data. */
function askForOneReason(one: ExpectedGrant, other: ExpectedGrant): boolean {
  return askTheSame(one, other) && one.why.source === other.why.source;
}

const BY_NOUN = new Map(executionRoles.map((one) => [one.noun, one]));
