import { AUTHORIZATION_FILE } from '../../model/snapshot.ts';
import {
  AUTHORIZATION_DETAILS,
  GET_POLICY,
  GET_POLICY_VERSION,
  GET_ROLE,
  GET_ROLE_POLICY,
  LIST_ATTACHED,
  LIST_ROLE_POLICIES,
} from '../iam.ts';
import type { Reader } from '../reader.ts';
import { completeRoles } from '../role-list.ts';
import { rolesInUse } from '../roles-in-use.ts';

/** Where the account's roles could not be read at once, those that state machines use are read one by one. */
export const rolesOneByOne: Reader = {
  name: 'roles-one-by-one',
  needs: [GET_ROLE, LIST_ROLE_POLICIES, GET_ROLE_POLICY, LIST_ATTACHED, GET_POLICY, GET_POLICY_VERSION],
  read: async (access, soFar) => {
    const wholeAccount = soFar.coverage.some(
      ({ source, kind }) => source === AUTHORIZATION_DETAILS && kind === 'known',
    );
    const wanted = rolesInUse(soFar.files);
    if (wholeAccount || wanted.length === 0 || access.isOver()) return { files: new Map(), coverage: [] };
    return completeRoles(access, soFar.files.get(AUTHORIZATION_FILE) ?? {}, wanted);
  },
};
