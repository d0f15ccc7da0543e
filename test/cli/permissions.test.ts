import { describe, expect, test } from 'vitest';
import { type Io, UsageError } from '../../src/cli/io.ts';
import { permissionsCommand } from '../../src/cli/permissions.ts';
import { FEATURES } from '../../src/permissions.ts';
import { QUIET } from '../support/run-cli.ts';

async function output(args: readonly string[], environment = {}): Promise<string> {
  const written: string[] = [];
  const io: Io = {
    ...QUIET,
    out: (text) => written.push(text),
    err: (text) => expect.unreachable(text),
    isTerminal: false,
    color: false,
    width: 80,
  };
  expect(await permissionsCommand(args, io, environment)).toBe(0);
  return written.join('');
}

describe('plumbline permissions', () => {
  test('prints the policy of all features as JSON alone', async () => {
    const policy = JSON.parse(await output(['--format', 'json'])) as { Statement: { Action: string[] }[] };
    const granted = policy.Statement.flatMap(({ Action }) => Action);
    expect([...new Set(granted)].toSorted()).toEqual(
      [...new Set(FEATURES.flatMap(({ needs }) => needs))].toSorted(),
    );
  });

  test('prints the policy of the named features alone', async () => {
    const args = ['--feature', 'sns', '--feature', 'sns', '--format', 'json'];
    expect(JSON.parse(await output(args))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['sns:Publish'], Resource: ['arn:aws:sns:*:*:*'] }],
    });
  });

  test('narrows the policy to the topic of the environment', async () => {
    const PLUMBLINE_TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:findings';
    const text = await output(['--feature', 'sns', '--format', 'json'], { PLUMBLINE_TOPIC_ARN });
    expect(JSON.parse(text)).toMatchObject({ Statement: [{ Resource: [PLUMBLINE_TOPIC_ARN] }] });
  });

  test('as text says which feature needs what', async () => {
    expect(await output(['--feature', 'sns'])).toMatch(/^sns\n {2}sns:Publish\n\n\{\n {2}"Version"/);
  });

  test.each([
    [
      ['--feature', 'sqs'],
      '`--feature sqs`: expected one of state-machines, sagemaker-resources, sagemaker-resource-policies, authorization-details, roles-one-by-one, confirmed, member-role, bucket-state, chat, event-bus, report-bucket, report-folder, security-hub, sns',
    ],
    [['--format', 'yaml'], '`--format yaml`: expected one of json, text'],
    [['sns'], 'unexpected argument `sns`'],
  ])('%j is refused', async (args, message) => {
    await expect(output(args)).rejects.toThrow(new UsageError(message));
  });
});
