import { describe, expect, test } from 'vitest';
import { SAGEMAKER_KINDS } from '../../../src/model/sagemaker-kinds.ts';
import { parseSnapshot } from '../../../src/model/snapshot.ts';
import { collectSageMaker, itemsOf, resource } from '../../support/collect-sagemaker.ts';
import { denied } from '../../support/fake-aws.ts';
import { REGION, roleArn } from '../../support/fake-aws-account.ts';
import { gapsIn } from '../../support/fake-aws-collect.ts';
import { oneOfEachKind } from '../../support/fake-sagemaker.ts';

describe('an account with one resource of every kind', () => {
  const resources = oneOfEachKind(roleArn('everyone'));
  // What describes jobs of the first version as well is asked once.
  const { AutoMLJob: _, ...asked } = resources;

  test('is read in full, each kind in its file, with every role that it names', async () => {
    const collection = await collectSageMaker({ resources: asked });
    expect(gapsIn(collection.coverage)).toEqual([]);
    const { sageMakerResources, gaps } = parseSnapshot(collection.files, '');
    expect(gaps).toEqual([]);
    expect(sageMakerResources.map(({ kind }) => kind.noun)).toEqual(Object.keys(asked));
    for (const { kind, name, roles, succeeded } of sageMakerResources) {
      expect(
        roles.map(({ field: { path } }) => path),
        kind.noun,
      ).toEqual(kind.roles.map(({ path }) => path));
      expect(succeeded, kind.noun).toBe(kind.lifetime === 'job');
      expect(name).toMatch(/^the-/);
    }
  });

  test('is the same without Search, but for the gap that says so once', async () => {
    const bySearch = await collectSageMaker({ resources: asked });
    const oneByOne = await collectSageMaker({ resources: asked }, { 'sagemaker:Search': denied });
    expect(gapsIn(oneByOne.coverage)).toEqual([
      expect.objectContaining({ source: 'sagemaker:Search', kind: 'denied', action: 'sagemaker:Search' }),
    ]);
    for (const { noun } of SAGEMAKER_KINDS)
      expect(itemsOf(oneByOne, noun), noun).toEqual(itemsOf(bySearch, noun));
  });

  test('asks in each region where it is', async () => {
    const { calls } = await collectSageMaker({ resources: asked }, {}, { regions: ['eu-west-1', REGION] });
    const lists = calls.filter(({ action }) => action === 'sagemaker:ListDomains');
    expect(lists.map(({ region }) => region)).toEqual(['eu-west-1', REGION]);
  });
});

test('a result without a record is a malformed resource, not none', async () => {
  const { files } = await collectSageMaker({}, { 'sagemaker:Search': () => ({ Results: [{}] }) });
  const { gaps } = parseSnapshot(files, '');
  expect(gaps.map(({ source, kind }) => [source, kind])).toEqual([
    ['sagemaker:DescribeFeatureGroup', 'malformed'],
    ['sagemaker:DescribeHyperParameterTuningJob', 'malformed'],
    ['sagemaker:DescribeModel', 'malformed'],
    ['sagemaker:DescribeTrainingJob', 'malformed'],
  ]);
});

test('model packages are listed in and out of groups', async () => {
  const versioned = {
    ...resource('ModelPackage', 'group/1'),
    ModelPackageName: undefined,
    ModelPackageGroupName: 'group',
  };
  const collection = await collectSageMaker({
    resources: { ModelPackage: [resource('ModelPackage', 'alone'), versioned] },
  });
  expect(itemsOf(collection, 'ModelPackage')).toHaveLength(2);
  const describes = collection.calls.filter(({ action }) => action === 'sagemaker:DescribeModelPackage');
  expect(describes.map(({ input }) => input.IncludedData)).toEqual(['MetadataOnly', 'MetadataOnly']);
});

test('a pipeline comes with its definition', async () => {
  const PipelineDefinition = JSON.stringify({ Steps: [{ Arguments: { RoleArn: roleArn('step') } }] });
  const collection = await collectSageMaker({
    resources: { Pipeline: [{ ...resource('Pipeline', 'p'), PipelineDefinition }] },
  });
  expect(itemsOf(collection, 'Pipeline')).toEqual([expect.objectContaining({ PipelineDefinition })]);
});
