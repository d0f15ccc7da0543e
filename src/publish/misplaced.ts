import type { Entry } from '../findings/entry.ts';
import { printable } from '../findings/printable.ts';
import { clip } from './clip.ts';

const PARTITION = /^aws[a-z-]{0,16}$/;
const ACCOUNT = /^\d{12}$/;
const REGION = /^(global|[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2})$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** What keeps an entry from a place of its own, as its parts go into ARNs and paths; undefined where nothing does. */
export function misplaced({ shard, partition, at }: Entry): string | undefined {
  if (!ACCOUNT.test(shard.accountId))
    return wrong('shard.accountId', 'an account id of 12 digits', shard.accountId);
  if (!REGION.test(shard.region)) return wrong('shard.region', 'a region, or `global`', shard.region);
  if (!PARTITION.test(partition)) return wrong('partition', 'a partition such as aws', partition);
  return dayOf(at) === undefined ? wrong('at', 'a time', at) : undefined;
}

/** The day of a time in UTC, as `2026-11-28`; undefined where it is no time. */
export function dayOf(time: string): string | undefined {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) return undefined;
  const [day = ''] = new Date(milliseconds).toISOString().split('T');
  return DAY.test(day) ? day : undefined;
}

export function isAccountId(text: string): boolean {
  return ACCOUNT.test(text);
}

function wrong(path: string, expected: string, found: string): string {
  return `\`$.${path}\`: expected ${expected}, found "${clip(printable(found), 80)}"`;
}
