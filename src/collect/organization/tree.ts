import { asString, isRecord, type JsonRecord, own } from '../../model/json.ts';
import { itemsOf } from '../pages.ts';
import { mapAtMost } from '../pool.ts';
import { LIST_ACCOUNTS, LIST_UNITS } from './needs.ts';
import { AT_ONCE, type Outcomes } from './outcomes.ts';
import type { Questions } from './questions.ts';

export interface OrganizationAccount {
  readonly accountId: string;
  /** As AWS says it: `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE` and others. */
  readonly status: string;
}

/** Who hangs below whom. */
export interface Tree {
  readonly accounts: readonly OrganizationAccount[];
  /** The ids from the root down to the account, both among them; undefined for an account that was not found. */
  readonly chainOf: (accountId: string) => readonly string[] | undefined;
}

/** Walks down from the root, level by level: two lists for each root and unit, whatever the number of accounts. */
export async function readTree(questions: Questions, rootId: string, outcomes: Outcomes): Promise<Tree> {
  const accounts = new Map<string, OrganizationAccount>();
  const parents = new Map<string, string>();
  const seen = new Set([rootId]);
  for (let level = [rootId]; level.length > 0; ) {
    const found = await mapAtMost(AT_ONCE, level, async (parentId) => {
      const units = await questions.unitsOf(parentId);
      outcomes.add(LIST_UNITS, units, parentId);
      const members = await questions.accountsOf(parentId);
      outcomes.add(LIST_ACCOUNTS, members, parentId);
      return {
        parentId,
        units: idsIn(itemsOf(units, 'OrganizationalUnits')),
        members: itemsOf(members, 'Accounts').filter(isRecord).flatMap(accountIn),
      };
    });
    for (const { parentId, units, members } of found) {
      for (const unit of units) if (!seen.has(unit)) parents.set(unit, parentId);
      for (const account of members) {
        accounts.set(account.accountId, account);
        parents.set(account.accountId, parentId);
      }
    }
    level = found.flatMap(({ units }) => units).filter((unit) => !seen.has(unit));
    for (const unit of level) seen.add(unit);
  }
  return {
    accounts: [...accounts.values()].sort((left, right) => (left.accountId < right.accountId ? -1 : 1)),
    chainOf: (accountId) => (accounts.has(accountId) ? chain(accountId, parents) : undefined),
  };
}

function chain(accountId: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const ids: string[] = [];
  for (let id: string | undefined = accountId; id !== undefined; id = parents.get(id)) ids.unshift(id);
  return ids;
}

function idsIn(items: readonly unknown[]): readonly string[] {
  return items.filter(isRecord).flatMap((item) => asString(own(item, 'Id')) ?? []);
}

function accountIn(item: JsonRecord): readonly OrganizationAccount[] {
  const accountId = asString(own(item, 'Id'));
  // `Status` is what `State` was called before.
  const status = asString(own(item, 'State')) ?? asString(own(item, 'Status')) ?? 'UNKNOWN';
  return accountId === undefined ? [] : [{ accountId, status }];
}
