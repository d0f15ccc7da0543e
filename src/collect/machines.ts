import type { JsonRecord } from '../model/json.ts';
import { failedForNow } from './answer.ts';
import { mapTwice } from './pool.ts';
import { type Access, type CoverageEntry, coverageOf, settled } from './reader.ts';
import { aliasesOf, type Listing, versionsOf } from './revisions.ts';
import { DESCRIBE_STATE_MACHINE, LIST_ALIASES, LIST_VERSIONS, type States } from './states.ts';

/** What asking for state machines one by one told. */
export interface Described {
  /** Outputs by the machine's ARN. */
  readonly machines: ReadonlyMap<string, JsonRecord>;
  /** ARNs of those that do not exist. */
  readonly absent: readonly string[];
  readonly coverage: readonly CoverageEntry[];
}

const AT_ONCE = 8;

export async function describeMachines(
  { onProgress }: Access,
  states: States,
  arns: readonly string[],
): Promise<Described> {
  const { region } = states;
  let done = 0;
  const answers = await mapTwice(
    AT_ONCE,
    arns,
    async (resource) => {
      const answer = await states.describeStateMachine(resource);
      done = Math.min(done + 1, arns.length);
      onProgress({ region, what: 'state machines', done, total: arns.length });
      return { resource, answer };
    },
    ({ answer }) => failedForNow(answer),
  );
  const machines = new Map<string, JsonRecord>();
  const absent: string[] = [];
  const coverage: CoverageEntry[] = [];
  for (const { resource, answer } of answers) {
    if (answer.kind === 'known') machines.set(resource, answer.value);
    else if (answer.kind === 'absent') absent.push(resource);
    else coverage.push(settled(coverageOf({ source: DESCRIBE_STATE_MACHINE, region, resource }, answer)));
  }
  return { machines, absent, coverage };
}

/** The file of these machines, with their versions and aliases. */
export async function machinesFile(
  { onProgress }: Pick<Access, 'onProgress'>,
  states: States,
  machines: Described['machines'],
): Promise<{ readonly file: JsonRecord; readonly coverage: readonly CoverageEntry[] }> {
  const { region } = states;
  const arns = [...machines.keys()];
  const total = 2 * arns.length;
  let done = 0;
  const onRead = (): void => {
    done = Math.min(done + 1, total);
    onProgress({ region, what: 'lists of versions and aliases', done, total });
  };
  const [versions, aliases] = await Promise.all([
    versionsOf(states, arns, onRead),
    aliasesOf(states, arns, onRead),
  ]);
  return {
    file: {
      stateMachines: [...machines.values()],
      ...listingPart('versions', versions),
      ...listingPart('aliases', aliases),
    },
    coverage: [
      listingCoverage({ source: LIST_VERSIONS, region }, versions),
      listingCoverage({ source: LIST_ALIASES, region }, aliases),
    ],
  };
}

/** A list under its key; a list that is not whole has no key, which reads as not read. */
function listingPart(key: 'versions' | 'aliases', listing: Listing): JsonRecord {
  return listing.kind === 'complete' ? { [key]: listing.items } : {};
}

function listingCoverage(
  source: { readonly source: string; readonly region: string },
  listing: Listing,
): CoverageEntry {
  return listing.kind === 'complete' ? { ...source, kind: 'known' } : listing.gap;
}
