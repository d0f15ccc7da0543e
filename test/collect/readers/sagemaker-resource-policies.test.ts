import { expect, test } from 'vitest';
import { known } from '../../../src/model/read.ts';
import { parseSnapshot } from '../../../src/model/snapshot.ts';
import { collectSageMaker, countOf } from '../../support/collect-sagemaker.ts';
import { AwsFault, denied, type Route } from '../../support/fake-aws.ts';
import { ACCOUNT, REGION } from '../../support/fake-aws-account.ts';
import { fileIn, gapsIn } from '../../support/fake-aws-collect.ts';

const POLICY = { Version: '2012-10-17', Statement: [] };
const GROUPS = `${REGION}/sagemaker/get-model-package-group-policy.json`;
const LINEAGE = `${REGION}/sagemaker/get-lineage-group-policy.json`;

test('policies are read with their resource, and a resource without one is none', async () => {
  const { files, coverage } = await collectSageMaker({
    policies: {
      LineageGroup: { lineage: POLICY },
      ModelPackageGroup: { shared: POLICY, own: undefined },
    },
  });
  expect(gapsIn(coverage)).toEqual([]);
  expect(fileIn(files, GROUPS)).toEqual({
    items: [
      {
        ModelPackageGroupName: 'shared',
        ModelPackageGroupArn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package-group/shared`,
        ResourcePolicy: JSON.stringify(POLICY),
      },
    ],
  });
  expect(parseSnapshot(files, '').resourcePolicies).toEqual([
    {
      arn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:lineage-group/lineage`,
      region: REGION,
      type: 'LineageGroup',
      document: known(POLICY),
    },
    {
      arn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package-group/shared`,
      region: REGION,
      type: 'ModelPackageGroup',
      document: known(POLICY),
    },
  ]);
});

const notFound: Route = () => {
  throw new AwsFault('ResourceNotFound', 'no policy');
};
const withoutPolicy: Route = () => ({ LineageGroupArn: 'arn' });

test.each<[string, Route]>([
  ['a typed not-found', notFound],
  ['an answer without a policy', withoutPolicy],
])('%s is a lineage group without a policy', async (_, route) => {
  const { files, coverage } = await collectSageMaker(
    { policies: { LineageGroup: { lineage: POLICY } } },
    { 'sagemaker:GetLineageGroupPolicy': route },
  );
  expect(fileIn(files, LINEAGE)).toEqual({ items: [] });
  expect(gapsIn(coverage)).toEqual([]);
});

test('a denial is one gap with the action to grant, told once', async () => {
  const { files, coverage } = await collectSageMaker(
    { policies: { ModelPackageGroup: { a: POLICY, b: POLICY } } },
    { 'sagemaker:GetModelPackageGroupPolicy': denied, 'sagemaker:ListLineageGroups': denied },
  );
  const action = 'sagemaker:GetModelPackageGroupPolicy';
  expect(gapsIn(coverage).map((gap) => [gap.kind, gap.action])).toEqual([
    ['denied', 'sagemaker:ListLineageGroups'],
    ['denied', action],
  ]);
  expect(parseSnapshot(files, '').gaps).toEqual(gapsIn(coverage));
});

test('every group is asked for once', async () => {
  const groups = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`g${index}`, POLICY]));
  const collection = await collectSageMaker({ policies: { ModelPackageGroup: groups } });
  expect(countOf(collection, 'ListModelPackageGroups')).toBe(3);
  expect(countOf(collection, 'GetModelPackageGroupPolicy')).toBe(250);
});
