import type { Entry } from '../findings/entry.ts';
import { printable } from '../findings/printable.ts';
import { clip } from './clip.ts';
import { instantOf } from './instant.ts';

const PARTITION = /^aws[a-z-]{0,16}$/;
const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/;

/** What keeps an entry from a place of its own, as its parts go into ARNs and paths; undefined where nothing does. */
export function misplaced({ shard, partition, at }: Entry): string | undefined {
  if (!ACCOUNT.test(shard.accountId))
    return wrong('shard.accountId', 'an account id of 12 digits', shard.accountId);
  if (shard.region !== 'global' && !isRegion(shard.region))
    return wrong('shard.region', 'a region, or `global`', shard.region);
  if (!PARTITION.test(partition)) return wrong('partition', 'a partition such as aws', partition);
  return instantOf(at) === undefined ? wrong('at', 'a time', at) : undefined;
}

export function isAccountId(text: string): boolean {
  return ACCOUNT.test(text);
}

function wrong(path: string, expected: string, found: string): string {
  return `\`$.${path}\`: expected ${expected}, found "${clip(printable(found), 80)}"`;
}

/** Of AWS; `global` is none. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}
