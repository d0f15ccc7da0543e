import { describe, expect, test } from 'vitest';
import type { Head } from '../../src/findings/head.ts';
import { withHistory } from '../../src/findings/history.ts';
import type { Fate, Observation } from '../../src/findings/observation.ts';
import { transition } from '../../src/findings/transition.ts';
import { findingNamed, observed, PLAIN } from '../support/lifecycle.ts';
import { sampleReport } from '../support/sample-report.ts';

const OPEN: Fate = { kind: 'open' };
const DAYS = ['2026-11-20T06:00:00Z', '2026-11-21T06:00:00Z'] as const;

/** The report of the second of two runs. */
function second(first: Partial<Observation>, then: Partial<Observation>, rules = PLAIN, isWhole = true) {
  const { next: before } = transition(undefined, observed({ readAt: DAYS[0], ...first }), PLAIN);
  const { next: after } = transition(before, observed({ readAt: DAYS[1], ...then }), rules);
  return withHistory(sampleReport(then.found ?? []), [{ before, after }], isWhole);
}

function linesOf({
  findings,
}: {
  readonly findings: readonly { id: string; status: string }[];
}): readonly string[] {
  return findings.map(({ id, status }) => `${id} ${status}`);
}

describe('a report with its history', () => {
  test('tells what is new, what is there still, what has changed and what is over', () => {
    const report = second(
      { found: [findingNamed('a'), findingNamed('b'), findingNamed('c')] },
      { found: [findingNamed('b'), findingNamed('c', 'b'), findingNamed('d')] },
    );
    expect(linesOf(report)).toEqual(['v1-a resolved', 'v1-b active', 'v1-c changed', 'v1-d new']);
    expect(report.summary).toMatchObject({
      findings: { high: 3 },
      new: 1,
      changed: 1,
      resolved: 1,
      suppressed: 0,
    });
  });

  test('tells since when a finding has been there, and when it was last seen', () => {
    const { findings } = second(
      { found: [findingNamed('a'), findingNamed('b')] },
      { found: [findingNamed('a')] },
    );
    expect(findings).toMatchObject([
      { id: 'v1-a', firstSeen: DAYS[0], lastSeen: DAYS[1] },
      { id: 'v1-b', status: 'resolved', firstSeen: DAYS[0], lastSeen: DAYS[0] },
    ]);
  });

  test('counts a suppressed finding apart', () => {
    const report = second(
      { found: [findingNamed('a')] },
      { found: [findingNamed('a')] },
      { ...PLAIN, suppressionOf: () => 'S' },
    );
    expect(linesOf(report)).toEqual(['v1-a suppressed']);
    expect(report.summary).toMatchObject({ findings: { high: 0 }, suppressed: 1 });
  });

  test('counts what is opened again among what is new', () => {
    const { next: first } = transition(undefined, observed({ found: [findingNamed('a')] }), PLAIN);
    const { next: before } = transition(first, observed(), PLAIN);
    const { next: after } = transition(before, observed({ found: [findingNamed('a')] }), PLAIN);
    const report = withHistory(sampleReport([findingNamed('a')]), [{ before, after }], true);
    expect(linesOf(report)).toEqual(['v1-a reopened']);
    expect(report.summary).toMatchObject({ new: 1 });
  });

  test('holds what a whole run could neither find nor prove to be over, and so does its count', () => {
    const report = second({ found: [findingNamed('a')] }, { fateOf: () => OPEN });
    expect(linesOf(report)).toEqual(['v1-a active']);
    expect(report.findings).toMatchObject([{ lastSeen: DAYS[0] }]);
    expect(report.summary).toMatchObject({ findings: { high: 1 }, new: 0 });
  });

  test('of a few resources holds nothing that was not asked about', () => {
    expect(second({ found: [findingNamed('a')] }, { fateOf: () => OPEN }, PLAIN, false).findings).toEqual([]);
  });

  test('of a first run calls everything new', () => {
    const { next: after } = transition(undefined, observed({ found: [findingNamed('a')] }), PLAIN);
    const report = withHistory(sampleReport([findingNamed('a')]), [{ after }], true);
    expect(linesOf(report)).toEqual(['v1-a new']);
  });

  test('does not depend on the order of findings and shards', () => {
    const found = [findingNamed('a'), { ...findingNamed('b'), region: 'eu-west-1' }];
    const shards = found.map((finding): { readonly after: Head } => {
      const shard = { accountId: '111122223333', region: finding.region };
      return { after: transition(undefined, observed({ shard, found: [finding] }), PLAIN).next };
    });
    const turned = withHistory(sampleReport(found.toReversed()), shards.toReversed(), true);
    expect(JSON.stringify(turned)).toBe(JSON.stringify(withHistory(sampleReport(found), shards, true)));
  });
});
