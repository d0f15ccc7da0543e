import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/findings/change.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { canonicalJson } from '../../src/findings/fingerprint.ts';
import type { Head } from '../../src/findings/head.ts';
import { run } from '../../src/run/run.ts';
import type { Memory } from '../../src/run/run-options.ts';
import { processObjects } from '../../src/state/process-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import {
  ACCOUNT,
  accountIn,
  changeAt,
  type Mode,
  machineArnOf,
  readAt,
  roleArnOf,
  type World,
} from '../support/changing-account.ts';
import type { AccountJson } from '../support/rule-cases.ts';

const NAMELESS = (index: number): string => `arn:aws:iam::${ACCOUNT}:role/Role${index}`;

async function audit(minute: number, account: AccountJson, memory: Memory, changes?: readonly Change[]) {
  const options = { accounts: [ACCOUNT], memory, ...(changes === undefined ? {} : { changes }) };
  return (await run(readAt(minute, account), options)).report.findings;
}

async function headsOf({ objects }: Memory): Promise<readonly Head[]> {
  const store = stateStore(objects);
  const heads: Head[] = [];
  for (const shard of await store.shards(ACCOUNT)) {
    const { head } = await store.load(shard);
    if (head !== undefined) heads.push(head);
  }
  return heads;
}

function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ ruleId, role, status, change }) =>
    [ruleId, role.name, status, ...(change === undefined ? [] : [change.eventId])].join(' '),
  );
}

/** Every record but those about the role, and all else that no run about something else moves. */
function rest(heads: readonly Head[], role: string): readonly string[] {
  return heads.map(({ findings, outbox, commitId, commitSeq, readAt: _, ...head }) => {
    const others = Object.entries(findings).filter(([id]) => !(ROLE_OF.get(id) ?? '').startsWith(role));
    return canonicalJson({ ...head, others });
  });
}

/** The roles that findings are about: records of what is over do not say. */
const ROLE_OF = new Map<string, string>();

function learn(findings: readonly Finding[]): void {
  for (const { id, role } of findings) ROLE_OF.set(id, role.arn);
}

describe('a run about a change', () => {
  const before = accountIn(['right', 'right']);
  const after = accountIn(['poor', 'poor']);

  test('finds what is wrong with the role that it names, whatever its path, and who did it', async () => {
    const memory = { objects: processObjects() };
    expect(told(await audit(1, before, memory))).not.toContain('task-permission-missing Role0 new');
    const change = changeAt(2, [NAMELESS(0)]);
    const [finding, ...others] = await audit(4, after, memory, [change]);
    const { account: _, targets: __, ...by } = change;
    expect([finding?.ruleId, finding?.role.arn, finding?.change, others]).toEqual([
      'task-permission-missing',
      roleArnOf(0),
      by,
      [],
    ]);
  });

  test('keeps who did it while the content stays, and forgets it with other content that nobody explains', async () => {
    const memory = { objects: processObjects() };
    const lines: string[] = [];
    const about = async (...args: Parameters<typeof audit>) => {
      const findings = await audit(...args);
      lines.push(...told(findings.filter(({ role }) => role.name === 'Role0')));
    };
    await about(1, before, memory);
    await about(4, after, memory, [changeAt(2, [NAMELESS(0)])]);
    await about(5, after, memory);
    await about(7, after, memory, [changeAt(6, [machineArnOf(0)])]);
    await about(8, before, memory);
    await about(9, after, memory);
    expect(lines).toEqual([
      'task-permission-missing Role0 new event-2',
      'task-permission-missing Role0 active event-2',
      'task-permission-missing Role0 active event-2',
      'task-permission-missing Role0 resolved event-2',
      'task-permission-missing Role0 reopened',
    ]);
  });

  test.each<[string, readonly Change[], string]>([
    [
      'the newest of those that touched it',
      [changeAt(2, [NAMELESS(0)]), changeAt(3, [NAMELESS(0)])],
      'event-3',
    ],
    ['none that touched something else', [changeAt(2, [NAMELESS(0)]), changeAt(3, [NAMELESS(1)])], 'event-2'],
    ['that of its state machine', [changeAt(2, [machineArnOf(0)]), changeAt(3, [NAMELESS(1)])], 'event-2'],
  ])('names %s', async (_, changes, eventId) => {
    const memory = { objects: processObjects() };
    await audit(1, before, memory);
    const findings = await audit(4, after, memory, changes);
    expect(told(findings)).toContain(`task-permission-missing Role0 new ${eventId}`);
  });

  test('looks at every role that a managed policy hangs on or bounds, and at no other', async () => {
    const policy = `arn:aws:iam::${ACCOUNT}:policy/shared`;
    const [first, second, third, ...others] = before.roles;
    const shared = { [policy]: { Version: '2012-10-17', Statement: [] } };
    const carriers = [{ ...first, managed: shared }, { ...second }, { ...third }] as AccountJson['roles'];
    const memory = { objects: processObjects() };
    const poor = { ...after, roles: [{ ...after.roles[0], managed: shared }, ...after.roles.slice(1)] };
    await audit(1, { ...before, roles: [...carriers, ...others] }, memory);
    const findings = await audit(4, poor as AccountJson, memory, [changeAt(2, [policy])]);
    expect(told(findings)).toEqual(['task-permission-missing Role0 new event-2']);
  });

  test('says of a role that is gone that its findings are over, though the event lacks its path', async () => {
    const memory = { objects: processObjects() };
    const wide = accountIn(['wide', 'right']);
    const opened = told(await audit(1, wide, memory)).filter((line) => line.includes('Role0'));
    expect(opened).toEqual(['permission-excess Role0 new']);
    const gone = { ...wide, machines: wide.machines.slice(1), roles: wide.roles.slice(1) };
    const absent = (arn: string, source: string, region: string) => ({
      source,
      region,
      resource: arn,
      kind: 'known',
      why: 'NoSuchEntity',
    });
    const coverage = [
      absent(roleArnOf(0), 'iam:GetRole', 'global'),
      absent(machineArnOf(0), 'states:DescribeStateMachine', 'us-east-1'),
    ];
    const { report } = await run(readAt(4, gone, coverage), {
      accounts: [ACCOUNT],
      memory,
      changes: [changeAt(2, [NAMELESS(0)], { event: 'DeleteRole' })],
    });
    expect(told(report.findings)).toEqual(['permission-excess Role0 resolved']);
    expect(report.coverage.gaps).toEqual([]);
  });

  const MODES = fc.constantFrom<Mode>('right', 'poor', 'wide');
  const WORLD = fc.tuple(MODES, MODES, MODES);

  test('moves no finding of another role, whatever became of that, nor of a role that nothing uses', async () => {
    await fc.assert(
      fc.asyncProperty(WORLD, WORLD, fc.nat(2), async (first: World, second: World, target) => {
        const memory = { objects: processObjects() };
        learn(await audit(1, accountIn(first), memory));
        const earlier = rest(await headsOf(memory), roleArnOf(target));
        learn(await audit(4, accountIn(second), memory, [changeAt(2, [NAMELESS(target)])]));
        expect(rest(await headsOf(memory), roleArnOf(target))).toEqual(earlier);

        const whole = { objects: processObjects() };
        await audit(1, accountIn(first), whole);
        const open = (findings: readonly Finding[]) =>
          findings.filter(({ role, status }) => role.arn === roleArnOf(target) && status !== 'resolved');
        const found = open(await audit(4, accountIn(second), whole)).map(({ id }) => id);
        const again = open(await audit(5, accountIn(second), memory)).map(({ id }) => id);
        expect(again).toEqual(found);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test('finds of its role what a run over everything finds', async () => {
    for (const mode of ['right', 'poor', 'wide'] as const) {
      const world = accountIn([mode, 'poor', 'wide']);
      const mine = (findings: readonly Finding[]) =>
        findings.filter(({ role }) => role.arn === roleArnOf(0)).map(({ id }) => id);
      const [part, whole] = [{ objects: processObjects() }, { objects: processObjects() }];
      await audit(1, accountIn(['right', 'right', 'right']), part);
      const targeted = await audit(4, world, part, [changeAt(2, [NAMELESS(0)])]);
      expect(mine(targeted)).toEqual(mine(await audit(4, world, whole)));
      expect(targeted.every(({ role }) => role.arn === roleArnOf(0))).toBe(true);
    }
  });
});
