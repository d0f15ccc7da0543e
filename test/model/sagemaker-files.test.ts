import { describe, expect, test } from 'vitest';
import { failed, known, type Read } from '../../src/model/read.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../../src/model/sagemaker-kinds.ts';
import { parseSnapshot, type Snapshot } from '../../src/model/snapshot.ts';
import { emptySageMakerFiles } from '../support/sagemaker-files.ts';

const REGION = 'eu-west-1';
const MODELS = `${REGION}/sagemaker/describe-model.json`;
const GROUPS = `${REGION}/sagemaker/get-model-package-group-policy.json`;
const EMPTY = emptySageMakerFiles(REGION);
const ARN = `arn:aws:sagemaker:${REGION}:111122223333:model-package-group/shared`;

/** A snapshot whose roles and state machines are read and none. */
function snapshot(sagemaker: Readonly<Record<string, unknown>>, coverage: readonly object[] = []): Snapshot {
  const files = {
    'snapshot.json': { schemaVersion: 1, accountId: '111122223333', regions: [REGION], coverage },
    'iam/authorization-details.json': { RoleDetailList: [], Policies: [] },
    [`${REGION}/states/state-machines.json`]: { stateMachines: [], versions: [], aliases: [] },
    ...sagemaker,
  };
  return parseSnapshot(
    new Map(Object.entries(files).map(([path, content]): [string, Read<unknown>] => [path, known(content)])),
    '2026-11-20T06:00:00Z',
  );
}

function without(...paths: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(EMPTY).filter(([path]) => !paths.includes(path)));
}

const recorded = (source: string, region: string = REGION): object => ({
  source,
  region,
  kind: 'denied',
  why: 'AccessDenied',
  action: source,
});

describe('the files of SageMaker', () => {
  test('are read and empty', () => {
    expect(snapshot(EMPTY)).toMatchObject({ sageMakerResources: [], resourcePolicies: [], gaps: [] });
  });

  test('are one gap where none is there', () => {
    expect(snapshot({}).gaps).toMatchObject([{ source: 'sagemaker', region: REGION, kind: 'not-read' }]);
  });

  test('are a gap each where some are there', () => {
    expect(snapshot(without(MODELS, GROUPS)).gaps).toMatchObject([
      { source: 'sagemaker:DescribeModel', region: REGION, kind: 'not-read' },
      { source: 'sagemaker:GetModelPackageGroupPolicy', region: REGION, kind: 'not-read' },
    ]);
  });

  test.each(['sagemaker:ListModels', 'sagemaker:DescribeModel'])(
    'are told once where the reader has recorded %s',
    (source) => {
      expect(snapshot(without(MODELS), [recorded(source)]).gaps).toEqual([recorded(source)]);
    },
  );

  test.each(['sagemaker:ListModelPackageGroups', 'sagemaker:GetModelPackageGroupPolicy'])(
    'of policies are told once where the reader has recorded %s',
    (source) => {
      expect(snapshot(without(GROUPS), [recorded(source)]).gaps).toEqual([recorded(source)]);
    },
  );

  test.each([
    ['of another kind', recorded('sagemaker:ListImages')],
    ['of another region', recorded('sagemaker:ListModels', 'us-east-1')],
    // Several kinds are searched for, so that it does not say which of them it is about.
    ['of Search', recorded('sagemaker:Search')],
  ])('are not hidden behind a gap %s', (_, gap) => {
    expect(snapshot(without(MODELS), [gap]).gaps).toMatchObject([
      gap,
      { source: 'sagemaker:DescribeModel', kind: 'not-read' },
    ]);
  });

  test('are a gap for each question that was recorded, where nothing could be read', () => {
    const asked = SAGEMAKER_KINDS.filter(({ noun }) => noun !== 'Model' && noun !== 'AutoMLJob');
    const gaps = [
      ...asked.map(({ noun }) => recorded(`sagemaker:List${noun.replace('V2', '')}s`)),
      recorded('sagemaker:ListLineageGroups'),
      recorded('sagemaker:ListModelPackageGroups'),
    ];
    expect(snapshot({}, gaps).gaps).toMatchObject([...gaps, { source: 'sagemaker:DescribeModel' }]);
  });

  test('need none for a kind that another operation describes as well', () => {
    const autoMl = SAGEMAKER_KINDS.find(({ noun }) => noun === 'AutoMLJob');
    expect(snapshot(without(`${REGION}/${autoMl && sageMakerFile(autoMl)}`)).gaps).toEqual([]);
  });
});

describe('policies of resources', () => {
  const statement = { Version: '2012-10-17', Statement: [] };

  test.each([
    ['text, as AWS returns it', JSON.stringify(statement), known(statement)],
    ['an object', statement, known(statement)],
    ['text that is no JSON', '{"Version":', failed('the document is not JSON')],
    ['absent', undefined, failed('the document is absent')],
  ])('whose document is %s', (_, ResourcePolicy, document) => {
    const items = [{ ModelPackageGroupName: 'shared', ModelPackageGroupArn: ARN, ResourcePolicy }];
    expect(snapshot({ ...EMPTY, [GROUPS]: { items } })).toMatchObject({
      resourcePolicies: [{ arn: ARN, region: REGION, type: 'ModelPackageGroup', document }],
      gaps: [],
    });
  });

  test.each([
    [{}, '$.items: expected an array, found nothing'],
    [{ items: [{ ResourcePolicy: '{}' }] }, '$.items[0]: expected a policy with ModelPackageGroupArn'],
    [{ items: ['text'] }, '$.items[0]: expected a policy with ModelPackageGroupArn, found a string'],
  ])('in a file %j are a gap', (file, why) => {
    const { gaps, resourcePolicies } = snapshot({ ...EMPTY, [GROUPS]: file });
    expect(resourcePolicies).toEqual([]);
    expect(gaps).toMatchObject([
      {
        source: 'sagemaker:GetModelPackageGroupPolicy',
        kind: 'malformed',
        why: expect.stringContaining(why),
      },
    ]);
  });
});
