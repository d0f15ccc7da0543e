import { describe, expect, it } from 'vitest';
import { actionNamed } from '../../src/policy/catalogue.ts';
import { canReach } from '../../src/policy/reachable-resources.ts';
import { resourcePatternsOf } from '../../src/policy/resource-patterns.ts';

function reaches(name: string, ...patterns: readonly string[]): boolean {
  const action = actionNamed(name);
  if (action === undefined) throw new Error(`\`${name}\` is not listed`);
  return canReach(action, resourcePatternsOf({ not: false, patterns }));
}

describe('whether an action can meet a resource', () => {
  it.each([
    ['sagemaker:DescribeModel', 'arn:aws:sagemaker:*:*:model/*'],
    ['sagemaker:DescribeModel', 'arn:aws:sagemaker:us-east-1:111122223333:mod*'],
    ['sagemaker:DescribeModel', 'arn:aws:sagemaker:*:model/x'],
    ['sagemaker:DescribeModel', '*model/x'],
    ['sagemaker:CreateApp', 'arn:aws:sagemaker:*:*:app/${sagemaker:DomainId}/*'],
    ['s3:GetObject', 'arn:aws:s3:::data/raw'],
    ['s3:GetObject', 'arn:aws:s3:::data*'],
    ['s3:GetObject', 'arn:aws:s3:::da?a/a:b'],
    ['s3:ListBucket', 'arn:aws:s3:::data*'],
    ['logs:CreateLogStream', 'arn:aws:logs:*:*:log-group:/aws/sagemaker/*'],
    ['lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111122223333:function:score:live'],
    ['ssm:GetParameter', 'arn:aws:ssm:us-east-1::parameter/aws/service/*'],
    // The table names no region for what may well have one.
    ['cloudfront:GetDistribution', 'arn:aws:cloudfront:us-east-1:111122223333:distribution/E1'],
    ['sagemaker:ListModels', '*'],
    ['sagemaker:ListModels', '**'],
    // With wildcards that take colons the stars stand for a region, an account and a type.
    ['states:StopExecution', 'arn:aws:states:*:*:nightly:*'],
  ])('%s can on %s', (action, pattern) => {
    expect(reaches(action, pattern)).toBe(true);
  });

  it.each([
    ['sagemaker:DescribeModel', 'arn:aws:sagemaker:*:*:endpoint/*'],
    ['sagemaker:DescribeModel', 'arn:aws:sagemaker:::model/x'],
    ['sagemaker:ListModels', 'arn:aws:sagemaker:*:*:model/*'],
    ['sagemaker:ListModels', 'arn:*'],
    ['ecr:BatchGetImage', 'arn:aws:ecr:::repository/x'],
    ['s3:GetObject', 'arn:aws:s3:::data'],
    ['s3:GetObject', 'arn:aws:s3:us-east-1:111122223333:data/raw'],
    ['s3:ListBucket', 'arn:aws:s3:::data/*'],
    ['states:StartExecution', 'arn:aws:states:*:*:statemachine:nightly'],
    ['kms:Decrypt', 'arn:aws:kms:*:*:alias/data'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:instance-profile/x'],
    ['logs:PutLogEvents', 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/x'],
  ])('%s cannot on %s', (action, pattern) => {
    expect(reaches(action, pattern)).toBe(false);
  });

  it('is told of any of the patterns', () => {
    expect(reaches('s3:GetObject', 'arn:aws:s3:::data', 'arn:aws:s3:::data/*')).toBe(true);
    expect(reaches('s3:GetObject')).toBe(false);
  });
});
