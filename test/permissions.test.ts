import { describe, expect, test } from 'vitest';
import { FEATURES, permissionsOf } from '../src/permissions.ts';
import { actionNamed, resourceTypesOf } from '../src/policy/catalogue.ts';

const scope = {
  partition: 'aws-us-gov',
  accountId: '111122223333',
  topicArn: 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:findings',
};

describe('permissionsOf', () => {
  test('grants each need on the narrowest resource that its API accepts', () => {
    const features = [
      { name: 'a', needs: ['iam:GetRole', 'iam:GetAccountAuthorizationDetails'] },
      { name: 'b', needs: ['sns:Publish', 'iam:GetRole', 'iam:GetPolicy'] },
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

  test('grants actions that the catalogue knows', () => {
    const needed = FEATURES.flatMap(({ needs }) => needs);
    expect(needed.filter((action) => actionNamed(action)?.name !== action)).toEqual([]);
  });

  test('grants just what all features declare', () => {
    const granted = permissionsOf(FEATURES, scope).Statement.flatMap(({ Action }) => Action);
    expect(granted.toSorted()).toEqual([...new Set(FEATURES.flatMap(({ needs }) => needs))].toSorted());
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
