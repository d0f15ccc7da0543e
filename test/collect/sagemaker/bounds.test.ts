import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../src/model/json.ts';
import {
  collectSageMaker,
  countOf,
  DAY,
  HOUR,
  itemsOf,
  many,
  resource,
  sageMakerAccount,
} from '../../support/collect-sagemaker.ts';
import { denied, type Route } from '../../support/fake-aws.ts';
import { REGION, roleArn } from '../../support/fake-aws-account.ts';
import { type Collection, collectFrom, gapsIn } from '../../support/fake-aws-collect.ts';
import { oneOfEachKind } from '../../support/fake-sagemaker.ts';

describe('a list of many pages', () => {
  test('is read to its end, also past an empty page, a hundred at a time', async () => {
    const models = many('NotebookInstance', 250, HOUR);
    const collection = await collectSageMaker({ resources: { NotebookInstance: models } });
    expect(itemsOf(collection, 'NotebookInstance')).toHaveLength(250);
    expect(countOf(collection, 'ListNotebookInstances')).toBe(3);

    const items = models.slice(0, 2);
    const pages = [
      { NotebookInstances: [], NextToken: 'a' },
      { NotebookInstances: items.slice(0, 1), NextToken: 'b' },
      { NotebookInstances: [], NextToken: 'c' },
      { NotebookInstances: items.slice(1) },
    ];
    const route: Route = ({ NextToken }) =>
      pages[[undefined, 'a', 'b', 'c'].indexOf(NextToken as string)] ?? {};
    const sparse = await collectSageMaker(
      { resources: { NotebookInstance: items } },
      { 'sagemaker:ListNotebookInstances': route },
    );
    expect(itemsOf(sparse, 'NotebookInstance')).toHaveLength(2);
    expect(gapsIn(sparse.coverage)).toEqual([]);
  });

  test.each<[string, Route, number, string]>([
    [
      'a token that comes again',
      () => ({ Images: [], NextToken: 'again' }),
      2,
      'the same page token came twice',
    ],
    [
      'empty pages without end',
      ({ NextToken }) => ({ Images: [], NextToken: String(Number(NextToken ?? 0) + 1) }),
      20,
      'there are more than 20 pages',
    ],
    ['a page without its list', () => ({ NextToken: 'next' }), 1, 'the answer has no `Images`'],
  ])('ends at %s, which is a gap', async (_, route, calls, why) => {
    const collection = await collectSageMaker({}, { 'sagemaker:ListImages': route });
    expect(countOf(collection, 'ListImages')).toBe(calls);
    expect(gapsIn(collection.coverage)).toEqual([
      { source: 'sagemaker:ListImages', region: REGION, kind: calls === 1 ? 'failed' : 'partial', why },
    ]);
  });

  test('that breaks in the middle keeps what came before', async () => {
    const notebooks = many('NotebookInstance', 150, HOUR);
    const routes = sageMakerAccount({ resources: { NotebookInstance: notebooks } });
    const list = routes['sagemaker:ListNotebookInstances'];
    const collection = await collectFrom({
      ...routes,
      'sagemaker:ListNotebookInstances': (input, region) =>
        input.NextToken === undefined ? (list?.(input, region) ?? {}) : denied(),
    });
    expect(itemsOf(collection, 'NotebookInstance')).toHaveLength(100);
    expect(gapsIn(collection.coverage)).toEqual([
      expect.objectContaining({
        source: 'sagemaker:ListNotebookInstances',
        kind: 'partial',
        why: expect.stringContaining('AccessDeniedException'),
      }),
    ]);
  });
});

describe('jobs', () => {
  test('are read for the days that are asked for, newest first, and stop there', async () => {
    const resources = {
      ProcessingJob: many('ProcessingJob', 90, DAY),
      TrainingJob: many('TrainingJob', 90, DAY),
    };
    const usual = await collectSageMaker({ resources });
    expect(itemsOf(usual, 'ProcessingJob').map(({ ProcessingJobName }) => ProcessingJobName)).toEqual(
      Array.from({ length: 29 }, (_, index) => `n${89 - index}`),
    );
    expect(itemsOf(usual, 'TrainingJob')).toHaveLength(30);
    const week = await collectSageMaker({ resources }, {}, { lookbackDays: 7 });
    expect(itemsOf(week, 'ProcessingJob')).toHaveLength(6);
    expect(itemsOf(week, 'TrainingJob')).toHaveLength(7);
    expect([...gapsIn(usual.coverage), ...gapsIn(week.coverage)]).toEqual([]);
  });

  test('stop at the first old one, although a list were to leave its filter aside', async () => {
    const jobs = many('TransformJob', 300, HOUR).toReversed();
    const list: Route = ({ NextToken }) => {
      const start = Number(NextToken ?? 0);
      return { TransformJobSummaries: jobs.slice(start, start + 100), NextToken: String(start + 100) };
    };
    const collection = await collectSageMaker(
      { resources: { TransformJob: jobs } },
      { 'sagemaker:ListTransformJobs': list },
      { lookbackDays: 5 },
    );
    expect(countOf(collection, 'ListTransformJobs')).toBe(2);
    expect(itemsOf(collection, 'TransformJob')).toHaveLength(120);
  });

  test('are read on where they do not come newest first, so that no new one is missed', async () => {
    const jobs = many('TrainingJob', 250, 12 * HOUR);
    const search: Route = ({ Resource, NextToken }) => {
      const start = Number(NextToken ?? 0);
      const page = Resource === 'TrainingJob' ? jobs.slice(start, start + 100) : [];
      const Results = page.map((TrainingJob) => ({ TrainingJob }));
      return start + 100 < 250 && page.length > 0 ? { Results, NextToken: String(start + 100) } : { Results };
    };
    const collection = await collectSageMaker({}, { 'sagemaker:Search': search });
    expect(itemsOf(collection, 'TrainingJob')).toHaveLength(60);
  });

  test('never ask for the time of change, and always for full pages', async () => {
    const { calls } = await collectSageMaker({ resources: oneOfEachKind(roleArn('r')) });
    for (const { action, input } of calls.filter((call) => /^sagemaker:(List|Search)/.test(call.action))) {
      expect(
        Object.keys(input).filter((key) => key.startsWith('LastModified')),
        action,
      ).toEqual([]);
      expect(input.MaxResults, action).toBe(100);
      const isJob = /Jobs$/.test(action) && action !== 'sagemaker:Search';
      expect('CreationTimeAfter' in input, action).toBe(isJob);
    }
  });

  test('of every category are listed', async () => {
    const job = (name: string, JobCategory: string): JsonRecord => ({
      ...resource('Job', name),
      JobCategory,
    });
    const collection = await collectSageMaker({
      resources: { Job: [job('a', 'AgentRFT'), job('b', 'AgentRFTEvaluation')] },
    });
    expect(itemsOf(collection, 'Job').map(({ JobName }) => JobName)).toEqual(['a', 'b']);
  });
});

describe('fifty thousand jobs of each of two kinds', () => {
  let collection: Collection;
  beforeAll(async () => {
    collection = await collectSageMaker({
      resources: {
        TrainingJob: many('TrainingJob', 50_000, 60_000),
        ProcessingJob: many('ProcessingJob', 50_000, 10_000),
      },
    });
  });

  test('cost a number of calls that does not grow with them', () => {
    expect(countOf(collection, 'Search')).toBe(20 + 3);
    expect(countOf(collection, 'ListProcessingJobs')).toBe(5);
    expect(countOf(collection, 'DescribeProcessingJob')).toBe(500);
    expect(countOf(collection, 'DescribeTrainingJob')).toBe(0);
    expect(collection.calls.length).toBeLessThan(600);
  });

  test('leave the newest in the snapshot, and a gap for each kind', () => {
    const training = itemsOf(collection, 'TrainingJob');
    expect(training).toHaveLength(2000);
    expect(training[0]).toMatchObject({ TrainingJobName: 'n49999' });
    expect(itemsOf(collection, 'ProcessingJob')).toHaveLength(500);
    expect(gapsIn(collection.coverage)).toEqual([
      {
        source: 'sagemaker:ListProcessingJobs',
        region: REGION,
        kind: 'partial',
        why: 'there may be more than 500',
      },
      {
        source: 'sagemaker:Search',
        region: REGION,
        kind: 'partial',
        why: 'TrainingJob: there may be more than 2000',
      },
    ]);
  });
});

test('more on the last page than is described is a gap as well', async () => {
  const profiles = many('UserProfile', 550, HOUR).map((profile) => ({ ...profile, DomainId: 'd-1' }));
  const collection = await collectSageMaker({ resources: { UserProfile: profiles }, pageSize: 92 });
  expect(countOf(collection, 'DescribeUserProfile')).toBe(500);
  expect(gapsIn(collection.coverage)).toEqual([
    {
      source: 'sagemaker:ListUserProfiles',
      region: REGION,
      kind: 'partial',
      why: 'there may be more than 500',
    },
  ]);
});
