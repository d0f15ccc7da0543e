import { describe, expect, test } from 'vitest';
import type { CoverageEntry, Progress } from '../../src/collect/reader.ts';
import { RESOURCE_POLICY_KINDS } from '../../src/model/resource-policy.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../../src/model/sagemaker-kinds.ts';
import { parseSnapshot, SNAPSHOT_FILE } from '../../src/model/snapshot.ts';
import { EMPTY_SAGEMAKER } from '../support/empty-sagemaker.ts';
import { AwsFault, denied, type Route } from '../support/fake-aws.ts';
import { ACCOUNT, accountRoutes, type FakeAccount, roleArn } from '../support/fake-aws-account.ts';
import { collectFrom, fileIn, gapsIn } from '../support/fake-aws-collect.ts';

const IDENTITY = 'sts:GetCallerIdentity';

/** Kinds that Search returns are asked for by it, and not listed. */
const SEARCHED = SAGEMAKER_KINDS.filter(({ search }) => search !== undefined);

function ofSageMaker(coverage: readonly CoverageEntry[]): readonly CoverageEntry[] {
  return coverage.filter(({ source }) => source.startsWith('sagemaker:'));
}

const SMALL: FakeAccount = {
  machines: [{ name: 'm', role: roleArn('runner'), definition: '{}' }],
  roles: [{ name: 'runner', inline: { own: {} } }],
  policies: {},
};

test('a healthy account is a file for each source and no gap', async () => {
  const { files, coverage } = await collectFrom(accountRoutes(SMALL));
  expect([...files.keys()]).toEqual([
    'snapshot.json',
    'us-east-1/states/state-machines.json',
    ...SAGEMAKER_KINDS.filter(({ noun }) => noun !== 'AutoMLJob').map(
      (kind) => `us-east-1/${sageMakerFile(kind)}`,
    ),
    ...RESOURCE_POLICY_KINDS.map(({ file }) => `us-east-1/${file}`),
    'iam/authorization-details.json',
  ]);
  expect(fileIn(files, SNAPSHOT_FILE)).toEqual({
    schemaVersion: 1,
    takenAt: '2026-05-06T07:08:09.000Z',
    partition: 'aws',
    accountId: ACCOUNT,
    regions: ['us-east-1'],
    coverage: [
      { source: IDENTITY, region: 'global', kind: 'known' },
      { source: 'states:ListStateMachines', region: 'us-east-1', kind: 'known' },
      { source: 'states:ListStateMachineVersions', region: 'us-east-1', kind: 'known' },
      { source: 'states:ListStateMachineAliases', region: 'us-east-1', kind: 'known' },
      ...ofSageMaker(coverage),
      { source: 'iam:GetAccountAuthorizationDetails', region: 'global', kind: 'known' },
    ],
  });
  expect(gapsIn(coverage)).toEqual([]);
  expect(parseSnapshot(files, '').gaps).toEqual([]);
  expect(ofSageMaker(coverage)).toHaveLength(EMPTY_SAGEMAKER.size - SEARCHED.length);
});

test('roles are read after what uses them', async () => {
  const { calls } = await collectFrom(accountRoutes(SMALL));
  const services = calls.map(({ action }) => action.split(':')[0]);
  expect(services.lastIndexOf('states')).toBeLessThan(services.indexOf('iam'));
  expect(services.lastIndexOf('sagemaker')).toBeLessThan(services.indexOf('iam'));
});

test('each region is asked where it is, and IAM once', async () => {
  const { calls } = await collectFrom(accountRoutes(SMALL), { regions: ['eu-west-1', 'us-east-1'] });
  const lists = calls.filter(({ action }) => action === 'states:ListStateMachines');
  expect(lists.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);
  expect(calls.filter(({ action }) => action.startsWith('iam:'))).toHaveLength(1);
});

test('an account that denies everything is a snapshot with nothing but gaps', async () => {
  const routes = Object.fromEntries(Object.keys(accountRoutes(SMALL)).map((action) => [action, denied]));
  const { files, coverage } = await collectFrom(routes);
  expect([...files.keys()]).toEqual([SNAPSHOT_FILE]);
  const gaps = gapsIn(coverage);
  expect(
    gaps.filter((gap) => !ofSageMaker(gaps).includes(gap)).map(({ source, kind }) => [source, kind]),
  ).toEqual([
    [IDENTITY, 'denied'],
    ['states:ListStateMachines', 'denied'],
    ['iam:GetAccountAuthorizationDetails', 'denied'],
  ]);
  expect(
    ofSageMaker(gaps)
      .map(({ action, kind }) => `${kind} ${action}`)
      .sort(),
  ).toEqual([...EMPTY_SAGEMAKER.keys()].map((name) => `denied sagemaker:${name}`).sort());
  const sources = (all: readonly { readonly source: string }[]): readonly string[] =>
    all.map(({ source }) => source);
  expect(sources(parseSnapshot(files, '').gaps)).toEqual(sources(gaps));
});

test('progress names what is read, and how much of it', async () => {
  const seen: Progress[] = [];
  await collectFrom(
    { ...accountRoutes(SMALL), 'iam:GetAccountAuthorizationDetails': denied },
    { onProgress: (progress) => seen.push(progress) },
  );
  expect(seen).toEqual([
    { region: 'us-east-1', what: 'state machines', done: 1, total: 1 },
    { region: 'us-east-1', what: 'lists of versions and aliases', done: 1, total: 2 },
    { region: 'us-east-1', what: 'lists of versions and aliases', done: 2, total: 2 },
    { what: 'roles', done: 1, total: 1 },
  ]);
});

describe('who asks', () => {
  test('without an answer the ARNs tell the account, and the gap is named', async () => {
    const { files, coverage } = await collectFrom({
      ...accountRoutes(SMALL),
      [IDENTITY]: () => {
        throw new AwsFault('ValidationError', 'no such thing');
      },
    });
    expect(gapsIn(coverage)).toEqual([
      { source: IDENTITY, region: 'global', kind: 'failed', why: 'ValidationError: no such thing' },
    ]);
    expect(parseSnapshot(files, '')).toMatchObject({
      accountId: ACCOUNT,
      partition: 'aws',
      rolesComplete: true,
    });
  });

  test('an empty answer is a gap', async () => {
    const { coverage } = await collectFrom({
      ...accountRoutes(SMALL),
      [IDENTITY]: () => ({ rawStatus: 200, rawBody: '' }),
    });
    expect(gapsIn(coverage)).toEqual([
      { source: IDENTITY, region: 'global', kind: 'failed', why: 'the answer names no account' },
    ]);
  });

  test('credentials that do not work end the collection', async () => {
    const expired: Route = () => {
      throw new AwsFault('ExpiredToken', 'token', 403);
    };
    const collecting = collectFrom({ ...accountRoutes(SMALL), [IDENTITY]: expired });
    await expect(collecting).rejects.toMatchObject({
      name: 'CredentialsError',
      message: 'ExpiredToken: the credentials do not work',
    });
  });
});
