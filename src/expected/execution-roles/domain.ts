import type { ExecutionRole } from '../execution-role.ts';
import { attachesVolumes, mayUseKey } from '../key.ts';
import { together } from '../needs.ts';
import { whole } from '../request-part.ts';
import { studioRoles } from '../studio.ts';

/** A domain of Studio. Its key is asked of the role of whoever opens an app. */
export const domain: ExecutionRole = {
  noun: 'Domain',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createdomain-perms',
  roles: (request) => {
    const part = whole(request);
    const key = together(attachesVolumes(part, 'KmsKeyId'), mayUseKey(part, 'KmsKeyId'));
    return studioRoles(part, 'Domain', key);
  },
};
