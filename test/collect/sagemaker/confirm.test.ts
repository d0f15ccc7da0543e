import { describe, expect, test } from 'vitest';
import {
  describeAction,
  SAGEMAKER_KINDS,
  type SageMakerKind,
  sageMakerFile,
} from '../../../src/model/sagemaker-kinds.ts';
import { parseSnapshot } from '../../../src/model/snapshot.ts';
import { DAY, HOUR, resource, resourceArn } from '../../support/collect-sagemaker.ts';
import { confirm } from '../../support/confirm.ts';
import { denied, type Routes } from '../../support/fake-aws.ts';
import { accountRoutes, type FakeAccount, REGION, roleArn } from '../../support/fake-aws-account.ts';
import { gapsIn, listIn } from '../../support/fake-aws-collect.ts';
import { madeUp, oneOfEachKind } from '../../support/fake-sagemaker.ts';

const SMALL: FakeAccount = { machines: [], roles: [{ name: 'runner' }], policies: {} };

describe('a SageMaker resource that no list showed', () => {
  test('of any kind is asked for by its ARN alone, once, and added to its file', async () => {
    const kinds = SAGEMAKER_KINDS.filter(({ describedAs }) => describedAs === undefined);
    const all = oneOfEachKind(roleArn('runner'));
    const resources = Object.fromEntries(
      kinds.map(({ noun }) => [noun, (all[noun] ?? []).map((record) => madeUp(record, noun))]),
    );
    const arnOf = ({ noun, arn }: SageMakerKind): string => String(resources[noun]?.[0]?.[arn]);
    const lists = Object.entries(accountRoutes(SMALL)).filter(([action]) =>
      /^sagemaker:(List|Search)/.test(action),
    );
    const account = { ...SMALL, sagemaker: { resources } };
    const { files, coverage, more } = await confirm(kinds.map(arnOf), account, Object.fromEntries(lists));
    expect(more.toSorted()).toEqual(kinds.map(describeAction).toSorted());
    for (const kind of kinds)
      expect(
        listIn(files, `${REGION}/${sageMakerFile(kind)}`, 'items').map((item) => item[kind.arn]),
      ).toEqual([arnOf(kind)]);
    expect(gapsIn(coverage)).toEqual([]);
  });

  test('is told as past where it is an old job, and is not audited', async () => {
    const old = resource('TrainingJob', 'old', 31 * DAY);
    const late = resource('TrainingJob', 'late', HOUR);
    const account = { ...SMALL, sagemaker: { resources: { TrainingJob: [old, late] } } };
    const arn = resourceArn('TrainingJob', 'old');
    const { files, more } = await confirm([arn, resourceArn('TrainingJob', 'late')], account);
    expect(more).toEqual(['sagemaker:DescribeTrainingJob']);
    const { past, absent, sageMakerResources, gaps } = parseSnapshot(files, '');
    expect({ past, absent, gaps }).toEqual({ past: [arn], absent: [], gaps: [] });
    expect(sageMakerResources.map(({ name }) => name)).toEqual(['late']);
  });

  test('is no proof of its absence where its name may be spelt otherwise and the list was not whole', async () => {
    const lists: Routes = { 'sagemaker:ListNotebookInstances': denied };
    const lower = resourceArn('NotebookInstance', 'gone');
    const mixed = resourceArn('NotebookInstance', 'Gone');
    const { files, coverage } = await confirm([lower, mixed], SMALL, lists);
    expect(parseSnapshot(files, '').absent).toEqual([mixed]);
    expect(gapsIn(coverage).slice(1)).toEqual([
      {
        source: 'sagemaker:DescribeNotebookInstance',
        region: REGION,
        resource: lower,
        kind: 'failed',
        why: 'nothing has this name; the ARN may spell it in lower case, and not all of its kind were listed',
      },
    ]);
  });

  test('is not taken for another of the same name', async () => {
    const { coverage, files } = await confirm([resourceArn('Image', 'i')], SMALL, {
      'sagemaker:DescribeImage': () => ({ ImageArn: resourceArn('Image', 'other') }),
    });
    expect(gapsIn(coverage)).toEqual([
      expect.objectContaining({ kind: 'failed', why: 'the resource of this name has another ARN' }),
    ]);
    expect(parseSnapshot(files, '').absent).toEqual([]);
  });

  test('is not asked for where the list has shown that nobody may ask', async () => {
    const clusters = [resource('Cluster', 'c')];
    const account = { ...SMALL, sagemaker: { resources: { Cluster: clusters } } };
    const { more } = await confirm([resourceArn('Cluster', 'c2')], account, {
      'sagemaker:DescribeCluster': denied,
    });
    expect(more).toEqual([]);
  });
});
