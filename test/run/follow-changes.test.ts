import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/findings/change.ts';
import { emptyHead } from '../../src/findings/head.ts';
import type { Gap } from '../../src/model/coverage.ts';
import { rememberWholeReading } from '../../src/run/answered.ts';
import { type ChangePorts, type Followed, followChanges } from '../../src/run/follow-changes.ts';
import type { Outcome } from '../../src/run/run-options.ts';
import type { ObjectStore } from '../../src/state/object-store.ts';
import { processObjects } from '../../src/state/process-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { ACCOUNT, changeAt, timeAt } from '../support/changing-account.ts';
import { sampleReport } from '../support/sample-report.ts';

const OTHER = '444455556666';
const SHARD = { accountId: ACCOUNT, region: 'global' };
const [ONE, TWO] = ['one', 'two'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`) as [string, string];

function outcomeAt(
  minute: number,
  gaps: readonly Gap[] = [],
  uncommitted: Outcome['uncommitted'] = [],
): Outcome {
  const report = sampleReport([], {
    takenAt: timeAt(minute),
    coverage: { complete: gaps.length === 0, gaps },
  });
  return { report, deliveries: [], problems: [], uncommitted };
}

/** A memory in which something of both accounts is known. */
async function known(): Promise<ObjectStore> {
  const objects = processObjects();
  for (const accountId of [ACCOUNT, OTHER])
    await stateStore(objects).cas(emptyHead({ ...SHARD, accountId }, 'aws'), undefined);
  return objects;
}

interface Followings extends Followed {
  /** What was audited: account, and the ids of the events. */
  readonly audits: readonly string[];
}

async function follow(
  objects: ObjectStore,
  changes: readonly Change[],
  { audit = async () => outcomeAt(10), isTimeOver = () => false }: Partial<ChangePorts> = {},
): Promise<Followings> {
  const audits: string[] = [];
  const told = changes.map((change, index) => ({ id: `m${index}`, change }));
  const followed = await followChanges(told, {
    objects,
    isTimeOver,
    audit: (account, parts) => {
      audits.push([account, ...parts.map(({ eventId }) => eventId)].join(' '));
      return audit(account, parts);
    },
  });
  return { ...followed, audits };
}

describe('changes of one batch', () => {
  test('are one audit for each account', async () => {
    const changes = [
      changeAt(1, [ONE]),
      changeAt(2, [TWO]),
      changeAt(3, [ONE]),
      changeAt(4, ['x'], { account: OTHER }),
    ];
    const { audits, failed, answered } = await follow(await known(), changes);
    expect(audits).toEqual([`${ACCOUNT} event-1 event-2 event-3`, `${OTHER} event-4`]);
    expect([failed, answered]).toEqual([[], 0]);
  });

  test('are several audits where they touch more than fifty things', async () => {
    const few = (from: number) => Array.from({ length: 30 }, (_, index) => `${ONE}-${from + index}`);
    const changes = [changeAt(1, few(0)), changeAt(2, few(20)), changeAt(3, few(40)), changeAt(4, few(60))];
    const { audits } = await follow(await known(), changes);
    expect(audits).toEqual([`${ACCOUNT} event-1 event-2`, `${ACCOUNT} event-3 event-4`]);
  });

  test('are an audit of everything where nothing is remembered of the account', async () => {
    const objects = processObjects();
    expect((await follow(objects, [changeAt(1, [ONE]), changeAt(2, [TWO])])).audits).toEqual([ACCOUNT]);
    await stateStore(objects).cas(emptyHead(SHARD, 'aws'), undefined);
    expect((await follow(objects, [changeAt(3, [ONE])])).audits).toEqual([]);
    expect((await follow(objects, [changeAt(11, [ONE])])).audits).toEqual([`${ACCOUNT} event-11`]);
  });
});

describe('a change is answered', () => {
  test.each<[string, number, readonly string[]]>([
    ['by a reading that began a minute later', 9, []],
    ['not by one that began earlier than that, as IAM may have told what was before', 10, ['event-10']],
    ['not by one that began before it', 11, ['event-11']],
  ])('%s', async (_, minute, audits) => {
    const objects = await known();
    await follow(objects, [changeAt(1, [ONE])]);
    const again = await follow(objects, [changeAt(minute, [ONE])]);
    expect([again.audits, again.answered]).toEqual([
      audits.map((id) => `${ACCOUNT} ${id}`),
      audits.length === 0 ? 1 : 0,
    ]);
  });

  test('only where all that it touched was read', async () => {
    const objects = await known();
    await follow(objects, [changeAt(1, [ONE])]);
    expect((await follow(objects, [changeAt(2, [ONE, TWO])])).audits).toHaveLength(1);
    expect((await follow(objects, [changeAt(2, [TWO, ONE])])).audits).toHaveLength(0);
  });

  test('by an audit of the whole account that was remembered', async () => {
    const objects = await known();
    expect(await rememberWholeReading(objects, outcomeAt(9, [], [SHARD]))).toEqual([]);
    expect((await follow(objects, [changeAt(5, [ONE])])).audits).toHaveLength(1);
    expect(await rememberWholeReading(objects, outcomeAt(30))).toEqual([]);
    expect((await follow(objects, [changeAt(29, [TWO])])).audits).toHaveLength(0);
  });

  test.each<[Gap['kind'], string, number]>([
    ['failed', 'iam:GetRole', 1],
    ['partial', 'states:ListStateMachines', 1],
    ['not-read', 'iam:GetRole', 1],
    ['denied', 'iam:GetRole', 0],
    ['undecided', 'task-permission-missing', 0],
    ['partial', 'sagemaker:ListTrainingJobs', 0],
  ])('by a reading with a gap that is %s of %s: %i more audit', async (kind, source, more) => {
    const objects = await known();
    const gap: Gap = { source, region: 'global', kind, why: 'x' };
    await follow(objects, [changeAt(1, [ONE])], { audit: async () => outcomeAt(10, [gap]) });
    expect((await follow(objects, [changeAt(1, [ONE])])).audits).toHaveLength(more);
  });
});

describe('the messages come again', () => {
  test('of an account whose audit fails, and of no other', async () => {
    const audit: ChangePorts['audit'] = async (account) => {
      if (account === OTHER) throw new Error('the credentials do not work');
      return outcomeAt(10);
    };
    const changes = [
      changeAt(1, [ONE]),
      changeAt(2, ['x'], { account: OTHER }),
      changeAt(3, ['y'], { account: OTHER }),
    ];
    const { failed, problems } = await follow(await known(), changes, { audit });
    expect(failed).toEqual(['m1', 'm2']);
    expect(problems).toEqual([`account ${OTHER}: Error: the credentials do not work`]);
  });

  test('where another run has committed twice in the meantime; once it is read again', async () => {
    const superseded = outcomeAt(10, [], [SHARD]);
    const answers = (...outcomes: readonly Outcome[]) => {
      const left = [...outcomes];
      return async () => left.shift() ?? superseded;
    };
    const twice = await follow(await known(), [changeAt(1, [ONE])], { audit: answers() });
    expect([twice.failed, twice.audits.length]).toEqual([['m0'], 2]);
    expect(twice.problems).toEqual([`account ${ACCOUNT}: what was read could not be remembered`]);
    const objects = await known();
    const once = await follow(objects, [changeAt(1, [ONE])], { audit: answers(superseded, outcomeAt(11)) });
    expect([once.failed, once.audits.length]).toEqual([[], 2]);
    expect((await follow(objects, [changeAt(10, [ONE])])).audits).toEqual([]);
  });

  test('where no time is left', async () => {
    const { failed, audits, problems } = await follow(await known(), [changeAt(1, [ONE])], {
      isTimeOver: () => true,
    });
    expect([failed, audits]).toEqual([['m0'], []]);
    expect(problems).toEqual([`account ${ACCOUNT}: no time was left to read it`]);
  });

  test('where what is remembered cannot be read', async () => {
    const objects: ObjectStore = {
      ...(await known()),
      get: () => Promise.reject(new Error('the bucket is gone')),
    };
    const { failed, audits } = await follow(objects, [changeAt(1, [ONE])]);
    expect([failed, audits]).toEqual([['m0'], []]);
    expect(await rememberWholeReading(objects, outcomeAt(1))).toEqual([
      'when the account was read is not kept: Error: the bucket is gone',
    ]);
  });
});
