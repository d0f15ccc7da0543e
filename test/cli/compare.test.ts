import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli, runCliWith } from '../support/run-cli.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-compare-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

function policy(...statements: readonly object[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
  };
}

function file(name: string, json: unknown): string {
  const path = join(FOLDER, name);
  writeFileSync(path, typeof json === 'string' ? json : JSON.stringify(json));
  return path;
}

const GET = policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' });
const ANY = policy({ Action: 's3:*' });
const NONE = policy({ Effect: 'Deny', Action: '*' });
const FULL = policy({ Principal: '*', Action: '*' });
const HTTPS = policy({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
});
const get = file('get.json', GET);
const any = file('any.json', ANY);
const none = file('none.json', NONE);
const full = file('full.json', FULL);
const https = file('https.json', [FULL, HTTPS]);
const odd = file('odd.json', policy({ Action: 's3:GetObject', Condition: { StringOdd: { 'aws:x': 'y' } } }));

describe('plumbline compare', () => {
  test.each([
    ['contained', ['--required', get, '--granted', any], 0],
    ['exceeds', ['--required', any, '--granted', get], 1],
    ['exceeds', ['--required', get, '--granted', any, '--boundary', none], 1],
    ['exceeds', ['--required', get, '--granted', any, '--scp', any, '--scp', none], 1],
    ['exceeds', ['--required', get, '--granted', none, '--granted', any], 1],
    ['contained', ['--required', get, '--granted', any, '--rcp', full, '--rcp', full], 0],
    ['exceeds', ['--required', get, '--granted', any, '--rcp', full, '--rcp', https], 1],
    ['unknown', ['--required', get, '--granted', odd], 3],
    ['unknown', ['--required', get, '--granted', any, '--rcp', any], 3],
  ])('says %s for %j', async (verdict, args, code) => {
    const run = await runCli('compare', ...args, '--format', 'json');
    expect([run.code, JSON.parse(run.out).verdict]).toEqual([code, verdict]);
  });

  test('shows the witness to people, and the reason where it cannot decide', async () => {
    expect((await runCli('compare', '--required', any, '--granted', get)).out).toMatch(
      /^exceeds: this request is required and not granted\n {2}s3:\S+\n {2}\S+\n$/,
    );
    expect((await runCli('compare', '--required', get, '--granted', any)).out).toBe(
      'contained: everything that is required is granted\n',
    );
    expect((await runCli('compare', '--required', get, '--granted', odd)).out).toContain(
      '$.Statement[0].Condition.StringOdd',
    );
  });

  test('reads resource types with --typed', async () => {
    const required = file('required.json', policy({ Action: 'sagemaker:CreateModel' }));
    const resource = 'arn:*:sagemaker:*:*:model/*';
    const models = file('models.json', policy({ Action: 'sagemaker:CreateModel', Resource: resource }));
    const args = ['--required', required, '--granted', models];
    expect((await runCli('compare', ...args)).code).toBe(1);
    expect((await runCli('compare', ...args, '--typed')).code).toBe(0);
  });

  test('answers a batch line for line, and goes on after a line that makes no sense', async () => {
    const lines = [
      { id: 1, required: [GET], granted: [ANY] },
      { id: 'two', required: [ANY], granted: [GET] },
      { id: 3, required: [GET], granted: [ANY], boundary: [GET], scp: [[ANY], [GET]] },
      { id: 4, required: [GET], granted: [ANY], scp: [[ANY], [NONE]] },
      { id: 5, required: GET, granted: [ANY] },
      { id: 6, required: [GET], granted: [null] },
      { id: 7, required: [GET], granted: [ANY], rcp: [FULL, [FULL]] },
      { id: 8, required: [GET], granted: [ANY], rcp: [[FULL, HTTPS]] },
      { id: 9, required: [GET], granted: [ANY], rcp: FULL },
    ].map((line) => JSON.stringify(line));
    const { code, out } = await runCliWith([...lines, 'not JSON', '', '[]'], 'compare', '--batch');
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(answers.map(({ id, verdict, error }) => [id, verdict ?? error])).toEqual([
      [1, 'contained'],
      ['two', 'exceeds'],
      [3, 'contained'],
      [4, 'exceeds'],
      [5, '`$.required`: expected an array of policies, found an object'],
      [6, 'unknown'],
      [7, 'contained'],
      [8, 'exceeds'],
      [9, '`$.rcp`: expected an array of policies, found an object'],
      [null, 'the line is not a JSON object'],
      [null, 'the line is not a JSON object'],
    ]);
    expect(answers[1].witness).toEqual({
      action: expect.stringMatching(/^s3:/),
      resource: expect.any(String),
      context: {},
    });
    expect(answers[5].why).toContain('policy 0');
  });

  test.each([
    [
      ['--required', get],
      'plumbline compare: name the two sides with `--required FILE` and `--granted FILE`, or use `--batch`\n',
    ],
    [
      ['--required', get, '--granted', file('half.json', '{"Version"')],
      `plumbline compare: \`${join(FOLDER, 'half.json')}\` is not JSON\n`,
    ],
    [['--all', '--batch'], 'plumbline compare: `--all` cannot be used with `--batch`\n'],
    [
      ['--required', get, '--granted', any, '--rcp', 'no/rcp.json'],
      'plumbline compare: `no/rcp.json` cannot be read\n',
    ],
    [['--required', get, '--granted', 'no/such.json'], 'plumbline compare: `no/such.json` cannot be read\n'],
  ])('refuses %j', async (args, err) => {
    expect(await runCli('compare', ...args)).toEqual({ code: 2, out: '', err });
  });
});

describe('plumbline compare --all', () => {
  const wide = file(
    'wide.json',
    policy(
      { Sid: 'Objects', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::data/*' },
      {
        Action: 's3:GetObject',
        Resource: undefined,
        NotResource: ['arn:aws:s3:::data/*', 'arn:aws:s3:::log/*'],
      },
    ),
  );

  test('shows people each difference in a paragraph, with a request or with the reason', async () => {
    const put = file('put-odd.json', policy({ Action: 's3:Put*', Condition: { StringOdd: { k: 'v' } } }));
    const { code, out } = await runCli(
      'compare',
      '--required',
      wide,
      '--granted',
      get,
      '--granted',
      put,
      '--all',
    );
    expect([code, out]).toEqual([
      1,
      `statement Objects of policy 0
  Action: s3:PutObject
  Resource: arn:aws:s3:::data/*
unknown: policy \`policy 1\`, $.Statement[0].Condition.StringOdd.k: \`StringOdd\` is not an operator that IAM documents

statement 1 of policy 0
  Action: s3:GetObject
  NotResource: arn:aws:s3:::data/*, arn:aws:s3:::log/*
exceeds: this request is required and not granted
  s3:GetObject
  arn:aws:s3:::example/example
`,
    ]);
  });

  test('tells programs each difference by its policy, statement, actions and resources', async () => {
    const rest = file('rest.json', policy({ NotAction: 'sqs:*' }));
    const args = ['--required', any, '--required', wide, '--required', rest, '--granted', any];
    const { code, out } = await runCli('compare', ...args, '--all', '--format', 'json');
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        verdict: 'exceeds',
        differences: [
          {
            policy: 'policy 2',
            statement: 0,
            actions: { not: true, patterns: ['sqs:*'] },
            resources: { not: false, patterns: ['*'] },
            verdict: 'exceeds',
            witness: { action: expect.any(String), resource: expect.any(String), context: {} },
          },
        ],
      },
    ]);
  });

  test.each([
    ['contained', 0, ['--required', wide, '--granted', any], 0],
    ['exceeds', 2, ['--required', wide, '--granted', get], 1],
    ['exceeds', 1, ['--required', get, '--granted', any, '--rcp', https], 1],
    ['unknown', 1, ['--required', get, '--granted', odd], 3],
  ])('says %s, of %i differences, for %j', async (verdict, count, args, code) => {
    const run = await runCli('compare', ...args, '--all', '--format', 'json');
    const answer = JSON.parse(run.out);
    expect([run.code, answer.verdict, answer.differences.length]).toEqual([code, verdict, count]);
  });

  test('says the same as without --all where there is no difference', async () => {
    const args = ['compare', '--required', wide, '--granted', any];
    expect(await runCli(...args, '--all')).toEqual(await runCli(...args));
  });

  test('makes control characters in a policy visible', async () => {
    const hostile = file('hostile.json', policy({ Sid: 'a\nb', Action: 's3:Get\u001b[2J' }));
    const { out } = await runCli('compare', '--required', hostile, '--granted', none, '--all');
    expect(out).toContain('statement a\\u{a}b of policy 0\n  Action: s3:Get\\u{1b}[2J\n');
  });
});

describe('plumbline evaluate', () => {
  const request = {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::data/a',
    context: { 'aws:PrincipalTag/team': 'ml' },
  };
  const asked = file('request.json', request);

  test.each([
    ['allowed', ['--policy', get], 0],
    ['implicitDeny', ['--policy', file('put.json', policy({ Action: 's3:PutObject' }))], 1],
    [
      'implicitDeny',
      ['--policy', get, '--boundary', file('none-of-it.json', policy({ Action: 'ec2:*' }))],
      1,
    ],
    ['explicitDeny', ['--policy', get, '--policy', none], 1],
    ['explicitDeny', ['--policy', get, '--scp', file('level.json', [ANY, NONE])], 1],
    ['explicitDeny', ['--policy', get, '--rcp', full, '--rcp', https], 1],
    ['implicitDeny', ['--policy', get, '--rcp', file('level-without-allow.json', [])], 1],
    ['allowed', ['--policy', get, '--scp', any, '--rcp', full], 0],
    ['unknown', ['--policy', odd], 3],
    ['unknown', ['--policy', get, '--rcp', any], 3],
  ])('says %s for %j', async (decision, args, code) => {
    const run = await runCli('evaluate', ...args, '--request', asked, '--format', 'json');
    expect([run.code, JSON.parse(run.out).decision]).toEqual([code, decision]);
    const text = await runCli('evaluate', ...args, '--request', asked);
    expect(text.out).toMatch(new RegExp(`^${decision}: .+\n$`));
  });

  test('answers a batch: a context value is a string or a list of strings', async () => {
    const tagged = policy({ Action: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ml' } } });
    const ask = (context: unknown) =>
      JSON.stringify({ id: 'x', policies: [tagged], request: { ...request, context } });
    const lines = [
      ask({ 'aws:PrincipalTag/team': 'ml' }),
      ask({ 'aws:PrincipalTag/team': ['ml'] }),
      ask({}),
      ask({ a: 1 }),
      ask([]),
    ];
    const { code, out } = await runCliWith([...lines, '{"id":"y","policies":[]}'], 'evaluate', '--batch');
    expect(code).toBe(2);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'x', decision: 'allowed' },
      { id: 'x', decision: 'allowed' },
      { id: 'x', decision: 'implicitDeny' },
      { id: 'x', error: '`$.request.context["a"]`: expected a string or an array of strings' },
      { id: 'x', error: '`$.request.context`: expected an object, found an array' },
      { id: 'y', error: '`$.request`: expected an object with the strings `action` and `resource`' },
    ]);
  });

  test.each([
    [
      ['--policy', get],
      'plumbline evaluate: name the policies and the request with `--policy FILE` and `--request FILE`, or use `--batch`\n',
    ],
    [
      ['--policy', get, '--request', get],
      `plumbline evaluate: \`${get}\`: \`$\`: expected an object with the strings \`action\` and \`resource\`\n`,
    ],
  ])('refuses %j', async (args, err) => {
    expect(await runCli('evaluate', ...args)).toEqual({ code: 2, out: '', err });
  });
});
