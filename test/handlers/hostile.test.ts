import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../src/handlers/audit.ts';
import { canaries } from '../support/canaries.ts';
import { HOSTILE, labelOf } from '../support/hostile-names.ts';

// The logger reads its level when the handler is loaded.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'DEBUG'));

const iam = mockClient(IAMClient);
const states = mockClient(SFNClient);
const sageMaker = mockClient(SageMakerClient);
const topic = mockClient(SNSClient);
const identity = mockClient(STSClient);

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:m';
const ROLE = 'arn:aws:iam::111122223333:role/r';
const schedule = { kind: 'schedule', scheduleArn: 'a', scheduledTime: 't' };

/** What the runtime keeps of an error that the function rejects with: what JSON sees of it, and its stack. */
function logOf(error: unknown): string {
  const more = error instanceof Error ? [error.name, error.message, error.stack] : [];
  return JSON.stringify([error, ...more]);
}

interface Call {
  /** Of the log: the logger writes errors elsewhere than all else. */
  readonly lines: readonly string[];
  readonly answer: string;
  readonly all: string;
}

/** Everything that an invocation leaves behind. */
async function invoke(event: unknown, awsRequestId = 'request-1'): Promise<Call> {
  const written: string[] = [];
  const keep = (chunk: unknown): boolean => {
    written.push(String(chunk));
    return true;
  };
  const streams = [process.stdout, process.stderr];
  const spies = streams.map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  try {
    const answer = await handler(event, { awsRequestId }).then(JSON.stringify, logOf);
    return { lines: written.join('').split('\n').slice(0, -1), answer, all: [...written, answer].join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** An account in which everything bears this name, and every error tells it; `text` stands where no name does. */
function nameEverything(name: string, text = name): void {
  const error = Object.assign(new Error(name), { name: 'ValidationException', $response: { body: text } });
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: name, Effect: text, Action: text }],
  });
  identity
    .on(GetCallerIdentityCommand)
    .resolves({ Account: '111122223333', Arn: 'arn:aws:sts::111122223333:assumed-role/auditor/x' });
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    IsTruncated: false,
    Policies: [],
    RoleDetailList: [
      {
        Arn: ROLE,
        RoleName: 'r',
        Path: '/',
        AssumeRolePolicyDocument: text,
        RolePolicyList: [{ PolicyName: name, PolicyDocument: document }],
        Tags: [{ Key: name, Value: text }],
        AttachedManagedPolicies: [],
      } as never,
    ],
  });
  const machine = {
    stateMachineArn: MACHINE,
    name: 'm',
    type: 'STANDARD',
    creationDate: new Date(0),
  } as const;
  states.onAnyCommand().rejects(error);
  states.on(ListStateMachinesCommand).resolves({ stateMachines: [machine] });
  states
    .on(DescribeStateMachineCommand)
    .resolves({ ...machine, roleArn: ROLE, definition: `{"States": "${text}` });
  sageMaker.onAnyCommand().rejects(error);
  topic.on(PublishCommand).rejects(error);
}

beforeEach(() => {
  // The SDK warns of an old runtime, once and in lines of its own.
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  for (const client of [iam, states, sageMaker, topic, identity]) client.reset();
  vi.stubEnv('PLUMBLINE_REGIONS', 'us-east-1');
  vi.stubEnv('PLUMBLINE_ACCOUNTS', '111122223333');
  vi.stubEnv('PLUMBLINE_TOPIC_ARN', 'arn:aws:sns:us-east-1:111122223333:findings');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the log of the function', () => {
  test.each(['line', 'json', 'terminal'])(
    'has whole lines of JSON, whatever names attack a %s',
    async (category) => {
      nameEverything('plain');
      const plain = (await invoke(schedule)).lines.length;
      expect(plain).toBeGreaterThan(2);
      for (const name of HOSTILE.get(category) ?? []) {
        nameEverything(name);
        const { lines } = await invoke(schedule, name);
        expect([labelOf(name), lines.length]).toEqual([labelOf(name), plain]);
        const kinds = lines.map((line) => {
          const { service, message, _aws: metrics } = JSON.parse(line);
          return [service, typeof message, typeof metrics];
        });
        const messages = Array.from({ length: plain - 1 }, () => ['plumbline', 'string', 'undefined']);
        expect(kinds).toEqual([...messages, ['plumbline', 'undefined', 'object']]);
      }
    },
  );

  test('shows no character that deceives, where a payload is refused', async () => {
    for (const name of [...(HOSTILE.get('bidi') ?? []), ...(HOSTILE.get('terminal') ?? [])]) {
      const { answer } = await invoke({ kind: 'audit', regions: [name] });
      expect(answer).toContain('InvalidPayload');
      expect(answer).not.toMatch(/[\p{Cf}\u0080-\u009f]/u);
    }
  });
});

describe('secrets', () => {
  test('of definitions, policies and tags are neither logged nor answered', async () => {
    const secrets = canaries();
    for (let round = 0; round < 20; round += 1) {
      nameEverything('plain', secrets.plant());
      expect(secrets.foundIn((await invoke(schedule)).all)).toEqual([]);
    }
  });

  test('of a body that the SDK cannot read are neither logged nor answered', async () => {
    const secrets = canaries();
    const text = secrets.plant();
    nameEverything('plain');
    const message = `Unexpected token 'A', "${text}" is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response`;
    const error = Object.defineProperty(new SyntaxError(message), '$response', { value: { body: text } });
    iam.on(GetAccountAuthorizationDetailsCommand).rejects(error);
    states.on(DescribeStateMachineCommand).rejects(error);
    sageMaker.onAnyCommand().rejects(error);
    const { all, answer } = await invoke(schedule);
    expect(answer).toContain('not in its format');
    identity.on(GetCallerIdentityCommand).rejects(error);
    expect(secrets.foundIn(all + (await invoke(schedule)).all)).toEqual([]);
  });

  test('of a signature that is refused are neither logged nor answered', async () => {
    const secrets = canaries();
    const text = secrets.plant();
    nameEverything('plain');
    const refused = Object.assign(
      new Error(`The canonical string should have been: x-amz-security-token:${text}`),
      {
        name: 'SignatureDoesNotMatch',
      },
    );
    identity.on(GetCallerIdentityCommand).rejects(refused);
    const { all, answer } = await invoke(schedule);
    expect(answer).toContain('the credentials do not work');
    expect(secrets.foundIn(all)).toEqual([]);
  });
});
