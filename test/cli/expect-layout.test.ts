import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { definitionOf } from '../expected/support.ts';
import { runCli } from '../support/run-cli.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-layout-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const NIGHTLY = join(FOLDER, 'nightly-model.asl.json');
writeFileSync(
  NIGHTLY,
  definitionOf({
    Resource: 'arn:aws:states:::sagemaker:createModel',
    Parameters: { 'ModelName.$': '$.m', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/R' },
  }),
);
const ROLE = ['--role-arn', 'arn:aws:iam::111122223333:role/Nightly'];

async function linesOf(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await runCli('expect', NIGHTLY, ...args);
  return out.split('\n');
}

const TOP = [
  '# `nightly-model`: what it needs (docs-2025)',
  '# Passes arn:aws:iam::111122223333:role/R to sagemaker.amazonaws.com in $.States.T',
  '',
];

describe('the layout of what plumbline expect writes', () => {
  test('is a template that reads well', async () => {
    expect(await linesOf('--format', 'cloudformation', ...ROLE)).toEqual([
      ...TOP,
      'AWSTemplateFormatVersion: "2010-09-09"',
      'Resources:',
      '  NightlyModelPolicy:',
      '    Type: AWS::IAM::RolePolicy',
      '    Properties:',
      '      RoleName: Nightly',
      '      PolicyName: plumbline-nightly-model',
      '      PolicyDocument:',
      '        Version: "2012-10-17"',
      '        Statement:',
      '          # for create, tag',
      '          # on some of the resources: only a run decides which',
      '          # because $.States.T (sagemaker:createModel): source api, docs-2025',
      '          - Sid: CreateModel',
      '            Effect: Allow',
      '            Action:',
      '              - sagemaker:CreateModel',
      '              - sagemaker:AddTags',
      '            Resource:',
      '              - arn:aws:sagemaker:us-east-1:111122223333:model/*',
      '          # for pass-role',
      '          # because $.States.T (sagemaker:createModel): source api',
      '          - Sid: PassRole',
      '            Effect: Allow',
      '            Action:',
      '              - iam:PassRole',
      '            Resource:',
      '              - arn:aws:iam::111122223333:role/R',
      '            Condition:',
      '              StringEquals:',
      '                iam:PassedToService: sagemaker.amazonaws.com',
      '',
    ]);
  });

  test('is Terraform as `terraform fmt` has it', async () => {
    expect(await linesOf('--format', 'terraform', ...ROLE)).toEqual([
      ...TOP,
      'data "aws_iam_policy_document" "nightly_model" {',
      '  # for create, tag',
      '  # on some of the resources: only a run decides which',
      '  # because $.States.T (sagemaker:createModel): source api, docs-2025',
      '  statement {',
      '    sid    = "CreateModel"',
      '    effect = "Allow"',
      '    actions = [',
      '      "sagemaker:CreateModel",',
      '      "sagemaker:AddTags",',
      '    ]',
      '    resources = ["arn:aws:sagemaker:us-east-1:111122223333:model/*"]',
      '  }',
      '',
      '  # for pass-role',
      '  # because $.States.T (sagemaker:createModel): source api',
      '  statement {',
      '    sid       = "PassRole"',
      '    effect    = "Allow"',
      '    actions   = ["iam:PassRole"]',
      '    resources = ["arn:aws:iam::111122223333:role/R"]',
      '',
      '    condition {',
      '      test     = "StringEquals"',
      '      variable = "iam:PassedToService"',
      '      values   = ["sagemaker.amazonaws.com"]',
      '    }',
      '  }',
      '}',
      '',
      'resource "aws_iam_role_policy" "nightly_model" {',
      '  name   = "plumbline-nightly-model"',
      '  role   = "Nightly"',
      '  policy = data.aws_iam_policy_document.nightly_model.json',
      '}',
      '',
    ]);
  });

  test('gives the state machine its role where the Serverless Framework wants it', async () => {
    const lines = await linesOf('--format', 'serverless', ...ROLE);
    expect(lines.slice(TOP.length, TOP.length + 9)).toEqual([
      '',
      'stepFunctions:',
      '  stateMachines:',
      '    NightlyModel:',
      '      role: arn:aws:iam::111122223333:role/Nightly',
      'resources:',
      '  Resources:',
      '    NightlyModelPolicy:',
      '      Type: AWS::IAM::RolePolicy',
    ]);
  });

  test.each([
    ['007 nightly', ['007NightlyRole', '_007_nightly', 'plumbline-007-nightly']],
    ['ночь', ['StateMachineRole', 'state_machine', 'plumbline-state-machine']],
    ['x'.repeat(300), [`X${'x'.repeat(59)}Role`, 'x'.repeat(60), `plumbline-${'x'.repeat(60)}`]],
  ])(
    'names what it makes after the state machine, in letters that are taken: %s',
    async (name, [id, label, policy]) => {
      const template = (await linesOf('--format', 'cloudformation', '--name', name)).join('\n');
      expect(template).toContain(`\n  ${id}:\n    Type: AWS::IAM::Role\n`);
      expect(template).toContain(`PolicyName: ${policy}\n`);
      const terraform = (await linesOf('--format', 'terraform', '--name', name)).join('\n');
      expect(terraform).toContain(`resource "aws_iam_role" "${label}" {`);
    },
  );
});
