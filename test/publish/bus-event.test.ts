import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { type BusEvent, busEvent } from '../../src/publish/bus-event.ts';
import type { FindingEvent } from '../../src/publish/machine-event.ts';
import { wellFormedJson } from '../../src/publish/machine-event.ts';
import { entrySize } from '../support/fake-event-bus.ts';
import { coverageEntry, sampleEntry } from '../support/numbered-entry.ts';
import { edgyFinding } from '../support/random-entries.ts';
import '../support/fixed-seed.ts';

const LARGE = 'x'.repeat(120_000);
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: [LARGE] }],
} as const;
const LINE = {
  state: '$.States.A',
  integration: 'sagemaker:createTrainingJob',
  source: 'api',
  need: 'create',
} as const;

function eventOf(entry: Entry): BusEvent {
  const event = busEvent(entry);
  if ('problem' in event) throw new Error(event.problem);
  return event;
}

function findingOf(finding: Partial<Finding>): FindingEvent {
  return JSON.parse(eventOf(sampleEntry(1, {}, finding)).Detail);
}

describe('an event that is too large', () => {
  test('is sent without its policies, with all else', () => {
    const { finding, truncated } = findingOf({
      expected: { policy: POLICY },
      remedy: { text: 'Attach it', policy: POLICY },
      because: [LINE],
    });
    expect(truncated).toBe(true);
    expect(finding).toMatchObject({ because: [LINE], remedy: { text: 'Attach it' } });
    expect(Object.keys(finding)).not.toContain('expected');
    expect(Object.keys(finding.remedy)).toEqual(['text']);
  });

  test('is sent with some of its reasons', () => {
    const { finding, truncated } = findingOf({ because: Array(4_000).fill(LINE), references: ['https://a'] });
    expect(truncated).toBe(true);
    expect(finding.because).toHaveLength(20);
    expect(finding).toMatchObject({ references: ['https://a'], remedy: { text: 'Allow the request' } });
  });

  test('is sent without any where each of them is large', () => {
    const { finding } = findingOf({
      because: [
        { ...LINE, state: LARGE },
        { ...LINE, state: LARGE },
      ],
    });
    expect(finding.because).toEqual([]);
    expect(finding.witness).toBeDefined();
  });

  test('is sent with the beginning of its remedy', () => {
    const { finding, truncated } = findingOf({ remedy: { text: LARGE + LARGE } });
    expect(truncated).toBe(true);
    expect(finding.remedy.text).toBe(`${'x'.repeat(999)}…`);
    expect(finding.role.name).toBe('train');
  });

  test('is refused where even that does not help', () => {
    expect(busEvent(sampleEntry(1, {}, { role: { arn: LARGE, name: LARGE } }))).toEqual({
      problem: 'the event is larger than 200000 bytes, even without what can be left out',
    });
  });

  test('of the coverage is sent with the beginning of its reason', () => {
    const entry = coverageEntry();
    if (entry.body.kind !== 'coverage') throw new Error('it is about the coverage');
    const { episode } = entry.body;
    const body = {
      kind: 'coverage',
      episode: { ...episode, gap: { ...episode.gap, why: LARGE + LARGE } },
    } as const;
    expect(JSON.parse(eventOf({ ...entry, body }).Detail)).toMatchObject({
      gapId: 'gap-1',
      count: 3,
      since: '2026-11-21T06:00:00Z',
      gap: { action: 'states:ListStateMachines', why: `${'x'.repeat(999)}…` },
    });
  });
});

test('an event that fits is whole, and bears no mark', () => {
  const { finding, truncated } = findingOf({ remedy: { text: 'x', policy: { ...POLICY, Statement: [] } } });
  expect(truncated).toBeUndefined();
  expect(finding.remedy.policy).toBeDefined();
});

test('an event weighs what EventBridge says, and never more than it may', () => {
  fc.assert(
    fc.property(edgyFinding, (finding) => {
      const { id: _, bytes, Time, ...entry } = eventOf(sampleEntry(1, {}, finding));
      expect(bytes).toBe(entrySize({ ...entry, Time: Time.getTime() }));
      expect(bytes).toBeLessThanOrEqual(200_000);
    }),
    { numRuns: 500 },
  );
});

test('an event without a time is refused', () => {
  expect(busEvent(sampleEntry(1, { at: 'now' }))).toEqual({ problem: '`$.at`: expected a time' });
});

test('what is no ARN is no resource of an event', () => {
  const long = `arn:aws:iam::111122223333:role/${'x'.repeat(2_048)}`;
  const finding = { resource: { arn: 'x', type: 'x' }, role: { arn: long, name: 'x' } };
  expect(eventOf(sampleEntry(1, {}, finding)).Resources).toEqual([]);
});

describe('wellFormedJson', () => {
  test.each([
    ['a\ud800b', '"a\\ufffdb"'],
    ['\udc00', '"\\ufffd"'],
    ['\\ud800', '"\\\\ud800"'],
    ['\\\ud800', '"\\\\\\ufffd"'],
    ['😀', '"😀"'],
    ['\u0000', '"\\u0000"'],
  ])('writes %j as %s', (text, json) => {
    expect(wellFormedJson(text)).toBe(json);
  });

  test('changes nothing but half characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('\\', 'u', 'd', '8', '0', '\ud800') }),
        (a, b) => {
          const text = a + b;
          expect(JSON.parse(wellFormedJson(text))).toBe(text.replace(/\p{Cs}/gu, '\ufffd'));
        },
      ),
    );
  });
});
