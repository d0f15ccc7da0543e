import { describe, expect, test } from 'vitest';
import { FEATURES, permissionsOf } from '../src/permissions.ts';
import { actionNamed, resourceTypesOf } from '../src/policy/catalogue.ts';

const scope = {
  partition: 'aws-us-gov',
  accountId: '111122223333',
  topicArn: 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:findings',
  chatTopicArn: 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:chat',
  stateBucketArn: 'arn:aws-us-gov:s3:::state',
  reportBucketArn: 'arn:aws-us-gov:s3:::reports',
  eventBusArn: 'arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/findings',
  memberRole: 'member',
  importRole: 'import',
};

describe('permissionsOf', () => {
  test('grants each need on the narrowest resource that its API accepts', () => {
    const features = [
      { name: 'a', needs: ['iam:GetRole', 'iam:GetAccountAuthorizationDetails'] },
      { name: 'sns', needs: ['sns:Publish', 'iam:GetRole', 'iam:GetPolicy'] },
      { name: 'c', needs: ['states:DescribeStateMachine', 'iam:GetRolePolicy'] },
      { name: 'd', needs: ['sagemaker:DescribeModel', 'sagemaker:ListModels'] },
    ];
    expect(permissionsOf(features, scope)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['iam:GetRole', 'iam:GetRolePolicy'],
          Resource: ['arn:aws-us-gov:iam::111122223333:role/*'],
        },
        {
          Effect: 'Allow',
          Action: ['iam:GetAccountAuthorizationDetails', 'sagemaker:ListModels'],
          Resource: ['*'],
        },
        { Effect: 'Allow', Action: ['sns:Publish'], Resource: [scope.topicArn] },
        {
          Effect: 'Allow',
          Action: ['iam:GetPolicy'],
          Resource: ['arn:aws-us-gov:iam::111122223333:policy/*', 'arn:aws-us-gov:iam::aws:policy/*'],
        },
        {
          Effect: 'Allow',
          Action: ['states:DescribeStateMachine'],
          Resource: ['arn:aws-us-gov:states:*:111122223333:stateMachine:*'],
        },
        {
          Effect: 'Allow',
          Action: ['sagemaker:DescribeModel'],
          Resource: ['arn:aws-us-gov:sagemaker:*:111122223333:*'],
        },
      ],
    });
  });

  test('grants what several features call at the places of each', () => {
    const placesOf = (action: string): readonly string[] =>
      permissionsOf(FEATURES, scope).Statement.flatMap(({ Action, Resource }) =>
        Action.includes(action) ? Resource : [],
      );
    expect(placesOf('s3:PutObject')).toEqual([
      'arn:aws-us-gov:s3:::state/state/*',
      'arn:aws-us-gov:s3:::state/runs/*',
      'arn:aws-us-gov:s3:::reports/reports/*',
      'arn:aws-us-gov:s3:::reports/transitions/*',
    ]);
    expect(placesOf('sns:Publish')).toEqual([scope.chatTopicArn, scope.topicArn]);
    expect(placesOf('sts:AssumeRole')).toEqual([
      'arn:aws-us-gov:iam::*:role/member',
      'arn:aws-us-gov:iam::*:role/import',
    ]);
  });

  test('grants actions that the catalogue knows', () => {
    const needed = FEATURES.flatMap(({ needs }) => needs);
    expect(needed.filter((action) => actionNamed(action)?.name !== action)).toEqual([]);
  });

  test('grants just what all features declare', () => {
    const granted = permissionsOf(FEATURES, scope).Statement.flatMap(({ Action }) => Action);
    expect([...new Set(granted)].toSorted()).toEqual(
      [...new Set(FEATURES.flatMap(({ needs }) => needs))].toSorted(),
    );
  });
});

test('only actions that accept no resource are granted on every resource', () => {
  const everywhere = permissionsOf(FEATURES, scope)
    .Statement.filter(({ Resource }) => Resource.includes('*'))
    .flatMap(({ Action }) => Action);
  // What lists model packages may name their group, but does not have to.
  const narrowable = everywhere.filter((action) => resourceTypesOf(action)?.some(({ required }) => required));
  expect(narrowable).toEqual([]);
  expect(
    everywhere.filter((action) => !/^sagemaker:(List\w+s|Search|GetLineageGroupPolicy)$/.test(action)),
  ).toEqual(['iam:GetAccountAuthorizationDetails', 'states:ListStateMachines']);
});
