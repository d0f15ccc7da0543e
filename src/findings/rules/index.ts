import type { Rule } from '../rule.ts';
import { actionUnknown } from './action-unknown.ts';
import { cancelPermissionMissing } from './cancel-permission-missing.ts';
import { conditionKeyDead } from './condition-key-dead.ts';
import { conditionUnsatisfiable } from './condition-unsatisfiable.ts';
import { credentialsRoleUnreachable } from './credentials-role-unreachable.ts';
import { dependentActionMissing } from './dependent-action-missing.ts';
import { eventRulePermissionMissing } from './event-rule-permission-missing.ts';
import { executionRoleMissing } from './execution-role-missing.ts';
import { executionRoleNotAssumable } from './execution-role-not-assumable.ts';
import { passRoleMissing } from './pass-role-missing.ts';
import { passRoleTooWide } from './pass-role-too-wide.ts';
import { permissionExcess } from './permission-excess.ts';
import { resourceNeverMatches } from './resource-never-matches.ts';
import { searchBypassesDeny } from './search-bypasses-deny.ts';
import { taggingPermissionMissing } from './tagging-permission-missing.ts';
import { taskPermissionMissing } from './task-permission-missing.ts';
import { templateOutdated } from './template-outdated.ts';
import { transformPolicyMissing } from './transform-policy-missing.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly Rule[] = [
  actionUnknown,
  cancelPermissionMissing,
  conditionKeyDead,
  conditionUnsatisfiable,
  credentialsRoleUnreachable,
  dependentActionMissing,
  eventRulePermissionMissing,
  executionRoleMissing,
  executionRoleNotAssumable,
  passRoleMissing,
  passRoleTooWide,
  permissionExcess,
  resourceNeverMatches,
  searchBypassesDeny,
  taggingPermissionMissing,
  taskPermissionMissing,
  templateOutdated,
  transformPolicyMissing,
];
