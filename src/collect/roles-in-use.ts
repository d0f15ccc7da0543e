import { parseArn } from '../model/arn.ts';
import { asArray, isRecord, type JsonRecord, own } from '../model/json.ts';
import { STATE_MACHINES_FILE } from '../model/snapshot.ts';
import { textAt } from './authorization.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ROLE_ARN = /arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+/g;

/**
 * ARNs of the roles that state machines run as, and of those that their definitions name. Only roles of the
 * machine's own account: IAM reads a role by its name, which in another account is another role.
 */
export function rolesInUse(files: ReadonlyMap<string, JsonRecord>): readonly string[] {
  const roles = new Set<string>();
  for (const [path, file] of files) {
    if (!path.endsWith(`/${STATE_MACHINES_FILE}`)) continue;
    for (const entry of [...asArray(own(file, 'stateMachines')), ...asArray(own(file, 'versions'))])
      for (const role of isRecord(entry) ? rolesOf(entry) : []) roles.add(role);
  }
  return [...roles];
}

function rolesOf(entry: JsonRecord): readonly string[] {
  const account = parseArn(textAt(entry, 'stateMachineArn') ?? '')?.accountId;
  if (account === undefined) return [];
  const named = textAt(entry, 'definition')?.match(ROLE_ARN) ?? [];
  return [textAt(entry, 'roleArn') ?? '', ...named].filter((arn) => parseArn(arn)?.accountId === account);
}
