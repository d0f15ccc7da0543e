import type { JsonRecord } from '../../model/json.ts';
import { AUTHORIZATION_FILE } from '../../model/snapshot.ts';
import { failedForNow } from '../answer.ts';
import { detailsFile, managedPolicyArns, textAt, withDefaultVersions } from '../authorization.ts';
import { AUTHORIZATION_DETAILS, iamOf } from '../iam.ts';
import { itemsOf, type Pages } from '../pages.ts';
import { type Access, coverageOf, type Reader } from '../reader.ts';

/** Every role of the account, with the managed policies that matter to one. */
export const authorizationDetails: Reader = {
  name: 'authorization-details',
  needs: [AUTHORIZATION_DETAILS],
  read: async (access) => {
    let pages = await readAll(access);
    if (failedForNow(pages)) pages = await readAll(access);
    const coverage = [coverageOf({ source: AUTHORIZATION_DETAILS, region: 'global' }, pages)];
    if (pages.kind !== 'known' && pages.kind !== 'partial') return { files: new Map(), coverage };

    const roles = itemsOf(pages, 'RoleDetailList');
    const used = managedPolicyArns(roles);
    const policies = itemsOf(pages, 'Policies').filter((policy) => used.has(textAt(policy, 'Arn') ?? ''));
    const files = new Map<string, JsonRecord>([[AUTHORIZATION_FILE, detailsFile({ roles, policies })]]);
    return { files, coverage };
  },
};

function readAll(access: Access): Promise<Pages> {
  let done = 0;
  return iamOf(access).authorizationDetails((page) => {
    done += 1;
    access.onProgress({ what: 'pages of roles and policies', done });
    return withDefaultVersions(page);
  });
}
