import type { ExecutionRole } from '../execution-role.ts';
import { NOTHING } from '../needs.ts';
import { whole } from '../request-part.ts';
import { studioRoles } from '../studio.ts';

/** A user of a domain, with a role of its own. */
export const userProfile: ExecutionRole = {
  noun: 'UserProfile',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UserSettings.html',
  roles: (request) => studioRoles(whole(request), 'UserProfile', NOTHING),
};
