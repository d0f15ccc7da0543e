import { describe, expect, test } from 'vitest';
import { parseSnapshot } from '../../../src/model/snapshot.ts';
import {
  collectSageMaker,
  countOf,
  HOUR,
  itemsOf,
  many,
  resource,
  sageMakerAccount,
} from '../../support/collect-sagemaker.ts';
import { AwsFault, denied, type Route } from '../../support/fake-aws.ts';
import { REGION } from '../../support/fake-aws-account.ts';
import { collectFrom, gapsIn } from '../../support/fake-aws-collect.ts';

describe('a description that is refused', () => {
  const clusters = many('Cluster', 30, HOUR);

  test('is one gap for all that are refused alike, and the others are kept', async () => {
    const collection = await collectSageMaker(
      { resources: { Cluster: clusters } },
      {
        'sagemaker:DescribeCluster': ({ ClusterName }) => {
          if (ClusterName === 'n29') return clusters[29] ?? {};
          throw new AwsFault('AccessDeniedException', `not authorized on cluster/${ClusterName}`);
        },
      },
    );
    expect(itemsOf(collection, 'Cluster')).toHaveLength(1);
    expect(gapsIn(collection.coverage)).toEqual([
      {
        source: 'sagemaker:DescribeCluster',
        region: REGION,
        kind: 'denied',
        action: 'sagemaker:DescribeCluster',
        why: '29 of 30 were not described: AccessDeniedException: not authorized on cluster/n28',
      },
    ]);
  });

  test('again and again is not asked for to the end', async () => {
    const collection = await collectSageMaker(
      { resources: { Cluster: many('Cluster', 100, HOUR) } },
      { 'sagemaker:DescribeCluster': denied },
    );
    expect(countOf(collection, 'DescribeCluster')).toBeLessThan(25);
    expect(gapsIn(collection.coverage)).toEqual([
      expect.objectContaining({ why: expect.stringMatching(/^100 of 100 were not described: /) }),
    ]);
  });

  test.each([
    ['ValidationException', 'Could not find model "arn:aws:sagemaker:us-east-1:111122223333:model/n0".'],
    ['ValidationException', 'Requested resource not found.'],
    ['ValidationException', 'RecordNotFound'],
    ['ResourceNotFound', 'gone'],
  ])('because it is gone meanwhile (%s: %s) leaves no trace', async (code, message) => {
    const gone: Route = () => {
      throw new AwsFault(code, message);
    };
    const collection = await collectSageMaker(
      { resources: { Cluster: clusters.slice(0, 1) } },
      { 'sagemaker:DescribeCluster': gone },
    );
    expect(itemsOf(collection, 'Cluster')).toEqual([]);
    expect(gapsIn(collection.coverage)).toEqual([]);
  });

  test('in another form is a gap, and so is an answer without ARN', async () => {
    const invalid: Route = () => {
      throw new AwsFault('ValidationException', 'ARN should be scoped to correct region');
    };
    const collection = await collectSageMaker(
      { resources: { Cluster: clusters.slice(0, 1), Image: [resource('Image', 'i')] } },
      { 'sagemaker:DescribeCluster': invalid, 'sagemaker:DescribeImage': () => ({ ImageName: 'i' }) },
    );
    expect(gapsIn(collection.coverage).map(({ kind, why }) => [kind, why])).toEqual([
      ['failed', '1 of 1 were not described: ValidationException: ARN should be scoped to correct region'],
      ['failed', '1 of 1 were not described: the answer has no `ImageArn`'],
    ]);
  });
});

describe('a question that is refused', () => {
  test.each([
    ['UnknownOperationException', 'The requested operation is not supported in the called region.'],
    ['InvalidAction', 'no such action'],
    ['ValidationException', 'Labeling is not supported in this region.'],
  ])('with %s is a gap of its kind alone, told once', async (code, message) => {
    const { files, coverage } = await collectSageMaker(
      {},
      {
        'sagemaker:ListLabelingJobs': () => {
          throw new AwsFault(code, message);
        },
      },
    );
    const gap = {
      source: 'sagemaker:ListLabelingJobs',
      region: REGION,
      kind: 'failed',
      why: `${code}: ${message}`,
    };
    expect(gapsIn(coverage)).toEqual([gap]);
    expect(parseSnapshot(files, '').gaps).toEqual([gap]);
  });

  test('because of the rate is asked again', async () => {
    let asked = 0;
    const routes = sageMakerAccount({ resources: { Model: [resource('Model', 'm')] } });
    const search = routes['sagemaker:Search'];
    const collection = await collectFrom({
      ...routes,
      'sagemaker:Search': (input, region) => {
        asked += 1;
        if (asked <= 2) throw new AwsFault('ThrottlingException', 'Rate exceeded');
        return search?.(input, region) ?? {};
      },
    });
    expect(itemsOf(collection, 'Model')).toHaveLength(1);
    expect(gapsIn(collection.coverage)).toEqual([]);
  });

  test('of Search without a denial is no gap where the list stands in for it', async () => {
    const collection = await collectSageMaker(
      { resources: { Model: [resource('Model', 'm')] } },
      {
        'sagemaker:Search': () => {
          throw new AwsFault('UnknownOperationException', 'not here');
        },
      },
    );
    expect(itemsOf(collection, 'Model').map(({ ModelName }) => ModelName)).toEqual(['m']);
    expect(gapsIn(collection.coverage)).toEqual([]);
  });

  test('in the middle of a search keeps what came before', async () => {
    const routes = sageMakerAccount({ resources: { Model: many('Model', 150, HOUR) } });
    const search = routes['sagemaker:Search'];
    const collection = await collectFrom({
      ...routes,
      'sagemaker:Search': (input, region) =>
        input.NextToken === undefined ? (search?.(input, region) ?? {}) : denied(),
    });
    expect(itemsOf(collection, 'Model')).toHaveLength(100);
    expect(countOf(collection, 'ListModels')).toBe(0);
    expect(gapsIn(collection.coverage)).toEqual([
      expect.objectContaining({
        source: 'sagemaker:Search',
        kind: 'partial',
        why: expect.stringMatching(/^Model: AccessDeniedException: /),
      }),
    ]);
  });
});
