import { AccountError } from './run.ts';
import type { Source } from './source.ts';

/** Where each account is read from. */
export type SourceFor = (account: string) => Source;

/** The own account by the credentials of the environment; no other can be opened with these. */
export function sourceForOwn(accountId: string, live: Source): SourceFor {
  return (account) => async () => {
    if (account === accountId) return live();
    throw new AccountError(`account ${account} cannot be read: these are the credentials of ${accountId}`);
  };
}
