import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { type AccountJson, auditOf } from '../support/rule-cases.ts';

interface Written {
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Sid?: string;
  readonly Condition?: unknown;
}

/** A role with a statement that names an action which is none, so that the rest of the statement is no part of the id. */
function found(statement: Written, others: readonly object[] = []): Finding | undefined {
  const own = {
    Effect: 'Allow',
    Action: ['s3:GetObjects', 's3:GetObject'],
    Resource: 'arn:aws:s3:::data/*',
    ...statement,
  };
  const account: AccountJson = {
    machines: [],
    roles: [
      {
        name: 'TrainRole',
        trust: 'sagemaker',
        policies: { own: { Version: '2012-10-17', Statement: [...others, own] } },
      },
    ],
  };
  return auditOf(account).findings.find(({ ruleId }) => ruleId === 'action-unknown');
}

const BEFORE = found({});

describe('a finding about a statement', () => {
  test.each<[string, Written]>([
    ['allows more resources', { Resource: '*' }],
    ['allows more actions', { Action: ['s3:GetObjects', 's3:*'] }],
    ['has a condition', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }],
  ])('has another content, and the same id, where it %s', (_, statement) => {
    const after = found(statement);
    expect(after?.id).toBe(BEFORE?.id);
    expect(after?.contentDigest).not.toBe(BEFORE?.contentDigest);
  });

  test.each<[string, Written, readonly object[]]>([
    ['has another name', { Sid: 'Data' }, []],
    ['has its actions in another order and case', { Action: ['S3:getobject', 's3:GETOBJECTS'] }, []],
    ['stands elsewhere', {}, [{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }]],
  ])('has the same content where it %s', (_, statement, others) => {
    const after = found(statement, others);
    expect(after?.id).toBe(BEFORE?.id);
    expect(after?.contentDigest).toBe(BEFORE?.contentDigest);
  });
});

describe('a finding about a need', () => {
  const task = (name: string, integration = 'createTrainingJob') => ({
    [name]: {
      Type: 'Task',
      Resource: `arn:aws:states:::sagemaker:${integration}`,
      Parameters: { TrainingJobName: 'nightly', 'RoleArn.$': '$.role' },
    },
  });
  const refused = (States: object, name = 'nightly'): Finding | undefined =>
    auditOf({
      machines: [
        { name: 'train', role: 'Runner', definition: JSON.stringify({ States }).replaceAll('nightly', name) },
      ],
      roles: [{ name: 'Runner' }],
    }).findings.find(({ ruleId }) => ruleId === 'task-permission-missing');

  test('has another content where more is expected of the role', () => {
    const [one, other] = [refused(task('Train')), refused(task('Train'), 'weekly')];
    expect(other?.id).toBe(one?.id);
    expect(other?.contentDigest).not.toBe(one?.contentDigest);
  });

  test('has the same content where its state has another name', () => {
    const [one, other] = [refused(task('Train')), refused(task('Teach'))];
    expect([other?.id, other?.contentDigest]).toEqual([one?.id, one?.contentDigest]);
  });
});
