import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { type AccountJson, auditOf, snapshotOf } from '../support/rule-cases.ts';

const ROLE = 'arn:aws:iam::111122223333:role/TrainRole';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-1111-4222-8333-444455556666';
const OUTPUT = { OutputDataConfig: { S3OutputPath: 's3://artifacts/models' } };

function job(TrainingJobName: string, more: object = {}): object {
  const CreationTime = '2026-11-19T22:00:00Z';
  return { TrainingJobName, CreationTime, RoleArn: ROLE, ...OUTPUT, ...more };
}

function jobs(TrainingJob: readonly object[], policies: Record<string, unknown> = {}): AccountJson {
  return {
    machines: [],
    roles: [{ name: 'TrainRole', trust: 'sagemaker', policies }],
    sagemaker: { TrainingJob },
  };
}

function storageFindings(account: AccountJson): readonly Finding[] {
  return auditOf(account).findings.filter(({ ruleId }) => ruleId === 'storage-access-missing');
}

describe('what execution roles lack', () => {
  test('is one finding, however many jobs meet it, and it lists them all', () => {
    const names = Array.from({ length: 300 }, (_, index) => `churn-${index}`);
    const [finding, ...others] = storageFindings(jobs(names.map((name) => job(name))));
    expect(others).toEqual([]);
    expect(finding?.because.map(({ resource }) => resource)).toEqual(
      names.map((name) => `arn:aws:sagemaker:us-east-1:111122223333:training-job/${name}`),
    );
    expect(finding?.message).toContain('`churn-0` (TrainingJob) and 299 more resources need');
  });

  test('has a remedy for the next job too', () => {
    const [finding] = storageFindings(jobs([job('churn-1'), job('churn-2')]));
    const allowed = finding?.remedy.policy?.Statement.flatMap(({ Resource }) => Resource);
    expect(allowed).toEqual(['arn:aws:s3:::artifacts/models/*']);
  });

  test('keeps its identity when other jobs take the place of those that lack it', () => {
    const [today, tomorrow] = ['churn-1', 'fraud-1'].map((name) => storageFindings(jobs([job(name)])));
    expect(today?.map(({ id }) => id)).toEqual(tomorrow?.map(({ id }) => id));
  });

  test('is told apart by region', () => {
    const snapshot = snapshotOf(jobs([job('churn-1'), job('churn-2')]));
    const [first, second] = snapshot.sageMakerResources;
    if (first === undefined || second === undefined) throw new Error('both jobs are there');
    const sageMakerResources = [first, { ...second, region: 'eu-west-1' }];
    const regions = ['us-east-1', 'eu-west-1'];
    const { findings } = audit({ ...snapshot, regions, sageMakerResources }, { engineVersion: '0' });
    expect(findings.map(({ region }) => region)).toEqual(expect.arrayContaining(regions));
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  });

  test('shows no control character of a name', () => {
    const [finding] = storageFindings(jobs([job('churn\u001b[2J\u202e')]));
    expect(finding?.message).toContain('`churn\\u{1b}[2J\\u{202e}` (TrainingJob)');
  });

  test.each([
    ['the AWS CLI writes it', '2026-10-01T08:00:00.123456+00:00', 'low'],
    ['an older AWS CLI writes it', 1_790_000_000.25, 'low'],
    ['nobody can read it', 'some day', 'high'],
  ])('of a model depends on its age, as %s', (_, CreationTime, severity) => {
    const PrimaryContainer = { ModelDataUrl: 's3://artifacts/model.tar.gz' };
    const models = [{ ModelName: 'churn', CreationTime, ExecutionRoleArn: ROLE, PrimaryContainer }];
    const [finding] = storageFindings({ ...jobs([]), sagemaker: { Model: models } });
    expect(finding?.severity).toBe(severity);
  });

  test('is as bad as before where a job has failed for another reason since one has completed', () => {
    const completed = job('churn-1', { TrainingJobStatus: 'Completed' });
    const failed = { TrainingJobStatus: 'Failed', CreationTime: '2026-11-20T01:00:00Z' };
    const severityAfter = (FailureReason: string) =>
      storageFindings(jobs([job('churn-2', { ...failed, FailureReason }), completed])).map(
        ({ severity }) => severity,
      );
    expect(severityAfter('AlgorithmError: exit code 1')).toEqual(['low']);
    expect(severityAfter('ClientError: AccessDenied')).toEqual(['high']);
  });
});

describe('the grant on the key of a volume', () => {
  const TARGET = 'arn:aws:iam::111122223333:role/TargetRole';
  const PASSES = [
    { Effect: 'Allow', Action: 'sagemaker:*', Resource: '*' },
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE },
  ];
  const GRANT = { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: KEY };

  /** A task that takes on another role for its call. */
  function borrowing(target: readonly object[]): AccountJson {
    const Parameters = { RoleArn: ROLE, ResourceConfig: { VolumeKmsKeyId: KEY } };
    const Train = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob',
      Credentials: { RoleArn: TARGET },
      Parameters,
    };
    return {
      machines: [{ name: 'nightly', role: 'NightlyRole', definition: { States: { Train } } }],
      roles: [
        { name: 'NightlyRole', policies: { grant: { Statement: [GRANT] } } },
        { name: 'TargetRole', policies: { pass: { Statement: target } } },
        { name: 'TrainRole', trust: 'sagemaker', policies: {} },
      ],
    };
  }

  test.each([
    ['may make it', [...PASSES, GRANT], []],
    ['may not make it, whatever the role of the state machine may', PASSES, ['TrainRole']],
  ])('is asked of the role that the task takes on: it %s', (_, target, expected) => {
    const { findings } = auditOf(borrowing(target));
    const told = findings.filter(({ ruleId }) => ruleId === 'key-access-missing');
    expect(told.map(({ role }) => role.name)).toEqual(expected);
  });

  test('is left open where the role that makes the call was not read', () => {
    const account = borrowing(PASSES);
    const roles = account.roles.filter(({ name }) => name !== 'TargetRole');
    const { findings, coverage } = auditOf({ ...account, roles });
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('key-access-missing');
    expect(coverage.gaps.map(({ why }) => why)).toContain(
      'whether `$.States.Train` of `nightly` may `kms:CreateGrant` with the role: the role that makes the call was not read',
    );
  });
});
