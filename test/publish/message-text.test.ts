import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import { textOf } from '../../src/publish/message-text.ts';
import { type Message, planMessages } from '../../src/publish/messages.ts';
import { sampleEntry, sampleLoss } from '../support/sample-entry.ts';

const PLACE = 's3://reports/2026/11/21/r-01.json';

function messageOf(...entries: readonly Entry[]): Message {
  const [message] = planMessages(entries, 'info', 20).messages;
  if (message === undefined) throw new Error('nothing is told');
  return message;
}

function digestOf(count: number, ...others: readonly Entry[]): Message {
  const entries = Array.from({ length: count }, (_, index) =>
    sampleEntry({ subject: `f${index}`, isBaseline: true }, { message: `number ${index}` }),
  );
  return messageOf(...entries, ...others);
}

describe('a message about one finding', () => {
  test('says who needs what, what fails, and how to cure it', () => {
    expect(textOf(messageOf(sampleEntry()), PLACE)).toBe(
      [
        'Plumbline: new high task-permission-missing, in account 111122223333',
        `Whole report: ${PLACE}`,
        '',
        'HIGH task-permission-missing (new, confirmed)',
        '  `train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
        '  account: 111122223333, us-east-1',
        '  role: arn:aws:iam::111122223333:role/train',
        '  state machine: arn:aws:states:us-east-1:111122223333:stateMachine:train',
        '  state: $.States.Train (sagemaker:createTrainingJob)',
        '  request: sagemaker:CreateTrainingJob on arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
        '  remedy: Allow the request',
        '',
      ].join('\n'),
    );
  });

  test('names the state machine of a finding about a role, and the severity before', () => {
    const role = 'arn:aws:iam::111122223333:role/train';
    const entry = sampleEntry(
      { kind: 'changed', severityBefore: 'low' },
      { resource: { arn: role, type: 'role' } },
    );
    const text = textOf(messageOf(entry), undefined);
    expect(text).toMatch(/^HIGH task-permission-missing \(worse, confirmed\)$/m);
    expect(text).toMatch(/^ {2}severity before: low$/m);
    expect(text).toMatch(/^ {2}state machine: arn:aws:states:us-east-1:111122223333:stateMachine:train$/m);
    expect(text.match(/role\/train/g)).toHaveLength(1);
    expect(text).not.toContain('Whole report');
  });
});

describe('who changed what', () => {
  const change = {
    by: 'arn:aws:iam::1:user/ada',
    event: 'PutRolePolicy',
    at: '2026-11-28T10:15:00Z',
    eventId: 'e',
  };

  test('is told with what came of it', () => {
    const text = textOf(messageOf(sampleEntry({}, { change })), undefined);
    expect(text).toContain('\n  changed by: arn:aws:iam::1:user/ada (PutRolePolicy, 2026-11-28T10:15:00Z)\n');
  });

  test('is not told where it is over: it did not end it', () => {
    const entry = sampleEntry({ kind: 'resolved', reason: 'fixed' }, { change });
    expect(textOf(messageOf(entry), undefined)).not.toContain('changed by');
  });
});

describe('a digest', () => {
  test('says what is new where, how bad it is, and where the whole is', () => {
    const text = textOf(
      messageOf(
        sampleEntry({ subject: 'a', kind: 'resolved', reason: 'fixed' }, { status: 'resolved' }),
        sampleEntry({ subject: 'b' }, { severity: 'medium' }),
        sampleEntry(
          { subject: 'c', kind: 'changed', shard: { accountId: '444455556666', region: 'global' } },
          { severity: 'critical', ruleId: 'pass-role-missing' },
        ),
        sampleLoss(),
      ),
      PLACE,
    );
    expect(text.split('\n\n')[0]).toBe(
      [
        'Plumbline: 3 changes, worst is critical, in account 444455556666, 111122223333',
        'Accounts: 444455556666, 111122223333',
        'Regions: global, us-east-1',
        'What is new: 1 new, 1 changed, 1 resolved, 1 not audited',
        'Open, by severity: critical 1, high 0, medium 1, low 0, info 0',
        'Open, by rule: pass-role-missing 1, task-permission-missing 1',
        'By account: 111122223333 3, 444455556666 1',
        `Whole report: ${PLACE}`,
      ].join('\n'),
    );
    expect(text.match(/^[A-Z]+ .+\)$/gm)).toEqual([
      'CRITICAL pass-role-missing (changed, confirmed)',
      'MEDIUM task-permission-missing (new, confirmed)',
      'HIGH task-permission-missing (resolved, confirmed)',
    ]);
    expect(text).toContain('  why it is over: it was read again, and is in order\n');
  });

  test('says what is not audited, and which grant would let it', () => {
    const text = textOf(messageOf(sampleLoss({}, {}, { count: 12 })), undefined);
    expect(text).toMatch(/^Plumbline: coverage is incomplete in account 111122223333\n/);
    expect(text).toContain(
      'Not audited:\n  states:DescribeStateMachine in account 111122223333, us-east-1: denied since ' +
        '2026-11-21T06:00:00Z (12 reads, for example of arn:aws:states:us-east-1:111122223333:stateMachine:sealed): ' +
        'the definition is encrypted; grant kms:Decrypt to the auditor\n',
    );
    expect(text).not.toContain('severity');
  });

  test('says of coverage that is back by now that it is', () => {
    const text = textOf(messageOf(sampleLoss({}, {}, { isOpen: false })), undefined);
    expect(text).toContain('denied since 2026-11-21T06:00:00Z, and over by now (1 read of arn:aws:states');
  });

  test.each([
    ['fixed', 'it was read again, and is in order'],
    ['resource-deleted', 'the resource is deleted'],
    ['rule-retired', 'the rule is retired'],
    ['scope-retired', 'it is not audited any more'],
  ] as const)('says why a finding is over: %s', (reason, why) => {
    const text = textOf(messageOf(sampleEntry({ kind: 'resolved', reason })), undefined);
    expect(text).toContain(`  why it is over: ${why}\n`);
    expect(text).not.toContain('remedy');
  });

  test.each([
    [10, undefined],
    [11, 'and 1 more finding\n'],
    [5_000, 'and 4990 more findings\n'],
  ])('shows the worst ten of %i findings and counts the rest', (count, rest) => {
    const text = textOf(digestOf(count), undefined);
    expect(text.match(/number \d+/g)).toHaveLength(10);
    if (rest === undefined) expect(text).not.toMatch(/more/);
    else expect(text).toContain(rest);
  });

  test('shows the worst first, and what is over last', () => {
    const severities = ['low', 'critical', 'medium', 'high'] as const;
    const entries = severities.map((severity) =>
      sampleEntry({ subject: severity, isBaseline: true }, { severity }),
    );
    const over = sampleEntry({ subject: 'over', kind: 'resolved' }, { severity: 'critical' });
    const text = textOf(messageOf(over, ...entries), undefined);
    expect(text.match(/^(CRITICAL|HIGH|MEDIUM|LOW)/gm)).toEqual([
      'CRITICAL',
      'HIGH',
      'MEDIUM',
      'LOW',
      'CRITICAL',
    ]);
  });

  test('counts the losses that it does not show', () => {
    const losses = Array.from({ length: 14 }, (_, index) => sampleLoss({ subject: `g${index}` }));
    expect(textOf(digestOf(1, ...losses), undefined)).toContain('and 4 more parts\n');
  });

  test('names a few of many accounts', () => {
    const entries = Array.from({ length: 9 }, (_, index) =>
      sampleEntry({
        subject: `f${index}`,
        isBaseline: true,
        shard: { accountId: `${index}`.repeat(12), region: 'us-east-1' },
      }),
    );
    const text = textOf(messageOf(...entries), undefined);
    expect(text).toMatch(/^Accounts: 0{12}, 1{12}, 2{12}, 3{12}, 4{12} and 4 more$/m);
    expect(text).toMatch(/^Plumbline: 9 findings, worst is high, in account 0{12}, 1{12} and 7 more$/m);
  });
});

describe('hostile text', () => {
  const long = '\u202e'.repeat(100_000);

  test('neither makes a message long nor hides what else there is', () => {
    const hostile = Array.from({ length: 30 }, (_, index) =>
      sampleEntry(
        { subject: `f${index}`, isBaseline: true },
        { message: `number ${index} ${long}`, remedy: { text: long }, role: { arn: long, name: long } },
      ),
    );
    const losses = Array.from({ length: 30 }, (_, index) =>
      sampleLoss({ subject: `g${index}` }, { why: long }),
    );
    const text = textOf(messageOf(...hostile, ...losses), long);
    expect(text.length).toBeLessThan(30_000);
    expect(text).not.toContain('\u202e');
    expect(text.match(/number \d+/g)).toHaveLength(10);
  });

  test('gives a message no lines of its own', () => {
    const forged = 'harmless\nCRITICAL forged-finding (new, confirmed)';
    const entry = sampleEntry(
      {},
      { message: forged, role: { arn: forged, name: forged }, remedy: { text: forged } },
    );
    expect(textOf(messageOf(entry), forged)).not.toMatch(/^\s*CRITICAL/m);
  });
});
