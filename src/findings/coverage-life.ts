import type { Gap } from '../model/coverage.ts';
import { canonicalJson, digest } from './fingerprint.ts';
import { groupBy } from './group-by.ts';
import type { GapEpisode, Head } from './head.ts';
import { bySubject, type Lived } from './lived.ts';
import type { Observation } from './observation.ts';
import { isReadGap } from './read-gaps.ts';

/** What becomes of the holes in the coverage of one shard: a group of gaps is told once when it opens, and once when it ends. */
export function coverageLives(before: Head['gaps'], observation: Observation): readonly Lived<GapEpisode>[] {
  const { readAt, isWhole } = observation;
  const open = groupsOf(observation);
  const lives: Lived<GapEpisode>[] = [];
  for (const [subject, episode] of Object.entries(before)) {
    const gaps = open.get(subject);
    if (gaps !== undefined) lives.push(still(subject, episode, gaps, observation));
    else if (isWhole && episode.isOpen) lives.push(ended(subject, episode));
    else lives.push({ subject, record: episode });
  }
  for (const [subject, gaps] of open) {
    if (before[subject] === undefined) lives.push(lost(subject, 1, gaps, readAt));
  }
  return bySubject(lives);
}

type Group = readonly [Gap, ...Gap[]];

function still(
  subject: string,
  episode: GapEpisode,
  gaps: Group,
  { readAt, isWhole }: Observation,
): Lived<GapEpisode> {
  if (!episode.isOpen) return lost(subject, episode.seq + 1, gaps, readAt);
  // A run about a few resources meets a few of the gaps.
  return { subject, record: isWhole ? { ...episode, gap: exampleOf(gaps), count: gaps.length } : episode };
}

function lost(subject: string, seq: number, gaps: Group, since: string): Lived<GapEpisode> {
  const record = { gap: exampleOf(gaps), count: gaps.length, since, seq, isOpen: true };
  return { subject, record, happened: { kind: 'coverage-lost' } };
}

function ended(subject: string, episode: GapEpisode): Lived<GapEpisode> {
  const record = { ...episode, seq: episode.seq + 1, isOpen: false };
  return { subject, record, happened: { kind: 'coverage-regained' } };
}

/**
 * Gaps by the key of their episode: those of one shard that have the same source, kind and missing action. What was read and
 * not understood is no loss that anybody can mend.
 */
function groupsOf({ shard, partition, gaps }: Observation): ReadonlyMap<string, Group> {
  const { accountId, region } = shard;
  const read = gaps.filter(isReadGap);
  const groups = groupBy(read, ({ source, kind, action }) => [source, kind, action]);
  return new Map(
    [...groups.values()].map((group) => {
      const [{ source, kind, action }] = group;
      return [`gap-${digest({ v: 1, partition, accountId, region, source, kind, action })}`, group];
    }),
  );
}

/** The first of them in an order that does not depend on how they came. */
function exampleOf([first, ...others]: Group): Gap {
  let example = first;
  for (const gap of others) if (canonicalJson(gap) < canonicalJson(example)) example = gap;
  return example;
}
