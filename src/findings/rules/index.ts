import type { Rule } from '../rule.ts';
import { cancelPermissionMissing } from './cancel-permission-missing.ts';
import { credentialsRoleUnreachable } from './credentials-role-unreachable.ts';
import { eventRulePermissionMissing } from './event-rule-permission-missing.ts';
import { executionRoleMissing } from './execution-role-missing.ts';
import { executionRoleNotAssumable } from './execution-role-not-assumable.ts';
import { managedPolicyChanged } from './managed-policy-changed.ts';
import { managedPolicyCopyStale } from './managed-policy-copy-stale.ts';
import { passRoleMissing } from './pass-role-missing.ts';
import { passRoleTooWide } from './pass-role-too-wide.ts';
import { permissionExcess } from './permission-excess.ts';
import { serviceCatalogRoleAltered } from './service-catalog-role-altered.ts';
import { taggingPermissionMissing } from './tagging-permission-missing.ts';
import { taskPermissionMissing } from './task-permission-missing.ts';
import { templateOutdated } from './template-outdated.ts';
import { transformPolicyMissing } from './transform-policy-missing.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly Rule[] = [
  cancelPermissionMissing,
  credentialsRoleUnreachable,
  eventRulePermissionMissing,
  executionRoleMissing,
  executionRoleNotAssumable,
  managedPolicyChanged,
  managedPolicyCopyStale,
  passRoleMissing,
  passRoleTooWide,
  permissionExcess,
  serviceCatalogRoleAltered,
  taggingPermissionMissing,
  taskPermissionMissing,
  templateOutdated,
  transformPolicyMissing,
];
