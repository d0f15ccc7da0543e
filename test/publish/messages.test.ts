import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import { type Finding, SEVERITIES, type Severity } from '../../src/findings/finding.ts';
import type { EntryKind } from '../../src/findings/head.ts';
import { changesIn, type Message, type Plan, planMessages } from '../../src/publish/messages.ts';
import { sampleEntry, sampleLoss } from '../support/sample-entry.ts';

const KINDS: readonly EntryKind[] = ['opened', 'changed', 'resolved', 'reopened', 'suppressed'];

/** `opened high a`, `changed high from medium a`, `first resolved low a`, `lost a`, `regained a`; `a:2` has another number. */
function entryFrom(text: string): Entry {
  const words = text.split(' ');
  const isBaseline = words[0] === 'first';
  const [kind = '', severity, ...more] = isBaseline ? words.slice(1) : words;
  const [subject = '', seq = '1'] = (words.at(-1) ?? '').split(':');
  const common = { subject, seq: Number(seq), id: `${subject}:${seq}`, isBaseline };
  if (kind === 'lost') return sampleLoss(common);
  if (kind === 'regained') return sampleLoss({ ...common, kind: 'coverage-regained' });
  const severityBefore = more[0] === 'from' ? { severityBefore: more[1] as Severity } : {};
  return sampleEntry({ ...common, ...severityBefore, kind: kind as EntryKind }, {
    severity: severity as Severity,
  } satisfies Partial<Finding>);
}

function plan(texts: readonly string[], minSeverity: Severity = 'medium', messagesLeft = 20): Plan {
  return planMessages(texts.map(entryFrom), minSeverity, messagesLeft);
}

/** A message as `single opened a:1` or `digest a:1 b:1`. */
function shown(message: Message): string {
  const ids = changesIn(message).flatMap(({ entries }) => entries.map(({ id }) => id));
  return [message.kind, ...(message.kind === 'single' ? [message.change.news] : []), ...ids].join(' ');
}

function many(count: number, text: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${text} ${String(index).padStart(4, '0')}`);
}

describe('what people get', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['nothing where nothing happened', [], []],
    ['one digest of all that a first run finds', many(5_000, 'first opened critical'), ['digest']],
    ['one digest of a first run with one finding', ['first opened critical a'], ['digest a:1']],
    [
      'one digest of a first run that cannot read',
      ['first opened high a', 'first lost g'],
      ['digest a:1 g:1'],
    ],
    [
      'a message for each new finding that is high or critical, the worst first',
      ['opened high a', 'opened critical b', 'reopened high c'],
      ['single opened b:1', 'single opened a:1', 'single reopened c:1'],
    ],
    ['a message for what has become high', ['changed high from medium a'], ['single worse a:1']],
    ['a digest of what has changed and is as bad as before', ['changed high a'], ['digest a:1']],
    ['a digest of what has become milder', ['changed high from critical a'], ['digest a:1']],
    ['a digest of what is new and mild', ['opened medium a'], ['digest a:1']],
    ['a digest of what has become worse and is mild', ['changed medium from low a'], ['digest a:1']],
    ['a digest of what is over', ['resolved critical a'], ['digest a:1']],
    [
      'what is urgent alone and all else together',
      ['resolved high a', 'opened high b', 'changed high c', 'opened medium d', 'lost g'],
      ['single opened b:1', 'digest c:1 d:1 a:1 g:1'],
    ],
    [
      'nothing of what is too mild',
      ['opened low a', 'resolved info b', 'reopened low c', 'changed low d'],
      [],
    ],
    ['nothing of what somebody accepted', ['suppressed critical a'], []],
    [
      'a digest of coverage that is lost, where nothing else happened',
      ['lost g', 'lost h'],
      ['digest g:1 h:1'],
    ],
    ['nothing of coverage that is regained', ['regained g'], []],
    ['ten messages at most', many(10, 'opened high'), Array(10).fill('single')],
    ['one digest of more than ten', many(11, 'opened critical'), ['digest']],
    [
      'nine messages and a digest',
      [...many(9, 'opened high'), 'opened medium z'],
      [...Array(9).fill('single'), 'digest z:1'],
    ],
    [
      'one digest where that would be the eleventh',
      [...many(10, 'opened high'), 'opened medium z'],
      ['digest'],
    ],
    [
      'messages beside the digest of a new part of the deployment',
      ['first opened critical a', 'opened high b'],
      ['single opened b:1', 'digest a:1'],
    ],
  ])('is %s', (_, entries, expected) => {
    const { messages, postponed } = plan(entries);
    expect(messages).toHaveLength(expected.length);
    for (const [index, message] of messages.entries())
      expect(shown(message)).toMatch(new RegExp(`^${expected[index]}( |$)`));
    expect(postponed).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    [
      'opened and changed, as opened',
      ['opened high a:1', 'changed high from low a:2'],
      'single opened a:1 a:2',
    ],
    ['opened and over, as over', ['opened high a:1', 'resolved high a:2'], 'digest a:1 a:2'],
    ['over and back, as back', ['resolved high a:4', 'reopened high a:5'], 'single reopened a:4 a:5'],
    [
      'worse twice, as worse',
      ['changed high from low a:2', 'changed high from medium a:3'],
      'single worse a:2 a:3',
    ],
    [
      'in the first run and changed, as found in the first run',
      ['first opened high a:1', 'changed high a:2'],
      'digest a:1 a:2',
    ],
    [
      'given in another order, the same',
      ['reopened high a:5', 'resolved high a:4'],
      'single reopened a:4 a:5',
    ],
  ])('of one finding is what has become of it: %s', (_, entries, expected) => {
    expect(plan(entries).messages.map(shown)).toEqual([expected]);
  });

  test('follows the threshold of the settings', () => {
    const all = SEVERITIES.map((severity) => `opened ${severity} ${severity}`);
    for (const [index, threshold] of SEVERITIES.entries()) {
      const { messages, untold } = plan(all, threshold);
      expect(messages.flatMap(changesIn)).toHaveLength(index + 1);
      expect(untold).toHaveLength(SEVERITIES.length - index - 1);
    }
  });

  test.each<[string, Entry]>([
    ['is accepted by now', sampleEntry({ kind: 'opened' }, { status: 'suppressed', severity: 'critical' })],
    [
      'was accepted until it was over',
      sampleEntry({ kind: 'resolved', isSuppressed: true }, { status: 'resolved' }),
    ],
  ])('is nothing of a finding that %s', (_, entry) => {
    expect(planMessages([entry], 'info', 20)).toEqual({ messages: [], untold: [entry], postponed: [] });
  });
});

describe('the hour', () => {
  test('has room for a digest where it has none for messages', () => {
    const { messages, postponed } = plan(['opened high a', 'opened high b', 'opened medium c'], 'medium', 2);
    expect(messages.map(shown)).toEqual(['digest a:1 b:1 c:1']);
    expect(postponed).toEqual([]);
  });

  test.each([0, -3])('has no room with %i messages left: what people would hear waits', (left) => {
    const { messages, untold, postponed } = plan(['opened high a', 'opened low b', 'lost g'], 'medium', left);
    expect(messages).toEqual([]);
    expect(untold.map(({ id }) => id)).toEqual(['b:1']);
    expect(postponed.map(({ id }) => id)).toEqual(['a:1', 'g:1']);
  });

  test('is told of everything that waited once there is room', () => {
    const waited = plan(many(30, 'opened high'), 'medium', 0).postponed;
    const { messages } = planMessages([...waited, entryFrom('resolved high z')], 'medium', 20);
    expect(messages).toHaveLength(1);
    expect(messages.flatMap(changesIn)).toHaveLength(31);
  });
});

const entries: fc.Arbitrary<readonly Entry[]> = fc
  .uniqueArray(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 4 })), { selector: String, maxLength: 60 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map(([subject, seq]) =>
        fc
          .record({
            kind: fc.constantFrom(...KINDS),
            severity: fc.constantFrom(...SEVERITIES),
            isBaseline: fc.boolean(),
            isLoss: fc.boolean(),
          })
          .map(({ kind, severity, isBaseline, isLoss }) => {
            // Every third subject is a loss of coverage.
            if (subject % 3 === 0)
              return sampleLoss({
                subject: `g${subject}`,
                seq,
                id: `g${subject}:${seq}`,
                isBaseline,
                kind: isLoss ? 'coverage-lost' : 'coverage-regained',
              });
            return sampleEntry({ subject: `f${subject}`, seq, kind, isBaseline }, { severity });
          }),
      ),
    ),
  );

test('whatever happens, every entry is in one place, and people get no more than they can take', () => {
  fc.assert(
    fc.property(
      entries,
      fc.constantFrom(...SEVERITIES),
      fc.integer({ min: -1, max: 25 }),
      (all, minSeverity, left) => {
        const { messages, untold, postponed } = planMessages(all, minSeverity, left);
        const told = messages.flatMap(changesIn).flatMap((change) => change.entries);
        const ids = [...told, ...untold, ...postponed].map(({ id }) => id);
        expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        expect(messages.length).toBeLessThanOrEqual(Math.max(0, Math.min(10, left)));
        expect(messages.filter(({ kind }) => kind === 'digest').length).toBeLessThanOrEqual(1);
        if (all.every(({ isBaseline }) => isBaseline)) expect(messages.length).toBeLessThanOrEqual(1);
        if (left > 0) expect(postponed).toEqual([]);
      },
    ),
  );
});

test('the order in which entries come makes no difference', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const shownOf = (given: readonly Entry[]): readonly string[] =>
        planMessages(given, 'low', 20).messages.map(shown);
      expect(shownOf([...all].reverse())).toEqual(shownOf(all));
    }),
  );
});
