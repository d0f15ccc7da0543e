import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/cli/expect-options.ts';
import type { ExpectReport } from '../../src/cli/expect-report.ts';
import { printable } from '../../src/findings/printable.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { casesIn, definitionOf } from '../expected/support.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { type Deployable, readDeployed } from './expect-readers.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-formats-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const DEPLOYABLE: readonly Deployable[] = ['cloudformation', 'terraform', 'serverless'];
const BOUNDS = ['required', 'allowed'] as const;
const ROLE = 'arn:aws:iam::111122223333:role/teams/ml/Nightly';

function file(name: string, text: string): string {
  const path = join(mkdtempSync(join(FOLDER, 'of-')), name);
  writeFileSync(path, text);
  return path;
}

const RUNS = new Map<string, Promise<CliRun>>();

/** What the command line says; it is asked once, as no file here is written twice. */
function expectOnce(...args: readonly string[]): Promise<CliRun> {
  const key = JSON.stringify(args);
  const known = RUNS.get(key) ?? runCli('expect', ...args);
  RUNS.set(key, known);
  return known;
}

async function report(...args: readonly string[]): Promise<ExpectReport> {
  const { code, out } = await expectOnce(...args);
  expect(code).toBe(0);
  return JSON.parse(out);
}

function run(format: string, ...args: readonly string[]): Promise<CliRun> {
  return expectOnce('--format', format, ...args);
}

/** The same requests, both ways, as the policy engine decides it. */
function expectSameRequests(statements: readonly unknown[], { policy }: ExpectReport): void {
  const [read, written] = [{ ...policy, Statement: statements }, policy].map((document) =>
    identityAccess([parsePolicy(document)]),
  );
  if (read === undefined || written === undefined) throw new Error('two documents make two accesses');
  expect(contains(read, written)).toEqual({ kind: 'contained' });
  expect(contains(written, read)).toEqual({ kind: 'contained' });
}

/** The comment lines right above each statement. */
function commentsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/((?:^ *#.*\n)+) *(?:statement \{|- Sid:)/gm)];
  return blocks.map(([, comment = '']) => comment);
}

interface DefinitionCase {
  readonly file: string;
  readonly task?: Readonly<Record<string, unknown>>;
  readonly definition?: unknown;
}

const CASES = casesIn<DefinitionCase>('expected').map(({ file: name, task, definition }) => ({
  name,
  path: file(name, definition === undefined ? definitionOf(task ?? {}) : JSON.stringify(definition)),
}));

describe.each(DEPLOYABLE)('plumbline expect --format %s', (format) => {
  describe.each(BOUNDS)('--bound %s', (bound) => {
    test.each(CASES)('allows what the JSON allows: $name', async ({ path }) => {
      const expected = await report(path, '--bound', bound);
      const { code, out, err } = await run(format, path, '--bound', bound);
      const assumed = expected.assumedRoles.map(({ roleArn }) => `tasks assume \`${roleArn}\``);
      expect([code, err.match(/tasks assume `[^`]*`/g) ?? []]).toEqual([0, assumed]);
      const { statements } = await readDeployed(format, out);
      expectSameRequests(statements, expected);
      expect(statements).toEqual(expected.policy.Statement);
    });

    test.each(CASES)('says why and whence above each statement: $name', async ({ path }) => {
      const { statements } = await report(path, '--bound', bound);
      const comments = commentsIn((await run(format, path, '--bound', bound)).out);
      expect(comments).toHaveLength(statements.length);
      for (const [index, { needs, because }] of statements.entries()) {
        const lines = comments[index]?.split('\n') ?? [];
        expect(lines[0]).toMatch(new RegExp(`^ *# for ${needs.join(', ')}$`));
        for (const { state, integration, source } of because)
          expect(
            lines.filter(
              (line) =>
                line.includes(`because ${printable(state)} (${integration}`) &&
                line
                  .replace(/.*: source /, '')
                  .split(', ')
                  .includes(source),
            ),
          ).not.toEqual([]);
      }
    });
  });

  test('attaches the same policy to a role that exists, and makes none', async () => {
    const path = file('existing.json', definitionOf({ Resource: 'arn:aws:states:::sagemaker:createModel' }));
    const expected = await report(path, '--role-arn', ROLE);
    const { out } = await run(format, path, '--role-arn', ROLE);
    expect((await readDeployed(format, out)).statements).toEqual(expected.policy.Statement);
    expect(out).not.toMatch(/AWS::IAM::Role$|"aws_iam_role"|sts:AssumeRole/m);
    expect(out).toMatch(/RoleName: Nightly$|role {3}= "Nightly"$/m);
  });

  test('makes a role that only state machines of its account and region can use', async () => {
    const path = file('new.json', definitionOf({ Resource: 'arn:aws:states:::sagemaker:createModel' }));
    const flags = ['--partition', 'aws-cn', '--region', 'cn-north-1', '--account', '444455556666'];
    const { trust } = await readDeployed(format, (await run(format, path, ...flags)).out);
    const document = parseTrustPolicy({ Version: '2012-10-17', Statement: trust });
    const decide = (principal: string, account: string, region: string): string =>
      evaluate(identityAccess([document]), {
        action: 'sts:AssumeRole',
        resource: principal,
        context: {
          'aws:SourceAccount': [account],
          'aws:SourceArn': [`arn:aws-cn:states:${region}:${account}:stateMachine:any:3`],
        },
      }).kind;
    expect(document.problems).toEqual([]);
    expect(decide('Service:states.amazonaws.com', '444455556666', 'cn-north-1')).toBe('allowed');
    expect(decide('Service:states.amazonaws.com', '111122223333', 'cn-north-1')).toBe('implicitDeny');
    expect(decide('Service:states.amazonaws.com', '444455556666', 'cn-northwest-1')).toBe('implicitDeny');
    expect(decide('Service:lambda.amazonaws.com', '444455556666', 'cn-north-1')).toBe('implicitDeny');
  });

  test.each([
    ['a placeholder', '${Role}'],
    ['no role', 'arn:aws:iam::111122223333:user/U'],
  ])('makes a role where the file has %s for its ARN', async (_, roleArn) => {
    const definition = definitionOf({ Resource: 'arn:aws:states:::sagemaker:createModel' });
    const path = file('described.json', JSON.stringify({ roleArn, definition }));
    expect((await run(format, path)).out).toContain('sts:AssumeRole');
  });

  test('has no policy without a statement, which IAM would refuse', async () => {
    const path = file('empty.json', '{"States":{}}');
    const made = await run(format, path);
    expect(made.out).toContain('# No permission\n');
    expect((await readDeployed(format, made.out)).statements).toEqual([]);
    expect(made.out).toMatch(/AWS::IAM::Role$|"aws_iam_role"/m);
    const existing = await run(format, path, '--role-arn', ROLE);
    expect((await readDeployed(format, existing.out)).statements).toEqual([]);
    expect(existing.out).not.toMatch(/PolicyDocument|policy_document|Resources/);
  });

  test('tells of gaps and passed roles in comments at the top', async () => {
    const task = {
      Resource: 'arn:aws:states:::sagemaker:createModel.sync',
      Parameters: { ExecutionRoleArn: ROLE },
    };
    const path = file('gaps.json', definitionOf(task));
    const { gaps } = await report(path);
    expect(gaps).not.toEqual([]);
    const { out } = await run(format, path);
    for (const { kind, path: at, why } of gaps) expect(out).toContain(`\n# Gap (${kind}) at ${at}: ${why}\n`);
    const passes = file(
      'passes.json',
      definitionOf({ ...task, Resource: 'arn:aws:states:::sagemaker:createModel' }),
    );
    expect((await run(format, passes)).out).toContain(
      `\n# Passes ${ROLE} to sagemaker.amazonaws.com in $.States.T\n`,
    );
  });
});

describe.each(FORMAT_NAMES)('plumbline expect --format %s', (format) => {
  test('warns of a policy that is larger than a role may have inline', async () => {
    const states = Array.from({ length: 200 }, (_, index) => [
      `S${index}`,
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::sagemaker:createModel',
        Parameters: { ModelName: `a-rather-long-name-of-a-model-${index}` },
      },
    ]);
    const path = file('large.json', JSON.stringify({ States: Object.fromEntries(states) }));
    const { code, err } = await run(format, path);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^plumbline expect: the policy has 1\d,\d{3} characters; the inline policies of a role may have 10,240 together\n$/,
    );
  });

  test('warns of characters that IAM does not take', async () => {
    const path = file(
      'letters.json',
      definitionOf({ Resource: 'arn:aws:states:::sagemaker:createModel', Parameters: { ModelName: 'мир' } }),
    );
    expect(await run(format, path)).toMatchObject({
      code: 0,
      err: 'plumbline expect: the policy has characters beyond U+00FF, which IAM does not take in a policy document\n',
    });
  });
});
