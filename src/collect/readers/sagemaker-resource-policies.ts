import { getPolicyAction, listGroupsAction, RESOURCE_POLICY_KINDS } from '../../model/resource-policy.ts';
import type { Reader } from '../reader.ts';
import { BEFORE_ROLES } from '../time-shares.ts';

/** The policies by which SageMaker resources let other accounts in. */
export const sageMakerResourcePolicies: Reader = {
  name: 'sagemaker-resource-policies',
  needs: RESOURCE_POLICY_KINDS.flatMap((kind) => [listGroupsAction(kind), getPolicyAction(kind)]),
  until: BEFORE_ROLES,
  read: async (access) => (await import('../sagemaker/policies.ts')).readPolicies(access),
};
