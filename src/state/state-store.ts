import type { Head, Shard } from '../findings/head.ts';
import { printable } from '../findings/printable.ts';
import { headBytes, parseHead } from './head-file.ts';
import type { ObjectStore, WriteAnswer } from './object-store.ts';
import { StateError } from './state-error.ts';

/** What is remembered of a shard, with the tag that a write over it names; neither where nothing is. */
export interface LoadedHead {
  readonly shard: Shard;
  readonly head?: Head;
  readonly tag?: string;
}

/** The heads, each written only over the one that was loaded. */
export interface StateStore {
  /** Throws StateError where the head cannot be read or is not understood: it is never taken for absent. */
  readonly load: (shard: Shard) => Promise<LoadedHead>;
  /** Writes only where the head is still the one with the tag; `undefined`: only where there is none. */
  readonly cas: (next: Head, tag: string | undefined) => Promise<WriteAnswer>;
  /** Every shard of which something is remembered, sorted; of one account where it is named: a list costs by its length. */
  readonly shards: (accountId?: string) => Promise<readonly Shard[]>;
}

const ROOT = 'state/';
const FILE = 'head.json.gz';
const ACCOUNT = /^\d{12}$/;
/** A region, or `global`. */
const REGION = /^[a-z]{2,}(?:-[a-z0-9]+)*$/;

export function stateStore(objects: ObjectStore): StateStore {
  return {
    load: async (shard) => {
      const path = pathOf(shard);
      const stored = await objects.get(path);
      if (stored === undefined) return { shard };
      const head = parseHead(stored.body, shard);
      if (!('problem' in head)) return { shard, head, tag: stored.etag };
      const { name, restore } = objects.placeOf(path, stored.etag);
      throw new StateError(
        `\`${name}\` holds no state that can be used: ${printable(head.problem)}; nothing was changed: ${restore}`,
      );
    },
    cas: (next, tag) => objects.put(pathOf(next), headBytes(next), tag),
    shards: async (accountId) =>
      (await objects.list(accountId === undefined ? ROOT : folderOf(accountId))).flatMap(shardAt),
  };
}

/** Account and region become part of a name: nothing but what they can be gets there. */
function pathOf({ accountId, region }: Shard): string {
  const folder = folderOf(accountId);
  if (!REGION.test(region)) throw new StateError(`\`${printable(region)}\` is no region`);
  return `${folder}${region}/${FILE}`;
}

function folderOf(accountId: string): string {
  if (!ACCOUNT.test(accountId))
    throw new StateError(`\`${printable(accountId)}\` is no account: expected twelve digits`);
  return `${ROOT}${accountId}/`;
}

/** The shard that the path is of; whatever else lies there is none. */
function shardAt(path: string): readonly Shard[] {
  const [root = '', accountId = '', region = '', file = '', ...more] = path.split('/');
  if (`${root}/` !== ROOT || file !== FILE || more.length > 0) return [];
  return ACCOUNT.test(accountId) && REGION.test(region) ? [{ accountId, region }] : [];
}
