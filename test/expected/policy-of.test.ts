import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import type { ExpectedGrant } from '../../src/expected/grant.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { definitionOf, MACHINE } from './support.ts';

function grantsOf(task: Readonly<Record<string, unknown>>): readonly ExpectedGrant[] {
  return expectationOf({ definition: definitionOf(task), machine: MACHINE, pack: 'docs-2025' }).grants;
}

const TRAINING = grantsOf({
  Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
  Parameters: { TrainingJobName: 'nightly-train', RoleArn: 'arn:aws:iam::111122223333:role/SageMakerExec' },
});

describe('policyOf', () => {
  test('writes one statement for each resource and condition, named after its first action', () => {
    expect(policyOf(TRAINING, 'required').policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'CreateTrainingJob',
          Effect: 'Allow',
          Action: [
            'sagemaker:CreateTrainingJob',
            'sagemaker:DescribeTrainingJob',
            'sagemaker:StopTrainingJob',
            'sagemaker:AddTags',
            'sagemaker:ListTags',
          ],
          Resource: ['arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly-train'],
        },
        {
          Sid: 'PassRole',
          Effect: 'Allow',
          Action: ['iam:PassRole'],
          Resource: ['arn:aws:iam::111122223333:role/SageMakerExec'],
          Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
        },
        {
          Sid: 'PutTargets',
          Effect: 'Allow',
          Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
          Resource: [
            'arn:aws:events:us-east-1:111122223333:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule',
          ],
        },
      ],
    });
  });

  test('joins resources where the actions are the same', () => {
    const grants = grantsOf({
      Resource: 'arn:aws:states:::sagemaker:updateEndpoint',
      Parameters: { EndpointName: 'e', EndpointConfigName: 'c' },
    });
    expect(policyOf(grants, 'required').statements).toMatchObject([
      {
        sid: 'UpdateEndpoint',
        actions: ['sagemaker:UpdateEndpoint'],
        resources: [
          'arn:aws:sagemaker:us-east-1:111122223333:endpoint/e',
          'arn:aws:sagemaker:us-east-1:111122223333:endpoint-config/c',
        ],
        needs: ['create'],
        because: [{ state: '$.States.T', integration: 'sagemaker:updateEndpoint', source: 'api' }],
      },
    ]);
  });

  test('tells for each statement what it is needed for and by whom', () => {
    const [create] = policyOf(TRAINING, 'required').statements;
    expect(create?.needs).toEqual(['create', 'poll', 'cancel', 'tag', 'documented']);
    expect(create?.because.map(({ source }) => source)).toEqual(['api', 'docs-2023', 'docs-2025']);
  });

  test('never joins a grant under condition with one without', () => {
    const wide = grantsOf({ Resource: 'arn:aws:states:::glue:doSomething.sync' });
    const narrow = wide.map(
      (grant): ExpectedGrant => ({ ...grant, context: { 'aws:RequestedRegion': 'us-east-1' } }),
    );
    const { statements } = policyOf([...wide, ...narrow], 'allowed');
    expect(statements.map(({ sid, context }) => [sid, context])).toEqual([
      ['AllGlue', {}],
      ['PutTargets', {}],
      ['AllGlue2', { 'aws:RequestedRegion': 'us-east-1' }],
      ['PutTargets2', { 'aws:RequestedRegion': 'us-east-1' }],
    ]);
  });

  test('joins grants whose conditions differ in their order only', () => {
    const [grant] = TRAINING;
    if (grant === undefined) throw new Error('a training job has grants');
    const twice: readonly ExpectedGrant[] = [
      { ...grant, context: { a: '1', b: '2' } },
      { ...grant, context: { b: '2', a: '1' }, action: 'sagemaker:Other' },
    ];
    expect(policyOf(twice, 'required').statements).toMatchObject([
      { actions: ['sagemaker:CreateTrainingJob', 'sagemaker:Other'], context: { a: '1', b: '2' } },
    ]);
  });

  test('keeps what only a run decides apart from what is known', () => {
    const some = TRAINING.map((grant): ExpectedGrant => ({ ...grant, quantifier: 'some' }));
    const quantifiers = policyOf([...TRAINING, ...some], 'required').statements.map(
      ({ quantifier }) => quantifier,
    );
    expect(quantifiers).toEqual(['all', 'all', 'all', 'some', 'some', 'some']);
  });

  test('has no statement without grants', () => {
    expect(policyOf([], 'required')).toEqual({
      policy: { Version: '2012-10-17', Statement: [] },
      statements: [],
    });
  });

  test('writes letters and digits only into a Sid', () => {
    for (const service of [
      'apigateway:invoke',
      'emr-serverless:startJobRun',
      'lambda:invoke',
      'http:invoke',
      'emr-serverless:doSomething',
    ]) {
      const grants = grantsOf({ Resource: `arn:aws:states:::${service}` });
      for (const { Sid } of policyOf(grants, 'allowed').policy.Statement)
        expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
    }
  });
});
