import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingRecord, Head, OutboxEntry } from '../../src/findings/head.ts';
import type { Fate, Observation } from '../../src/findings/observation.ts';
import { OUTBOX_LIMIT } from '../../src/findings/outbox.ts';
import { type Transition, type TransitionRules, transition } from '../../src/findings/transition.ts';
import type { Gap } from '../../src/model/coverage.ts';
import { findingNamed, observed, PLAIN } from '../support/lifecycle.ts';

const OPEN: Fate = { kind: 'open' };
const FIXED: Fate = { kind: 'over', reason: 'fixed' };
const DENIED: Gap = {
  source: 'states:DescribeStateMachine',
  region: 'us-east-1',
  kind: 'denied',
  why: 'access denied',
  action: 'states:DescribeStateMachine',
};

/** What one run saw of the finding `f`: its content, or its fate. */
type Sight = 'a' | 'b' | Fate;
/** The suppression that matches, by its key. */
type Cover = 'S' | 'T' | undefined;
interface Step {
  readonly saw: Sight;
  readonly cover?: Cover;
}

function ruled(cover: Cover): TransitionRules {
  return { ...PLAIN, suppressionOf: () => cover };
}

function sightOf(saw: Sight, at: number): Observation {
  const readAt = `2026-11-${String(at + 1).padStart(2, '0')}T06:00:00Z`;
  return typeof saw === 'string'
    ? observed({ readAt, found: [findingNamed('f', saw)] })
    : observed({ readAt, fateOf: () => saw });
}

/** The transitions of the runs, one after the other. */
function runs(steps: readonly Step[]): readonly Transition[] {
  const all: Transition[] = [];
  let head: Head | undefined;
  for (const [at, { saw, cover }] of steps.entries()) {
    const moved = transition(head, sightOf(saw, at), ruled(cover));
    all.push(moved);
    head = moved.next;
  }
  return all;
}

function kindsOf(steps: readonly Step[]): readonly string[] {
  return runs(steps).map(({ entries }) => entries.map(({ kind }) => kind).join(' ') || '-');
}

function recordAfter(steps: readonly Step[]): FindingRecord | undefined {
  return runs(steps).at(-1)?.next.findings['v1-f'];
}

describe('a finding', () => {
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

describe('a hole in the coverage', () => {
  const lives = (...steps: readonly Partial<Observation>[]): readonly string[] => {
    let head: Head | undefined;
    return steps.map((step) => {
      const moved = transition(head, observed(step), PLAIN);
      head = moved.next;
      return moved.entries.map(({ kind }) => kind).join(' ') || '-';
    });
  };

  test('is told once, and once when it ends', () => {
    expect(lives({ gaps: [DENIED] }, { gaps: [DENIED] }, {}, {}, { gaps: [DENIED] })).toEqual([
      'coverage-lost',
      '-',
      'coverage-regained',
      '-',
      'coverage-lost',
    ]);
  });

  test('is one of all reads that fail alike', () => {
    const another = { ...DENIED, resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:b' };
    const { next, entries } = transition(undefined, observed({ gaps: [another, DENIED] }), PLAIN);
    expect(entries).toHaveLength(1);
    expect(Object.values(next.gaps)).toMatchObject([{ count: 2, isOpen: true, seq: 1 }]);
    expect(lives({ gaps: [DENIED] }, { gaps: [another] })).toEqual(['coverage-lost', '-']);
  });

  test('does not end where a run was about a few resources', () => {
    expect(lives({ gaps: [DENIED] }, { isWhole: false }, { gaps: [DENIED] })).toEqual([
      'coverage-lost',
      '-',
      '-',
    ]);
  });

  test.each(['unsupported', 'undecided', 'malformed'] as const)('is none where something is %s', (kind) => {
    expect(lives({ gaps: [{ ...DENIED, kind }] })).toEqual(['-']);
  });
});

describe('the outbox', () => {
  test('holds what some channel wants, by its name', () => {
    const rules: TransitionRules = {
      ...PLAIN,
      recipientsOf: ({ body }) => (body.kind === 'finding' && body.finding.id === 'v1-f' ? ['sns'] : []),
    };
    const { next, entries } = transition(
      undefined,
      observed({ found: [findingNamed('f'), findingNamed('g')] }),
      rules,
    );
    expect(entries).toHaveLength(2);
    expect(next.outbox).toMatchObject([{ id: 'v1-f:1', pending: ['sns'], attempts: {} }]);
  });

  test('says what there was before anything was remembered', () => {
    const [first, second] = runs([{ saw: 'a' }, { saw: 'b' }]);
    expect(first?.entries).toMatchObject([{ isBaseline: true }]);
    expect(second?.entries).toMatchObject([{ isBaseline: false }]);
  });

  test('keeps the newest entry of each finding and channel where it is full, and counts the others', () => {
    const names = Array.from({ length: OUTBOX_LIMIT / 2 }, (_, index) => `f${index}`);
    const found = (content: string) => observed({ found: names.map((name) => findingNamed(name, content)) });
    const twice = { ...PLAIN, recipientsOf: () => ['sns', 'bus'] };
    const first = transition(undefined, found('a'), twice);
    const second = transition(first.next, found('b'), { ...PLAIN, recipientsOf: () => ['bus'] });
    expect(second.next.outbox).toHaveLength(OUTBOX_LIMIT);
    expect(second.next.coalesced).toEqual({});
    const third = transition(second.next, found('c'), { ...PLAIN, recipientsOf: () => ['bus'] });
    expect(third.next.coalesced).toEqual({ bus: OUTBOX_LIMIT });
    expect(third.next.outbox.filter(({ subject }) => subject === 'v1-f0')).toMatchObject([
      { seq: 1, pending: ['sns'] },
      { seq: 3, pending: ['bus'] },
    ]);
  });
});

const SIGHT = fc.constantFrom<Sight>('a', 'b', OPEN, FIXED);
const STEP = fc.record({ saw: SIGHT, cover: fc.constantFrom<Cover>('S', 'T', undefined) });
const STEPS = fc.array(STEP, { minLength: 1, maxLength: 12 });

describe('whatever is seen,', () => {
  test('the entries of a finding are numbered without a gap', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const seqs = runs(steps).flatMap(({ entries }) => entries.map(({ seq }) => seq));
        expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      }),
    );
  });

  test('seeing it twice tells nothing more', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const last = steps.at(-1) as Step;
        const again = runs([...steps, last]).at(-1);
        expect(again?.entries).toEqual([]);
      }),
    );
  });

  test('nothing is resolved without evidence, and a read that fails leaves the finding as it was', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const { cover } = steps.at(-1) as Step;
        const [before, after] = runs([...steps, { saw: OPEN, cover }]).slice(-2);
        expect(after?.entries).toEqual([]);
        expect(lasting(after)).toEqual(lasting(before));
      }),
    );
  });

  test('a suppression hides no more than the content that it was found to cover', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const bound = new Map<string, string>();
        for (const { next } of runs(steps)) {
          const record = next.findings['v1-f'];
          if (record?.kind !== 'active' || record.suppressed === undefined) continue;
          expect(record.suppressed.contentDigest).toBe(record.finding.contentDigest);
          const { by, contentDigest } = record.suppressed;
          // Only another suppression in between makes it start anew.
          if (bound.size === 1 && bound.has(by)) expect(contentDigest).toBe(bound.get(by));
          bound.clear();
          bound.set(by, contentDigest);
        }
      }),
    );
  });

  test('the last entry tells whether it is there, over or suppressed', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const all = runs(steps);
        const last = all.flatMap(({ entries }) => entries).at(-1)?.kind;
        const record = all.at(-1)?.next.findings['v1-f'];
        const state =
          record?.kind === 'active' && record.suppressed !== undefined ? 'suppressed' : record?.kind;
        expect(state).toBe(last === undefined ? undefined : (STATES[last] ?? 'active'));
      }),
    );
  });

  test('the order of findings and gaps changes nothing', () => {
    const found = ['c', 'a', 'b'].map((name) => findingNamed(name));
    const gaps = ['z', 'x', 'y'].map((why) => ({ ...DENIED, why }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(found, { minLength: 3 }),
        fc.shuffledSubarray(gaps, { minLength: 3 }),
        (some, holes) => {
          const moved = transition(undefined, observed({ found: some, gaps: holes }), PLAIN);
          expect(JSON.stringify(moved)).toBe(
            JSON.stringify(transition(undefined, observed({ found, gaps }), PLAIN)),
          );
        },
      ),
    );
  });
});

const STATES: Partial<Record<OutboxEntry['kind'], string>> = {
  resolved: 'resolved',
  suppressed: 'suppressed',
};

/** What is remembered of the finding, but for its status, which is that of one run. */
function lasting(moved: Transition | undefined): unknown {
  const record = moved?.next.findings['v1-f'];
  return record?.kind === 'active' ? { ...record, finding: { ...record.finding, status: '' } } : record;
}
