import type { Routes } from './fake-aws.ts';
import { accountRoutes, type FakeAccount } from './fake-aws-account.ts';
import { type Collection, collectFrom } from './fake-aws-collect.ts';

export interface Asked extends Collection {
  /** Calls that were not made when nothing was to be confirmed. */
  readonly more: readonly string[];
}

/** Collects with ARNs to confirm, and without. */
export async function confirm(
  arns: readonly string[],
  account: FakeAccount,
  others: Routes = {},
): Promise<Asked> {
  const routes = { ...accountRoutes(account), ...others };
  const usual = (await collectFrom(routes)).calls.map(({ action }) => action);
  const collection = await collectFrom(routes, { confirm: arns });
  const more = collection.calls.map(({ action }) => action);
  for (const action of usual) more.splice(more.indexOf(action), 1);
  return { ...collection, more };
}
