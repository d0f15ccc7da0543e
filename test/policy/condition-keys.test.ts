import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionNamed, type CatalogueAction, catalogue } from '../../src/policy/catalogue.ts';
import table from '../../src/policy/condition-keys.generated.json' with { type: 'json' };
import {
  conditionKeySource,
  type KeyStatus,
  keyStatus,
  REPLACED_KEYS,
} from '../../src/policy/condition-keys.ts';
import { digitOf, keysIn } from '../../src/policy/key-line.ts';

function statusOf(key: string, ...names: readonly string[]): KeyStatus {
  return keyStatus(key, names.length === 0 ? undefined : actionsNamed(names));
}

function actionsNamed(names: readonly string[]): readonly CatalogueAction[] {
  return names.map((name) => actionNamed(name)).filter((action) => action !== undefined);
}

/** The condition keys that SageMaker's authorization table had in 2020. */
const KEYS_OF_2020 = (
  'aws:RequestTag/team aws:ResourceTag/team aws:TagKeys sagemaker:AcceleratorTypes sagemaker:AppNetworkAccess ' +
  'sagemaker:DirectInternetAccess sagemaker:DomainSharingOutputKmsKey sagemaker:FileSystemAccessMode ' +
  'sagemaker:FileSystemDirectoryPath sagemaker:FileSystemId sagemaker:FileSystemType ' +
  'sagemaker:HomeEfsFileSystemKmsKey sagemaker:InstanceTypes sagemaker:InterContainerTrafficEncryption ' +
  'sagemaker:MaxRuntimeInSeconds sagemaker:ModelArn sagemaker:NetworkIsolation sagemaker:OutputKmsKey ' +
  'sagemaker:ResourceTag/ sagemaker:ResourceTag/team sagemaker:RootAccess sagemaker:VolumeKmsKey ' +
  'sagemaker:VpcSecurityGroupIds sagemaker:VpcSubnets sagemaker:WorkteamArn sagemaker:WorkteamType'
).split(' ');

describe('the status of a condition key', () => {
  it('is known of every key that the seed lists: in use still, or replaced', () => {
    expect(KEYS_OF_2020).toHaveLength(26);
    const sagemaker = [...catalogue.actionsOf('sagemaker').values()];
    const replaced = KEYS_OF_2020.filter((key) => keyStatus(key, sagemaker).kind === 'replaced');
    expect(replaced).toEqual([
      'sagemaker:AppNetworkAccess',
      'sagemaker:DomainSharingOutputKmsKey',
      'sagemaker:HomeEfsFileSystemKmsKey',
      'sagemaker:OutputKmsKey',
      'sagemaker:VolumeKmsKey',
    ]);
    const rest = KEYS_OF_2020.filter((key) => !replaced.includes(key));
    expect(rest.filter((key) => keyStatus(key, sagemaker).kind !== 'supported')).toEqual([]);
  });

  it.each([
    ['sagemaker:instancetypes', ['sagemaker:CreateTrainingJob'], 'supported'],
    ['sagemaker:VpcSubnets', ['sagemaker:StopTrainingJob'], 'unsupported'],
    ['sagemaker:VpcSubnets', ['sagemaker:StopTrainingJob', 'sagemaker:CreateModel'], 'supported'],
    ['sagemaker:VpcSubnets', ['workmail:ListUsers'], 'undecided'],
    ['s3:prefix', ['s3:GetObject'], 'unsupported'],
    ['s3:RequestObjectTag/team', ['s3:PutObject'], 'supported'],
    ['iam:ResourceTag/team', ['sts:AssumeRole'], 'supported'],
    ['iam:ResourceTag/team', ['iam:CreatePolicy'], 'supported'],
    ['kms:EncryptionContext:app', ['kms:Decrypt'], 'supported'],
    ['kms:CustomerMasterKeySpec', ['kms:CreateKey'], 'supported'],
    ['aws:RequestTag/team', ['sagemaker:CreateModel'], 'supported'],
    ['aws:RequestTag/team', ['sagemaker:InvokeEndpoint'], 'unsupported'],
    ['aws:PrincipalTag/team', ['sagemaker:InvokeEndpoint'], 'supported'],
    ['lambda:SourceFunctionArn', ['s3:GetObject'], 'supported'],
    ['token.actions.githubusercontent.com:sub', ['sts:AssumeRole'], 'undecided'],
    ['saml:aud', ['sts:AssumeRole'], 'undecided'],
  ] as const)('of %s for %j is %s', (key, actions, kind) => {
    expect(statusOf(key, ...actions).kind).toBe(kind);
  });

  it('of an unknown key comes with the one that it comes nearest to', () => {
    expect(statusOf('sagemaker:InstanceType', 'sagemaker:CreateTrainingJob')).toEqual({
      kind: 'unknown',
      nearest: 'sagemaker:InstanceTypes',
    });
    expect(statusOf('aws:PrincipalTags/team')).toEqual({ kind: 'unknown', nearest: 'aws:PrincipalTag/team' });
    expect(statusOf('aws:SourceVPCEndpoint')).toEqual({ kind: 'unknown' });
  });

  it('is undecided where any action may be meant', () => {
    expect(statusOf('aws:RequestTag/team').kind).toBe('undecided');
    expect(statusOf('sagemaker:VpcSubnets').kind).toBe('undecided');
    expect(statusOf('sagemaker:NoSuchKeyAtAll').kind).toBe('unknown');
  });

  it('of a replaced key names one that is in the table', () => {
    for (const by of REPLACED_KEYS.values()) expect(statusOf(by).kind).toBe('undecided');
  });
});

describe('the table of condition keys', () => {
  it('is of the same data as the catalogue, and has one set for each of its actions', () => {
    expect(conditionKeySource).toEqual(catalogue.source);
    for (const [service, [, , places = '']] of Object.entries(table.services))
      expect([service, places.length]).toEqual([service, catalogue.actionsOf(service).size]);
  });

  it('stays small, so that the function may carry it', () => {
    expect(readFileSync('src/policy/condition-keys.generated.json').length).toBeLessThan(40_000);
  });

  it('is read by places, of which there may be many', () => {
    const keys = Array.from({ length: 70 }, (_, index) => `:Key${index}`);
    const { names, ofAction } = keysIn(
      'x',
      [keys.join(' '), `${digitOf(0)}${digitOf(69)} `, '01'],
      ['x:a', 'x:b'],
    );
    expect(names.get('x:key69')).toBe('x:Key69');
    expect(ofAction.get('x:a')).toEqual(['x:key0', 'x:key69']);
    expect(ofAction.get('x:b')).toEqual([]);
  });
});
