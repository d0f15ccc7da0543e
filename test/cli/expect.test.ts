import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { printable } from '../../src/findings/printable.ts';
import { definitionOf } from '../expected/support.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-expect-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

function run(...args: readonly string[]): Promise<CliRun> {
  return runCli('expect', ...args);
}

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

const DEFINITION = definitionOf({
  Resource: 'arn:aws:states:::sagemaker:createTransformJob.sync',
  Parameters: { TransformJobName: 'nightly-batch' },
});
const NIGHTLY = file('nightly.asl.json', DEFINITION);

describe('plumbline expect', () => {
  test('writes the policy of a definition as JSON, with the reasons for each statement', async () => {
    const { code, out, err } = await run(NIGHTLY);
    expect([code, err]).toEqual([0, '']);
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      schemaVersion: 1,
      bound: 'required',
      pack: 'docs-2025',
      stateMachine: {
        arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly',
        name: 'nightly',
        type: 'STANDARD',
      },
      policy: { Version: '2012-10-17' },
      attachByHand: ['sagemaker:createTransformJob'],
      passedRoles: [],
      gaps: [],
    });
    expect(report.policy.Statement.map((statement: { Sid: string }) => statement.Sid)).toEqual([
      'CreateTransformJob',
      'PutTargets',
    ]);
    expect(report.statements[0]).toMatchObject({
      sid: 'CreateTransformJob',
      quantifier: 'all',
      needs: ['create', 'poll', 'cancel', 'tag'],
      because: [
        { state: '$.States.T', integration: 'sagemaker:createTransformJob', pattern: '.sync', source: 'api' },
        { source: 'docs-2023' },
        { source: 'docs-2025' },
      ],
    });
  });

  test('tells what tasks need of the roles that they assume, and that a file to deploy leaves it out', async () => {
    const other = 'arn:aws:iam::444455556666:role/Other';
    const path = file(
      'assume.asl.json',
      definitionOf({
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Credentials: { RoleArn: other },
        Parameters: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/444455556666/jobs', MessageBody: 'x' },
      }),
    );
    const { policy, assumedRoles } = JSON.parse((await run(path)).out);
    expect(policy.Statement).toMatchObject([{ Action: ['sts:AssumeRole'], Resource: [other] }]);
    expect(assumedRoles).toMatchObject([
      {
        roleArn: other,
        policy: {
          Statement: [{ Action: ['sqs:SendMessage'], Resource: ['arn:aws:sqs:us-east-1:444455556666:jobs'] }],
        },
      },
    ]);
    expect((await run(path, '--format', 'table')).out).toContain(
      `The role \`${other}\`, which tasks assume\n\nSendMessage\n  allow    sqs:SendMessage\n`,
    );
    expect((await run(path, '--format', 'terraform')).err).toBe(
      `plumbline expect: tasks assume \`${other}\`; what they need of it is told by --format json or table\n`,
    );
  });

  test('leaves what only a template asks for to the allowed bound', async () => {
    expect((await run(NIGHTLY)).out).not.toContain('iam:PassRole');
    expect((await run(NIGHTLY, '--bound', 'allowed')).out).toContain('iam:PassRole');
  });

  test('knows no tags in the older templates', async () => {
    expect((await run(NIGHTLY, '--rules', 'docs-2023')).out).not.toContain('sagemaker:AddTags');
  });

  test('puts the flags into the ARNs', async () => {
    const { out } = await run(
      ...[NIGHTLY, '--name', 'daily', '--partition', 'aws-cn', '--region', 'cn-north-1'],
      ...[
        '--account',
        '444455556666',
        '--role-arn',
        'arn:aws-cn:iam::777788889999:role/R',
        '--type',
        'EXPRESS',
      ],
    );
    expect(JSON.parse(out)).toMatchObject({
      stateMachine: {
        arn: 'arn:aws-cn:states:cn-north-1:444455556666:stateMachine:daily',
        roleArn: 'arn:aws-cn:iam::777788889999:role/R',
        type: 'EXPRESS',
      },
      policy: {
        Statement: [
          { Resource: ['arn:aws-cn:sagemaker:cn-north-1:444455556666:transform-job/nightly-batch'] },
        ],
      },
      gaps: [{ kind: 'unsupported', path: '$.States.T' }],
    });
  });

  test('takes account and partition from the role where nothing else tells them', async () => {
    const { out } = await run(NIGHTLY, '--role-arn', 'arn:aws-us-gov:iam::777788889999:role/R');
    expect(JSON.parse(out).stateMachine).toMatchObject({
      partition: 'aws-us-gov',
      accountId: '777788889999',
    });
  });

  test('reads what describe-state-machine prints', async () => {
    const described = file(
      'described.json',
      JSON.stringify({
        stateMachineArn: 'arn:aws:states:eu-west-1:444455556666:stateMachine:real',
        name: 'real',
        roleArn: 'arn:aws:iam::444455556666:role/Real',
        type: 'EXPRESS',
        definition: DEFINITION,
      }),
    );
    const { code, out } = await run(described);
    expect(code).toBe(0);
    expect(JSON.parse(out).stateMachine).toEqual({
      arn: 'arn:aws:states:eu-west-1:444455556666:stateMachine:real',
      name: 'real',
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '444455556666',
      type: 'EXPRESS',
      roleArn: 'arn:aws:iam::444455556666:role/Real',
    });
  });

  test('writes a table for people', async () => {
    const { out } = await run(NIGHTLY, '--format', 'table');
    expect(out.split('\n')).toEqual([
      '`nightly`: what it needs (docs-2025)',
      '',
      'CreateTransformJob',
      '  allow    sagemaker:CreateTransformJob',
      '           sagemaker:DescribeTransformJob',
      '           sagemaker:StopTransformJob',
      '           sagemaker:AddTags',
      '  on       arn:aws:sagemaker:us-east-1:111122223333:transform-job/nightly-batch',
      '  for      create, poll, cancel, tag',
      '  because  $.States.T  sagemaker:createTransformJob  .sync  source api        confirmed',
      '           $.States.T  sagemaker:createTransformJob  .sync  source docs-2023  confirmed',
      '           $.States.T  sagemaker:createTransformJob  .sync  source docs-2025  confirmed',
      '',
      'PutTargets',
      '  allow    events:PutTargets',
      '           events:PutRule',
      '           events:DescribeRule',
      '  on       arn:aws:events:us-east-1:111122223333:rule/StepFunctionsGetEventsForSageMakerTransformJobsRule',
      '  for      event-rule',
      '  because  $.States.T  sagemaker:createTransformJob  .sync  source docs-2023  confirmed',
      '',
      'Never generated by Step Functions: attach by hand',
      '  sagemaker:createTransformJob',
      '',
    ]);
  });

  test('ends the table with the roles that are passed and the gaps, hostile names escaped', async () => {
    const path = file(
      'hostile.json',
      JSON.stringify({
        States: {
          'a\u001b[2J\u202e': 'x',
          M: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sagemaker:createModel',
            Parameters: {
              'ModelName.$': '$.m',
              ExecutionRoleArn: 'arn:aws:iam::111122223333:role/a\u001b]0;',
            },
          },
        },
      }),
    );
    const { code, out } = await run(path, '--format', 'table');
    expect(code).toBe(0);
    expect(out).toContain('  on some of  arn:aws:sagemaker:us-east-1:111122223333:model/*\n');
    expect(out).toContain('  if       iam:PassedToService is sagemaker.amazonaws.com\n');
    expect(out).toContain(
      'Passed roles\n  arn:aws:iam::111122223333:role/a\\u{1b}]0;  sagemaker.amazonaws.com  $.States.M\n',
    );
    expect(out).toContain(
      'Gaps\n  malformed  $.States["a\\u001b[2J\\u{202e}"]  expected a state, found a string\n',
    );
    for (const line of out.split('\n')) expect(printable(line)).toBe(line);
  });

  test('says so where nothing is needed', async () => {
    const path = file('none.json', '{"States":{}}');
    expect((await run(path, '--format', 'table')).out).toBe(
      '`none`: what it needs (docs-2025)\n\nNo permission\n',
    );
  });

  test('lists what it cannot read of a definition and succeeds', async () => {
    const { code, out } = await run(file('bad.json', '{"States":5}'));
    expect(code).toBe(0);
    expect(JSON.parse(out).gaps).toEqual([
      { kind: 'malformed', path: '$.States', why: 'expected an object, found a number' },
    ]);
  });

  test.each([
    ['no file', [], 'expected one definition file, found 0'],
    ['two files', ['a', 'b'], 'expected one definition file, found 2'],
    ['a file that does not exist', [join(FOLDER, 'absent')], `\`${join(FOLDER, 'absent')}\` cannot be read`],
    [
      'a file that is not JSON',
      [file('text.json', 'secret')],
      `\`${join(FOLDER, 'text.json')}\`: expected JSON, found other text`,
    ],
    [
      'another format',
      [NIGHTLY, '--format', 'terrafrom'],
      '`--format terrafrom`: expected one of json, cloudformation, terraform, serverless, table; did you mean `terraform`?',
    ],
    ['another bound', [NIGHTLY, '--bound', 'some'], '`--bound some`: expected one of required, allowed'],
    [
      'another pack',
      [NIGHTLY, '--rules', 'docs-1999'],
      '`--rules docs-1999`: expected one of docs-2023, docs-2025',
    ],
    ['another type', [NIGHTLY, '--type', 'FAST'], '`--type FAST`: expected one of STANDARD, EXPRESS'],
    ['a bad account', [NIGHTLY, '--account', '1'], '`--account 1`: expected 12 digits'],
    ['a bad region', [NIGHTLY, '--region', '*'], '`--region *`: expected a name like us-east-1'],
    ['a bad partition', [NIGHTLY, '--partition', '*'], '`--partition *`: expected a name like aws-cn'],
    ['a bad role', [NIGHTLY, '--role-arn', 'R'], '`--role-arn R`: expected the ARN of a role'],
  ])('refuses %s with exit code 2 and nothing on standard output', async (_, args, message) => {
    expect(await run(...args)).toEqual({ code: 2, out: '', err: `plumbline expect: ${message}\n` });
  });

  test('refuses an unknown flag by its name', async () => {
    const { code, err } = await run(NIGHTLY, '--color');
    expect(code).toBe(2);
    expect(err).toContain('`--color` is not a flag: expected one of --name, ');
  });
});
