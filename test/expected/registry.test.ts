import { describe, expect, test } from 'vitest';
import { awsRegistryRegions } from '../../src/expected/aws-registries.ts';
import { registryOf } from '../../src/expected/registry.ts';

describe('registryOf', () => {
  test.each([
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/train', 'us-east-1', 'train', false],
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/train:latest', 'us-east-1', 'train', true],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/train@sha256:00', 'eu-west-1', 'team/train', true],
    ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/train:1', 'cn-north-1', 'train', true],
    ['111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/train:1', 'us-gov-west-1', 'train', true],
    ['111122223333.dkr-ecr.us-east-1.on.aws/train:1', 'us-east-1', 'train', true],
    ['111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov/train:1', 'us-iso-east-1', 'train', true],
  ])('reads %s', (text, region, repository, isClosed) => {
    expect(registryOf(text)).toEqual({
      accountId: '111122223333',
      region,
      repository,
      owner: 'other',
      isClosed,
    });
  });

  test.each([
    'public.ecr.aws/nginx/nginx:1',
    'docker.io/library/python:3',
    'train:1',
    '111122223333.dkr.ecr.us-east-1.example.com/train:1',
    '111122223333.dkr.ecr.us-east-1.amazonaws.com',
    '111122223333.dkr.ecr.us-east-1.amazonaws.com/',
    '111122223333.dkr.ecr.us-east-1.amazonaws.com/*:1',
    '11112222333.dkr.ecr.us-east-1.amazonaws.com/train:1',
    '[763104351884.dkr.ecr.us-east-1.amazonaws.com/train](http://763104351884.dkr.ecr.us-east-1.amazonaws.com/train)',
    '',
  ])('takes %j for no image of ECR', (text) => {
    expect(registryOf(text)).toBeUndefined();
  });

  test('knows the registries of AWS by their account', () => {
    const image = '763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference:1.15.2-gpu';
    expect(registryOf(image)).toMatchObject({ owner: 'aws', repository: 'tensorflow-inference' });
  });
});

describe('awsRegistryRegions', () => {
  test('tells where an account serves images', () => {
    expect(awsRegistryRegions('763104351884')).toHaveLength(16);
    expect(awsRegistryRegions('727897471807')).toEqual(['cn-north-1', 'cn-northwest-1']);
    expect(awsRegistryRegions('683313688378')).toContain('us-east-1');
    expect(awsRegistryRegions('111122223333')).toBeUndefined();
  });
});
