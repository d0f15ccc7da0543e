import { describe, expect, test } from 'vitest';
import { progressLine, type Ticks } from '../../src/cli/progress-line.ts';
import { auditingText, readingText } from '../../src/cli/progress-text.ts';
import { leftText, remaining, type Sight, seen } from '../../src/cli/remaining.ts';
import { failed, known } from '../../src/model/read.ts';
import { runCli, runCliOnTerminal } from '../support/run-cli.ts';

/** Steps of `done` at a time each, from 0. */
function steady(milliseconds: number, done: number, times: number): readonly Sight[] {
  let sights: readonly Sight[] = [];
  for (let index = 0; index <= times; index += 1)
    sights = seen(sights, { at: index * milliseconds, done: index * done });
  return sights;
}

describe('the time that is left', () => {
  test.each([
    ['nothing was seen', [], 100, 0, undefined],
    ['too short a time', steady(100, 1, 20), 1_000, 2_000, undefined],
    ['too few', steady(1_000, 1, 4), 100, 4_000, undefined],
    ['a steady pace', steady(100, 1, 100), 500, 10_000, 40_000],
    ['nothing is left', steady(100, 1, 100), 100, 10_000, 0],
    ['more than a day', steady(1_000, 1, 20), 1_000_000, 20_000, undefined],
    ['what was seen is long ago', steady(100, 1, 100), 500, 60_000, undefined],
  ])('%s', (_, sights, total, now, left) => {
    expect(remaining(sights, total, now)).toBe(left);
  });

  test('grows while nothing moves', () => {
    const sights = steady(100, 1, 100);
    const lefts = [10_000, 15_000, 20_000].map((now) => remaining(sights, 500, now) ?? 0);
    expect(lefts).toEqual([40_000, 60_000, 80_000]);
  });

  test('goes by the pace of the last seconds, not by that of the beginning', () => {
    let sights = steady(100, 10, 100);
    for (let second = 1; second <= 60; second += 1)
      sights = seen(sights, { at: 10_000 + second * 1_000, done: 1_000 + second });
    expect(remaining(sights, 1_160, 70_000)).toBe(100_000);
    expect(sights.length).toBeLessThan(25);
  });

  test.each([
    [0, 'a few seconds left'],
    [5_000, 'a few seconds left'],
    [5_001, 'about 10 s left'],
    [38_000, 'about 40 s left'],
    [55_001, 'about 1 min left'],
    [61_000, 'about 2 min left'],
    [90 * 60_000, 'about 90 min left'],
    [91 * 60_000, 'about 2 h left'],
  ])('%i ms are %j', (milliseconds, text) => {
    expect(leftText(milliseconds)).toBe(text);
  });
});

describe('what is said of a reading', () => {
  const MACHINES = { region: 'us-east-1', what: 'state machines', done: 120, total: 1_840 };

  test.each([
    [MACHINES, 40_000, ['us-east-1'], 'reading us-east-1: 120 of 1,840 state machines, about 40 s left'],
    [
      MACHINES,
      undefined,
      ['eu-west-1', 'us-east-1'],
      'reading us-east-1 (2 of 2): 120 of 1,840 state machines',
    ],
    [{ ...MACHINES, total: undefined }, undefined, [], 'reading us-east-1: 120 state machines'],
    [{ what: 'roles', done: 3, total: 9 }, undefined, ['a', 'b'], 'reading IAM: 3 of 9 roles'],
    [{ ...MACHINES, region: 'a\u001b' }, undefined, [], 'reading a\\u{1b}: 120 of 1,840 state machines'],
  ])('%j', ({ total, ...progress }, left, regions, text) => {
    expect(readingText(total === undefined ? progress : { ...progress, total }, left, regions)).toBe(text);
  });

  test('the audit says how much it is about, as far as it can be read', () => {
    const machines = { stateMachines: Array.from({ length: 1_200 }, () => ({})) };
    const files = new Map([
      ['us-east-1/states/state-machines.json', known(machines)],
      ['eu-west-1/states/state-machines.json', known(machines)],
      ['eu-north-1/states/state-machines.json', failed('cut off')],
      ['iam/authorization-details.json', known({ RoleDetailList: [{}] })],
    ]);
    expect(auditingText(files)).toBe('auditing 2,400 state machines and 1 role');
  });
});

/** A terminal of so many columns, and a time that only the test lets pass. */
function watched(columns: number): {
  readonly written: string[];
  readonly pass: (milliseconds: number) => void;
  readonly line: ReturnType<typeof progressLine>;
} {
  let now = 0;
  let timer: { readonly interval: number; readonly call: () => void; next: number } | undefined;
  const ticks: Ticks = {
    now: () => now,
    every: (interval, call) => {
      timer = { interval, call, next: now + interval };
      return () => {
        timer = undefined;
      };
    },
  };
  const written: string[] = [];
  const io = { err: (text: string) => written.push(text), isTerminal: true, errWidth: () => columns };
  return {
    written,
    line: progressLine(io, ['us-east-1'], ticks),
    pass: (milliseconds) => {
      const end = now + milliseconds;
      while (timer !== undefined && timer.next <= end) {
        now = timer.next;
        timer.next += timer.interval;
        timer.call();
      }
      now = end;
    },
  };
}

const CLEAR = '\r\u001b[K';

describe('the line', () => {
  const progress = { region: 'us-east-1', what: 'state machines', total: 1_840 };

  test('is written over at most ten times a second', () => {
    const { line, pass, written } = watched(100);
    for (let done = 1; done <= 1_000; done += 1) {
      line.onProgress({ ...progress, done });
      pass(10);
    }
    expect(written.length).toBeGreaterThan(90);
    expect(written.length).toBeLessThanOrEqual(101);
    expect(written[0]).toBe(`${CLEAR}reading us-east-1: 1 of 1,840 state machines`);
    expect(written.at(-1)).toMatch(/of 1,840 state machines, about 10 s left$/);
  });

  test('says no time that would be a lie while nothing moves', () => {
    const { line, pass, written } = watched(100);
    for (let done = 0; done <= 100; done += 1) {
      line.onProgress({ ...progress, total: 200, done });
      pass(100);
    }
    expect(written.at(-1)).toMatch(
      /100 of 200 state machines, about 10 s left$|99 of 200 .* about 15 s left$/,
    );
    pass(9_000);
    expect(written.at(-1)).toMatch(/about 20 s left$/);
    pass(60_000);
    expect(written.at(-1)).toMatch(/100 of 200 state machines$/);
  });

  test('begins anew with what is read next', () => {
    const { line, pass, written } = watched(100);
    for (let done = 0; done <= 100; done += 1) {
      line.onProgress({ ...progress, done });
      pass(100);
    }
    line.onProgress({ region: 'us-east-1', what: 'roles', done: 1, total: 100 });
    expect(written.at(-1)).toBe(`${CLEAR}reading us-east-1: 1 of 100 roles`);
  });

  test('says no time where all is read', () => {
    const { line, pass, written } = watched(100);
    for (let done = 0; done <= 100; done += 1) {
      line.onProgress({ ...progress, total: 100, done });
      pass(100);
    }
    expect(written.at(-1)).toBe(`${CLEAR}reading us-east-1: 100 of 100 state machines`);
  });

  test('is cut to the width of the window', () => {
    const { line, written } = watched(20);
    line.onProgress({ ...progress, done: 1 });
    expect(written).toEqual([`${CLEAR}reading us-east-1:…`]);
  });

  test('is taken away once, and its clock stops', () => {
    const { line, pass, written } = watched(100);
    line.onProgress({ ...progress, done: 1 });
    line.clear();
    line.clear();
    pass(10_000);
    expect(written.slice(1)).toEqual([CLEAR]);
    line.say('auditing');
    expect(written.at(-1)).toBe(`${CLEAR}auditing`);
  });
});

describe('a folder', () => {
  const AUDIT = ['audit', '--snapshot', 'examples/account', '--fail-on', 'never'];

  test('is said to be read and audited on a terminal', async () => {
    const { err } = await runCliOnTerminal(100, ...AUDIT);
    expect(err.split(CLEAR)).toEqual([
      '',
      'reading examples/account',
      'auditing 22 state machines and 37 roles',
      '',
    ]);
  });

  test('is read in silence in a pipe', async () => {
    expect((await runCli(...AUDIT)).err).toBe('');
  });
});
