import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import {
  type DeclaredSuppression,
  isAnchored,
  matcherOf,
  type Suppression,
  standingOf,
  suppressionsOf,
} from '../../src/findings/suppression.ts';
import { sampleFinding } from '../support/sample-report.ts';

const NOW = '2026-11-20T06:00:00Z';
const ROLE = 'arn:aws:iam::111122223333:role/train';
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:train';

function suppression(overrides: Partial<Suppression> = {}): Suppression {
  return {
    rule: 'task-permission-missing',
    resource: ROLE,
    reason: 'the job is retired in January',
    owner: 'ml-platform',
    expires: '2027-01-31',
    ...overrides,
  };
}

function sound(overrides: Partial<Suppression> = {}): DeclaredSuppression {
  return { kind: 'sound', suppression: suppression(overrides) };
}

function covers(overrides: Partial<Suppression>, finding: Finding = sampleFinding()): boolean {
  return suppressionsOf([sound(overrides)], NOW)(finding) !== undefined;
}

describe('isAnchored', () => {
  test.each([
    [ROLE, true],
    ['arn:aws:iam::111122223333:role/train-*', true],
    ['arn:aws:iam::*:role/train', true],
    ['arn:aws:iam::111122223333:role/service-role/*', true],
    ['arn:aws:states:*:111122223333:stateMachine:*-nightly', true],
    ['arn:aws:sagemaker:eu-west-?:111122223333:model/churn', true],
    ['*', false],
    ['arn:*', false],
    ['arn:aws:iam::111122223333:*', false],
    ['arn:aws:iam::111122223333:role*', false],
    ['arn:aws:iam::111122223333:role/*', false],
    ['arn:aws:iam::111122223333:role/?*?', false],
    ['arn:aws:iam::111122223333:role/*a*b', false],
    ['arn:aws:iam::1111*:role/train', false],
    ['arn:aws:*:us-east-1:111122223333:stateMachine:train', false],
    ['arn:*:states:us-east-1:111122223333:stateMachine:train', false],
    ['role/train', false],
    ['train', false],
    ['', false],
  ])('%s: %s', (resource, expected) => {
    expect(isAnchored(resource)).toBe(expected);
  });
});

describe('matcherOf', () => {
  test.each([
    [ROLE, ROLE, true],
    [ROLE, `${ROLE}ing`, false],
    [ROLE, `x${ROLE}`, false],
    [ROLE, ROLE.toUpperCase(), false],
    ['arn:aws:iam::111122223333:role/tra*', ROLE, true],
    ['arn:aws:iam::111122223333:role/rain*', ROLE, false],
    ['arn:aws:iam::111122223333:role/tra', ROLE, false],
    ['arn:aws:iam::111122223333:role/trai?', ROLE, true],
    ['arn:aws:iam::*:role/train', ROLE, true],
    ['arn:aws:states:*:111122223333:stateMachine:train', MACHINE, true],
    // A wildcard keeps to its part: it does not take region and account together.
    ['arn:aws:states:*:stateMachine:train', MACHINE, false],
    ['arn:aws:iam::111122223333:role/$tra*', 'arn:aws:iam::111122223333:role/$train', true],
    ['arn:aws:iam::111122223333:role/${aws:x}*', 'arn:aws:iam::111122223333:role/${aws:x}y', true],
  ])('%s against %s: %s', (pattern, arn, expected) => {
    expect(matcherOf(pattern)(arn)).toBe(expected);
  });

  test('says the same as an anchored regular expression, part by part', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '/', '.'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 10 });
    fc.assert(
      fc.property(part, name, (pattern, text) => {
        const source = pattern.replace(/[.]/g, '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        const place = 'arn:aws:iam::111122223333:role/';
        expect(matcherOf(place + pattern)(place + text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('answers a hostile pattern without trying every way to match it', () => {
    const matches = matcherOf(`arn:aws:iam::111122223333:role/${'a*'.repeat(900)}b?`);
    expect(matches(`arn:aws:iam::111122223333:role/${'a'.repeat(2_000)}`)).toBe(false);
  });
});

describe('standingOf', () => {
  test.each<[string, Partial<Suppression>, string]>([
    ['holds until its end', { expires: '2027-01-31' }, 'holds'],
    ['holds on its last day', { expires: '2026-11-20' }, 'holds'],
    ['has expired on the day after', { expires: '2026-11-19' }, 'expired'],
    ['has expired at the time that it names', { expires: '2026-11-20T06:00:00Z' }, 'expired'],
    ['holds until the time that it names', { expires: '2026-11-20T06:00:01Z' }, 'holds'],
    ['may last for a year', { created: '2026-11-01', expires: '2027-11-01' }, 'holds'],
    ['may last no longer', { created: '2026-11-01', expires: '2027-11-02' }, 'too-long'],
    [
      'may last for a year from the reading where it does not say since when',
      { expires: '2027-11-20' },
      'holds',
    ],
    ['is too long without a beginning', { expires: '2027-11-21' }, 'too-long'],
    ['wins nothing by being dated ahead', { created: '2099-01-01', expires: '2099-12-31' }, 'too-long'],
  ])('an entry %s', (_, overrides, kind) => {
    expect(standingOf(suppression(overrides), NOW).kind).toBe(kind);
  });

  test('is unknown where the time of the reading is', () => {
    expect(standingOf(suppression(), 'yesterday').kind).toBe('unknown');
    expect(suppressionsOf([sound()], 'yesterday')(sampleFinding())).toBeUndefined();
  });
});

describe('suppressionsOf', () => {
  test('covers a finding by its role or by its resource, of the rule alone', () => {
    expect(covers({ resource: ROLE })).toBe(true);
    expect(covers({ resource: MACHINE })).toBe(true);
    expect(covers({ resource: 'arn:aws:states:*:111122223333:stateMachine:tra*' })).toBe(true);
    expect(covers({ rule: 'permission-excess' })).toBe(false);
    expect(covers({ resource: 'arn:aws:iam::111122223333:role/other' })).toBe(false);
  });

  test('covers a finding about a policy by the policy alone: its role is one of many', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';
    const finding = sampleFinding({ resource: { arn, type: 'AWS::IAM::ManagedPolicy' } });
    expect(covers({ resource: arn }, finding)).toBe(true);
    expect(covers({ resource: ROLE }, finding)).toBe(false);
  });

  test('covers only the content that an entry is bound to', () => {
    const { contentDigest } = sampleFinding();
    expect(covers({ content: contentDigest })).toBe(true);
    expect(covers({ content: 'f'.repeat(32) })).toBe(false);
  });

  test('covers nothing by an entry that is broken, over or too long', () => {
    const broken: DeclaredSuppression = {
      kind: 'broken',
      path: '$.suppressions[0]',
      rule: 'task-permission-missing',
      resource: ROLE,
      problems: ['no reason'],
    };
    expect(suppressionsOf([broken], NOW)(sampleFinding())).toBeUndefined();
    expect(covers({ expires: '2026-11-19' })).toBe(false);
    expect(covers({ expires: '2029-01-01' })).toBe(false);
  });

  test('tells who answers for it, why, and until when', () => {
    expect(suppressionsOf([sound()], NOW)(sampleFinding())).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      reason: 'the job is retired in January',
      owner: 'ml-platform',
      expires: '2027-01-31',
    });
  });

  test.each<[string, Partial<Suppression>]>([
    ['the reason', { reason: 'the job is retired in February' }],
    ['the owner', { owner: 'data' }],
    ['the end', { expires: '2027-02-28' }],
    ['the beginning', { created: '2026-11-20' }],
    ['the content', { content: sampleFinding().contentDigest }],
    ['the resource', { resource: MACHINE }],
  ])('takes an entry for another one once %s is edited', (_, edit) => {
    const keyOf = (entry: DeclaredSuppression) => suppressionsOf([entry], NOW)(sampleFinding())?.key;
    expect(keyOf(sound(edit))).toBeDefined();
    expect(keyOf(sound(edit))).not.toBe(keyOf(sound()));
  });

  const both = [sound(), sound({ resource: MACHINE, owner: 'data' })];

  test('chooses the same of several entries in whatever order they stand', () => {
    const chosen = suppressionsOf(both, NOW)(sampleFinding());
    expect(suppressionsOf(both.toReversed(), NOW)(sampleFinding())).toEqual(chosen);
  });

  test('passes over an entry that is known to cover another content, and takes another one', () => {
    const coveringOf = suppressionsOf(both, NOW);
    const first = coveringOf(sampleFinding())?.key;
    const second = coveringOf(sampleFinding(), first)?.key;
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    expect(suppressionsOf([sound()], NOW)(sampleFinding(), keyOfOnly())).toBeUndefined();
  });

  function keyOfOnly(): string | undefined {
    return suppressionsOf([sound()], NOW)(sampleFinding())?.key;
  }
});
