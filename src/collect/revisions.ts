import { asString, isRecord, type JsonRecord, own } from '../model/json.ts';
import { type Answer, failedForNow } from './answer.ts';
import { itemsOf, type Pages } from './pages.ts';
import { mapTwice } from './pool.ts';
import { type CoverageEntry, coverageOf, settled } from './reader.ts';
import {
  DESCRIBE_ALIAS,
  DESCRIBE_STATE_MACHINE,
  LIST_ALIASES,
  LIST_VERSIONS,
  type States,
} from './states.ts';

/** All of them, or the first read that failed. */
export type Listing =
  | { readonly kind: 'complete'; readonly items: readonly JsonRecord[] }
  | { readonly kind: 'incomplete'; readonly gap: CoverageEntry };

const AT_ONCE = 4;

/** The published versions of the machines, described; `onRead` is told of each machine. */
export function versionsOf(
  states: States,
  machineArns: readonly string[],
  onRead: () => void,
): Promise<Listing> {
  return ofEvery(machineArns, onRead, async (machineArn) => {
    const pages = await states.listVersions(machineArn);
    if (pages.kind !== 'known') return unlisted(LIST_VERSIONS, states.region, machineArn, pages);
    const arns = arnsIn(pages, 'stateMachineVersions', 'stateMachineVersionArn');
    return describeEach(DESCRIBE_STATE_MACHINE, states.region, arns, states.describeStateMachine);
  });
}

/** The aliases of the machines, described; `onRead` is told of each machine. */
export function aliasesOf(
  states: States,
  machineArns: readonly string[],
  onRead: () => void,
): Promise<Listing> {
  return ofEvery(machineArns, onRead, async (machineArn) => {
    const pages = await states.listAliases(machineArn);
    if (pages.kind !== 'known') return unlisted(LIST_ALIASES, states.region, machineArn, pages);
    const arns = arnsIn(pages, 'stateMachineAliases', 'stateMachineAliasArn');
    return describeEach(DESCRIBE_ALIAS, states.region, arns, states.describeAlias);
  });
}

/** The distinct ARNs in a listing, in its order. */
export function arnsIn(pages: Pages, list: string, key: string): readonly string[] {
  const arns = new Set<string>();
  for (const item of itemsOf(pages, list)) {
    const arn = isRecord(item) ? asString(own(item, key)) : undefined;
    if (arn !== undefined) arns.add(arn);
  }
  return [...arns];
}

/**
 * All or nothing: the first machine that refuses ends the reading, since half a list counts as not read. A refusal that may
 * pass ends nothing until it is one for the second time.
 */
async function ofEvery(
  machineArns: readonly string[],
  onRead: () => void,
  read: (machineArn: string) => Promise<Listing>,
): Promise<Listing> {
  let stopped = false;
  const listings = await mapTwice(
    AT_ONCE,
    machineArns,
    async (machineArn): Promise<Listing> => {
      if (stopped) return NOTHING;
      const listing = await read(machineArn);
      onRead();
      stopped ||= listing.kind === 'incomplete' && !failedForNow(listing.gap);
      return listing;
    },
    (listing) => listing.kind === 'incomplete' && failedForNow(listing.gap),
  );
  const items: JsonRecord[] = [];
  for (const listing of listings) {
    // INVARIANT: machines before the first refusal were all asked, so two runs name the same one.
    if (listing.kind === 'incomplete') return { ...listing, gap: settled(listing.gap) };
    items.push(...listing.items);
  }
  return { kind: 'complete', items };
}

const NOTHING: Listing = { kind: 'complete', items: [] };

/** A machine that is gone has no versions and no aliases; any other refusal is a gap. */
function unlisted(
  source: string,
  region: string,
  resource: string,
  pages: Exclude<Pages, { readonly kind: 'known' }>,
): Listing {
  if (pages.kind === 'absent') return NOTHING;
  return { kind: 'incomplete', gap: coverageOf({ source, region, resource }, pages) };
}

async function describeEach(
  source: string,
  region: string,
  arns: readonly string[],
  describe: (arn: string) => Promise<Answer<JsonRecord>>,
): Promise<Listing> {
  const items: JsonRecord[] = [];
  for (const resource of arns) {
    const answer = await describe(resource);
    switch (answer.kind) {
      case 'known':
        items.push(answer.value);
        break;
      case 'absent':
        break;
      case 'denied':
      case 'failed':
        return { kind: 'incomplete', gap: coverageOf({ source, region, resource }, answer) };
    }
  }
  return { kind: 'complete', items };
}
