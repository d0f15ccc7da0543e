import { describe, expect, test } from 'vitest';
import type { FindingRecord } from '../../src/findings/head.ts';
import { type Transition, transition } from '../../src/findings/transition.ts';
import { type Cover, FIXED, OPEN, ruled, runs, type Step, sightOf } from '../support/finding-steps.ts';
import { findingNamed, observed, PLAIN } from '../support/lifecycle.ts';

function kindsOf(steps: readonly Step[]): readonly string[] {
  return runs(steps).map(({ entries }) => entries.map(({ kind }) => kind).join(' ') || '-');
}

function recordAfter(steps: readonly Step[]): FindingRecord | undefined {
  return runs(steps).at(-1)?.next.findings['v1-f'];
}

describe('a finding', () => {
  test.each([
    ['tells how bad it was, where it is another severity now', 'high', { severityBefore: 'low' }],
    ['tells nothing of it, where it is the same', 'low', {}],
  ] as const)('%s', (_, severity, told) => {
    const at = (digest: string, now: 'low' | 'high') =>
      observed({ found: [{ ...findingNamed('f', digest), severity: now }] });
    const first = transition(undefined, at('a', 'low'), PLAIN);
    const { entries } = transition(first.next, at('b', severity), PLAIN);
    expect(
      entries.map(({ kind, severityBefore }) => ({ kind, ...(severityBefore && { severityBefore }) })),
    ).toEqual([{ kind: 'changed', ...told }]);
  });

  test.each<[string, readonly Step[], readonly string[]]>([
    ['is opened once', [{ saw: 'a' }, { saw: 'a' }], ['opened', '-']],
    ['is changed by its content', [{ saw: 'a' }, { saw: 'b' }, { saw: 'b' }], ['opened', 'changed', '-']],
    ['is resolved on evidence', [{ saw: 'a' }, { saw: FIXED }, { saw: FIXED }], ['opened', 'resolved', '-']],
    ['stays without evidence', [{ saw: 'a' }, { saw: OPEN }, { saw: 'a' }], ['opened', '-', '-']],
    ['is reopened', [{ saw: 'a' }, { saw: FIXED }, { saw: 'a' }], ['opened', 'resolved', 'reopened']],
    [
      'is changed while nobody looked',
      [{ saw: 'a' }, { saw: OPEN }, { saw: 'b' }],
      ['opened', '-', 'changed'],
    ],
  ])('%s', (_, steps, kinds) => {
    expect(kindsOf(steps)).toEqual(kinds);
  });

  test.each<[string, readonly Step[], readonly string[]]>([
    ['is suppressed where it is new', [{ saw: 'a', cover: 'S' }], ['suppressed']],
    ['is suppressed later', [{ saw: 'a' }, { saw: 'a', cover: 'S' }], ['opened', 'suppressed']],
    [
      'is suppressed once',
      [
        { saw: 'a', cover: 'S' },
        { saw: 'a', cover: 'S' },
      ],
      ['suppressed', '-'],
    ],
    ['comes back at the end', [{ saw: 'a', cover: 'S' }, { saw: 'a' }], ['suppressed', 'reopened']],
    ['comes back at the end unseen', [{ saw: 'a', cover: 'S' }, { saw: OPEN }], ['suppressed', 'reopened']],
    [
      'outgrows the suppression, and stays so',
      [
        { saw: 'a', cover: 'S' },
        { saw: 'b', cover: 'S' },
        { saw: 'b', cover: 'S' },
      ],
      ['suppressed', 'reopened', '-'],
    ],
    [
      'is covered by the edited suppression',
      [
        { saw: 'a', cover: 'S' },
        { saw: 'b', cover: 'S' },
        { saw: 'b', cover: 'T' },
      ],
      ['suppressed', 'reopened', 'suppressed'],
    ],
    [
      'is covered again with its old content',
      [
        { saw: 'a', cover: 'S' },
        { saw: 'b', cover: 'S' },
        { saw: 'a', cover: 'S' },
      ],
      ['suppressed', 'reopened', 'suppressed'],
    ],
    [
      'is told no more where an edited suppression covers the same',
      [
        { saw: 'a', cover: 'S' },
        { saw: 'a', cover: 'T' },
      ],
      ['suppressed', '-'],
    ],
    [
      'is resolved beneath',
      [
        { saw: 'a', cover: 'S' },
        { saw: FIXED, cover: 'S' },
      ],
      ['suppressed', 'resolved'],
    ],
    [
      'is not covered with other content in a later episode',
      [
        { saw: 'a', cover: 'S' },
        { saw: FIXED, cover: 'S' },
        { saw: 'b', cover: 'S' },
      ],
      ['suppressed', 'resolved', 'reopened'],
    ],
    [
      'is covered with the same content in a later episode',
      [
        { saw: 'a', cover: 'S' },
        { saw: FIXED, cover: 'S' },
        { saw: 'a', cover: 'S' },
      ],
      ['suppressed', 'resolved', 'suppressed'],
    ],
  ])('that a suppression matches %s', (_, steps, kinds) => {
    expect(kindsOf(steps)).toEqual(kinds);
  });

  test('that has outgrown one suppression is covered by another one that matches as well', () => {
    const first = transition(undefined, sightOf('a', 0), ruled('S'));
    const both = (_: unknown, outgrown?: string) => (outgrown === 'S' ? 'T' : 'S');
    const { next, entries } = transition(first.next, sightOf('b', 1), { ...PLAIN, suppressionOf: both });
    expect(entries).toMatchObject([{ kind: 'suppressed' }]);
    expect(next.findings['v1-f']).toMatchObject({ suppressed: { by: 'T', contentDigest: 'content-b' } });
  });

  test('that takes the place of a suppressed one is not covered before somebody looks at the suppression', () => {
    const [one, another] = [findingNamed('f'), findingNamed('g')];
    const elsewhere = {
      ...findingNamed('h'),
      resource: { arn: 'arn:aws:iam::111122223333:role/other', type: 'role' },
    };
    const first = transition(undefined, observed({ found: [one] }), ruled('S'));
    const second = transition(first.next, observed({ found: [another, elsewhere] }), ruled('S'));
    expect(second.entries).toMatchObject([
      { subject: 'v1-f', kind: 'resolved' },
      { subject: 'v1-g', kind: 'opened' },
      { subject: 'v1-h', kind: 'suppressed' },
    ]);
    const third = transition(second.next, observed({ found: [another, elsewhere] }), ruled('S'));
    expect(third.entries).toEqual([]);
    const edited = transition(third.next, observed({ found: [another, elsewhere] }), ruled('T'));
    expect(edited.entries).toMatchObject([{ subject: 'v1-g', kind: 'suppressed' }]);
  });

  test('keeps its first day and counts its episodes', () => {
    expect(recordAfter([{ saw: 'a' }, { saw: FIXED }, { saw: 'a' }, { saw: 'a' }])).toMatchObject({
      kind: 'active',
      seq: 3,
      episode: 2,
      firstSeen: '2026-11-01T06:00:00Z',
      lastSeen: '2026-11-04T06:00:00Z',
      lastChanged: '2026-11-03T06:00:00Z',
      finding: { status: 'active', firstSeen: '2026-11-01T06:00:00Z', lastSeen: '2026-11-04T06:00:00Z' },
    });
  });

  test.each<[string, readonly Step[], string]>([
    ['new', [{ saw: 'a' }], 'new'],
    ['changed', [{ saw: 'a' }, { saw: 'b' }], 'changed'],
    ['reopened', [{ saw: 'a' }, { saw: FIXED }, { saw: 'a' }], 'reopened'],
    [
      'suppressed',
      [
        { saw: 'a', cover: 'S' },
        { saw: 'a', cover: 'S' },
      ],
      'suppressed',
    ],
  ])('has the status %s', (_, steps, status) => {
    expect(recordAfter(steps)).toMatchObject({ finding: { status } });
  });

  test('that is over leaves no content behind but its last entry', () => {
    const { next, entries } = runs([{ saw: 'a' }, { saw: FIXED }]).at(-1) as Transition;
    expect(Object.keys(next.findings['v1-f'] ?? {}).sort()).toEqual(
      ['kind', 'seq', 'episode', 'firstSeen', 'lastSeen', 'lastChanged', 'reason', 'resolvedAt'].sort(),
    );
    expect(entries).toMatchObject([{ id: 'v1-f:2', reason: 'fixed', finding: { status: 'resolved' } }]);
    expect(next.outbox.map(({ finding }) => finding?.id)).toEqual(['v1-f', 'v1-f']);
  });

  test('tells of its end that it was suppressed', () => {
    const ended = (cover: Cover) =>
      runs([
        { saw: 'a', cover },
        { saw: FIXED, cover },
      ]).at(-1)?.entries;
    expect(ended('S')).toMatchObject([{ kind: 'resolved', isSuppressed: true }]);
    expect(ended(undefined)?.[0]).not.toHaveProperty('isSuppressed');
  });
});
