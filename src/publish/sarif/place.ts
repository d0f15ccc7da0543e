import type { PhysicalLocation } from 'sarif';
import { parseArn } from '../../model/arn.ts';
import { isAccountId, isRegion } from '../misplaced.ts';

const SERVICE = /^[a-z0-9-]{1,32}$/;
const MOST_PARTS = 12;
const LONGEST_PART = 128;

/**
 * GitHub tells results apart by path and fingerprint, and takes none without a file. There is no file of a role, so that
 * each has the path that an export would give it: `plumbline/111122223333/iam/role/ChurnPipelineRole.json`. It is the same
 * in every run, relative, and made of names that no name of the account can climb out of.
 */
export function placeOf(arn: string, ownAccount: string): PhysicalLocation {
  return placeAt(`${pathOf(arn, ownAccount)}.json`);
}

/** The first line of a file. */
export function placeAt(path: string): PhysicalLocation {
  return { artifactLocation: { uri: path }, region: { startLine: 1 } };
}

function pathOf(arn: string, ownAccount: string): string {
  const { service = '', region = '', accountId = '', resource = arn } = parseArn(arn) ?? {};
  const account = [accountId, ownAccount].find(isAccountId) ?? 'unknown-account';
  const names = resource.split(/[/:]/).slice(0, MOST_PARTS).map(partOf);
  return [
    'plumbline',
    account,
    ...(isRegion(region) ? [region] : []),
    SERVICE.test(service) ? service : 'other',
    ...names,
  ].join('/');
}

/** What IAM allows in a name stays; what is left is percent-encoded, and can be no `.` or `..`. */
function partOf(name: string): string {
  const plain = name.slice(0, LONGEST_PART).replace(/[^\w+=,.@-]/g, '_');
  return /^\.*$/.test(plain) ? '_' : encodeURIComponent(plain);
}
