import { overlaps } from '../policy/contains.ts';
import type { Pins } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import { accessTo } from './checks.ts';
import type { Account, Granting, WidePass } from './evidence.ts';

// INVARIANT: no policy names these on purpose; a statement that allows them allows any.
const UNHEARD_ROLE = 'plumbline-probe-8f3a1c';
const UNHEARD_SERVICE = 'plumbline-probe-8f3a1c.amazonaws.com';
const KEY = 'iam:PassedToService';

/**
 * Found by asking for what nobody names: a role and a service that do not exist. The witness then uses what
 * does exist: a role of the account that no definition passes, and a service that would run code with it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function widePass(
  granting: Granting,
  pins: Pins,
  account: Account,
  passed: ReadonlySet<string>,
): WidePass | undefined {
  const ask = (resource: string, context: Readonly<Record<string, string>>): Request | undefined => {
    const overlap = overlaps(accessTo('iam:PassRole', resource, context), granting.access, { pins });
    return overlap.kind === 'overlaps' ? overlap.witness : undefined;
  };
  const roles = `arn:${account.partition}:iam::${account.accountId}:role/`;
  const anyRole = ask(`${roles}${UNHEARD_ROLE}`, {});
  const anyService = ask(`${roles}*`, { [KEY]: UNHEARD_SERVICE });
  const unheard = anyRole ?? anyService;
  if (unheard === undefined) return undefined;
  const target =
    anyRole === undefined
      ? `${roles}*`
      : (account.roleArns.findLast((arn) => !passed.has(arn)) ?? `${roles}${UNHEARD_ROLE}`);
  const known = ask(target, anyService === undefined ? {} : { [KEY]: 'ec2.amazonaws.com' });
  return {
    kinds: [
      ...(anyRole === undefined ? [] : (['any-role'] as const)),
      ...(anyService === undefined ? [] : (['any-service'] as const)),
    ],
    witness: known ?? unheard,
  };
}
