import { parseArn } from '../model/arn.ts';
import type { Gap } from '../model/coverage.ts';
import type { Snapshot } from '../model/snapshot.ts';

const GLOBAL = 'global';

/**
 * How much of an account was read, in percent: of its worst region, where all that has no region counts as one. Of a region it
 * is the share of what was listed, or is named by a gap, that no gap names; 0 where a gap names nothing, as that of a list that
 * is denied. So one region of many brings it down, and a list that tells less never up.
 */
export function percentRead(
  { accountId, regions, roles, stateMachines, sageMakerResources }: Omit<Snapshot, 'gaps'>,
  gaps: readonly Gap[],
): number {
  const unread = gaps.filter((gap) => isUnread(gap, accountId));
  if (unread.some((gap) => subjectOf(gap) === undefined)) return 0;
  const listed = [
    ...roles.map(({ arn }) => ({ region: GLOBAL, subject: arn })),
    ...[...stateMachines, ...sageMakerResources].map(({ region, arn }) => ({ region, subject: arn })),
  ];
  const shareOf = (wanted: string): number => {
    const missing = new Set(unread.flatMap((gap) => (gap.region === wanted ? (subjectOf(gap) ?? []) : [])));
    const all = new Set(missing);
    for (const { region, subject } of listed) if (region === wanted) all.add(subject);
    return all.size === 0 ? 1 : 1 - missing.size / all.size;
  };
  const places = new Set([...regions, GLOBAL, ...unread.map(({ region }) => region)]);
  return 100 * Math.min(...[...places].map(shareOf));
}

/** What was read and not understood is no failure to read, and what another account owns is nobody's task here. */
function isUnread({ kind, resource }: Gap, accountId: string): boolean {
  if (kind === 'undecided' || kind === 'unsupported') return false;
  const owner = resource === undefined ? undefined : parseArn(resource)?.accountId;
  return owner === undefined || !/^\d{12}$/.test(owner) || owner === accountId;
}

/** What was not read; a list that was cut lacks at least one thing. */
function subjectOf({ kind, source, resource }: Gap): string | undefined {
  return resource ?? (kind === 'partial' ? source : undefined);
}
