import { asArray, isRecord, type JsonRecord, own } from '../model/json.ts';
import { AUTHORIZATION_FILE } from '../model/snapshot.ts';
import { detailsFile, managedPolicyArns, textAt } from './authorization.ts';
import { iamOf } from './iam.ts';
import { mapTwice } from './pool.ts';
import { type Access, type CoverageEntry, mayPass, type Part } from './reader.ts';
import { type Detail, readManagedPolicy, readRole } from './role-detail.ts';

const AT_ONCE = 8;

/** Keeps what a broken listing did give, and adds what is missing of the wanted roles. */
export async function completeRoles(
  access: Access,
  details: JsonRecord,
  wanted: readonly string[],
): Promise<Part> {
  const iam = iamOf(access);
  const listed = asArray(own(details, 'RoleDetailList'));
  const roles = await readMissing(access, 'roles', wanted, listed, (arn) => readRole(iam, arn));

  const used = new Set(wanted);
  const inUse = roles.items.filter((role) => used.has(textAt(role, 'Arn') ?? ''));
  const policies = await readMissing(
    access,
    'managed policies',
    [...managedPolicyArns(inUse)],
    asArray(own(details, 'Policies')),
    (arn) => readManagedPolicy(iam, arn),
  );
  const file = detailsFile({ roles: roles.items, policies: policies.items });
  return {
    files: new Map([[AUTHORIZATION_FILE, file]]),
    coverage: [...roles.coverage, ...policies.coverage],
  };
}

interface Items {
  readonly items: readonly unknown[];
  readonly coverage: readonly CoverageEntry[];
}

/** The listed items, and behind them those of `arns` that are not among them. */
async function readMissing(
  access: Access,
  what: string,
  arns: readonly string[],
  listed: readonly unknown[],
  read: (arn: string) => Promise<Detail>,
): Promise<Items> {
  const present = new Set(listed.filter(isRecord).map((item) => own(item, 'Arn')));
  const missing = arns.filter((arn) => !present.has(arn));
  let done = 0;
  const details = await mapTwice(
    AT_ONCE,
    missing,
    async (arn) => {
      const detail = await read(arn);
      done = Math.min(done + 1, missing.length);
      access.onProgress({ what, done, total: missing.length });
      return detail;
    },
    mayPass,
  );
  return {
    items: [...listed, ...details.flatMap(({ item }) => (item === undefined ? [] : [item]))],
    coverage: details.flatMap(({ coverage }) => coverage),
  };
}
