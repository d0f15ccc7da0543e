import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/findings/report.ts';
import { text } from '../../src/publish/formats/text.ts';
import { HOSTILE } from '../support/hostile-names.ts';
import { type AccountJson, auditOf, type MachineJson, type RoleJson } from '../support/rule-cases.ts';
import { terminalEffects } from '../support/terminal-reader.ts';

/** An account in which the state machine, its states and roles, policies, statements, jobs and tags bear these names. */
function accountOf(names: readonly string[]): AccountJson {
  return {
    machines: names.map(machineOf),
    roles: names.flatMap(rolesOf),
    sagemaker: {
      Model: names.map((name) => ({
        ModelName: name,
        ExecutionRoleArn: `arn:aws:iam::111122223333:role/exec ${name}`,
        PrimaryContainer: {
          Image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/${name}`,
          ModelDataUrl: `s3://${name}/${name}`,
        },
      })),
    },
  };
}

function machineOf(name: string): MachineJson {
  const Parameters = {
    TrainingJobName: name,
    RoleArn: `arn:aws:iam::111122223333:role/exec ${name}`,
    OutputDataConfig: { S3OutputPath: `s3://${name}` },
  };
  const train = { Type: 'Task', Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync', Parameters };
  return {
    name,
    role: name,
    definition: {
      States: Object.fromEntries([
        [name, train],
        [`${name}b`, { Type: 'Task', Resource: name }],
        [`${name}c`, { Type: name }],
        [
          `${name}d`,
          { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: name } },
        ],
      ]),
    },
  };
}

function rolesOf(name: string): readonly RoleJson[] {
  const keyed = (value: unknown): object => Object.fromEntries([[`aws:RequestTag/${name}`, value]]);
  const statement = { Sid: name, Effect: 'Allow', Resource: `arn:aws:s3:::${name}*` };
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { ...statement, Action: 's3:*', Condition: { StringEquals: keyed(name) } },
      { ...statement, Action: ['sagemaker:*', `sagemaker:${name}`] },
      { ...statement, Action: 'iam:PassRole', Resource: '*' },
      { ...statement, Action: 'ec2:*', Condition: Object.fromEntries([[name, keyed(name)]]) },
      Object.fromEntries([...Object.entries({ ...statement, Action: 'sqs:*' }), [name, name]]),
    ],
  };
  const tags = Object.fromEntries([[name, name]]);
  return [
    { name, tags, policies: Object.fromEntries([[name, policy]]) },
    { name: `exec ${name}`, trust: 'sagemaker', tags },
  ];
}

/** Every text that is shown as it is. */
function textsOf({ findings, coverage }: Report): readonly string[] {
  return [
    ...findings.flatMap(({ title, message, remedy }) => [title, message, remedy.text]),
    ...coverage.gaps.map(({ why }) => why),
  ];
}

/** Those that would do more than show where they are not escaped, or where they are a key. */
const CATEGORIES = [...HOSTILE]
  .map(([category, names]) => {
    const deceiving = names.filter((name) => name.includes('\n') || terminalEffects(name).length > 0);
    return [category, category === 'prototype' ? names : deceiving] as const;
  })
  .filter(([category, names]) => category !== 'long' && names.length > 0);

describe('an account whose names attack', () => {
  test.each(CATEGORIES)('a %s is told of in lines that only show them', (_, names) => {
    const report = auditOf(accountOf(names));
    const texts = textsOf(report);
    expect(report.findings.length).toBeGreaterThan(names.length);
    expect(texts.filter((told) => told.includes('\n') || terminalEffects(told).length > 0)).toEqual([]);
    expect(terminalEffects(text.render(report, { width: 100, color: false }))).toEqual([]);
  });
});
