import type { Change } from '../../src/findings/change.ts';
import { known } from '../../src/model/read.ts';
import type { Source } from '../../src/run/source.ts';
import { type AccountJson, filesOf, type MachineJson, type RoleJson } from './rule-cases.ts';

export const ACCOUNT = '111122223333';

/** What a role may do: what its state machine needs, nothing, or more. */
export type Mode = 'right' | 'poor' | 'wide';

/** By its number, what each role may do; every role has a state machine, and one more role has none. */
export type World = readonly Mode[];

export function accountIn(world: World): AccountJson {
  return {
    machines: world.map((_, index) => readerOf(index)),
    roles: [
      ...world.map(roleOf),
      { name: 'LeftRole', policies: { left: policyOf('*'), more: policyOf('*') } },
    ],
  };
}

export function roleArnOf(index: number): string {
  return `arn:aws:iam::${ACCOUNT}:role/ml/Role${index}`;
}

export function machineArnOf(index: number): string {
  return `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:reader-${index}`;
}

function readerOf(index: number): MachineJson {
  const Parameters = { Bucket: `data-${index}`, 'Key.$': '$.key' };
  const Read = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters, End: true };
  const definition = { StartAt: 'Read', States: { Read } };
  return { name: `reader-${index}`, role: roleArnOf(index), definition };
}

function roleOf(mode: Mode, index: number): RoleJson {
  const read = policyOf(`arn:aws:s3:::data-${index}/*`);
  const policies = { right: { read }, poor: {}, wide: { read, wide: policyOf('*', 's3:DeleteObject') } }[
    mode
  ];
  return { name: `Role${index}`, path: '/ml/', policies };
}

function policyOf(Resource: string, Action = 's3:GetObject'): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] };
}

/** The account as it is read so many minutes after ten. */
export function readAt(minute: number, account: AccountJson, coverage: readonly object[] = []): Source {
  const takenAt = timeAt(minute);
  const files = new Map(filesOf(account));
  const header = { schemaVersion: 1, accountId: ACCOUNT, regions: ['us-east-1'], takenAt, coverage };
  files.set('snapshot.json', known(header));
  return async () => ({
    partition: 'aws',
    accountId: ACCOUNT,
    regions: ['us-east-1'],
    read: async () => ({ files, fileTime: takenAt }),
    close: () => {},
  });
}

export function timeAt(minute: number): string {
  return `2026-11-28T10:${String(minute).padStart(2, '0')}:00Z`;
}

/** Somebody changed these things in that minute. */
export function changeAt(minute: number, targets: readonly string[], more: Partial<Change> = {}): Change {
  const by = `arn:aws:iam::${ACCOUNT}:user/ada`;
  const eventId = `event-${minute}`;
  return { account: ACCOUNT, targets, by, event: 'PutRolePolicy', at: timeAt(minute), eventId, ...more };
}
