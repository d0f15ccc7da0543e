import type { Rule } from '../rule.ts';
import { actionUnknown } from './action-unknown.ts';
import { callbackUnsupported } from './callback-unsupported.ts';
import { cancelPermissionMissing } from './cancel-permission-missing.ts';
import { companionResourceMissing } from './companion-resource-missing.ts';
import { conditionKeyDead } from './condition-key-dead.ts';
import { conditionUnsatisfiable } from './condition-unsatisfiable.ts';
import { credentialsRoleUnreachable } from './credentials-role-unreachable.ts';
import { dependentActionMissing } from './dependent-action-missing.ts';
import { eventRulePermissionMissing } from './event-rule-permission-missing.ts';
import { executionRoleIneligible } from './execution-role-ineligible.ts';
import { executionRoleMissing } from './execution-role-missing.ts';
import { executionRoleNotAssumable } from './execution-role-not-assumable.ts';
import { executionRoleTooBroad } from './execution-role-too-broad.ts';
import { executionRoleUnused } from './execution-role-unused.ts';
import { imageFromForeignAccount } from './image-from-foreign-account.ts';
import { imagePullMissing } from './image-pull-missing.ts';
import { keyAccessMissing } from './key-access-missing.ts';
import { managedPolicyChanged } from './managed-policy-changed.ts';
import { managedPolicyCopyStale } from './managed-policy-copy-stale.ts';
import { networkPermissionMissing } from './network-permission-missing.ts';
import { networkPermissionUnneeded } from './network-permission-unneeded.ts';
import { passRoleMissing } from './pass-role-missing.ts';
import { passRoleTooWide } from './pass-role-too-wide.ts';
import { permissionExcess } from './permission-excess.ts';
import { resourceNearMiss } from './resource-near-miss.ts';
import { resourceNeverMatches } from './resource-never-matches.ts';
import { resourcePolicyPresent } from './resource-policy-present.ts';
import { scopeMismatch } from './scope-mismatch.ts';
import { searchBypassesDeny } from './search-bypasses-deny.ts';
import { serviceCatalogRoleAltered } from './service-catalog-role-altered.ts';
import { storageAccessMissing } from './storage-access-missing.ts';
import { suppressionInvalid } from './suppression-invalid.ts';
import { taggingPermissionMissing } from './tagging-permission-missing.ts';
import { taskPermissionMissing } from './task-permission-missing.ts';
import { templateOutdated } from './template-outdated.ts';
import { transformPolicyMissing } from './transform-policy-missing.ts';
import { trustTooWide } from './trust-too-wide.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly Rule[] = [
  actionUnknown,
  callbackUnsupported,
  cancelPermissionMissing,
  companionResourceMissing,
  conditionKeyDead,
  conditionUnsatisfiable,
  credentialsRoleUnreachable,
  dependentActionMissing,
  eventRulePermissionMissing,
  executionRoleIneligible,
  executionRoleMissing,
  executionRoleNotAssumable,
  executionRoleTooBroad,
  executionRoleUnused,
  imageFromForeignAccount,
  imagePullMissing,
  keyAccessMissing,
  managedPolicyChanged,
  managedPolicyCopyStale,
  networkPermissionMissing,
  networkPermissionUnneeded,
  passRoleMissing,
  passRoleTooWide,
  permissionExcess,
  resourceNearMiss,
  resourceNeverMatches,
  resourcePolicyPresent,
  scopeMismatch,
  searchBypassesDeny,
  serviceCatalogRoleAltered,
  storageAccessMissing,
  suppressionInvalid,
  taggingPermissionMissing,
  taskPermissionMissing,
  templateOutdated,
  transformPolicyMissing,
  trustTooWide,
];
