import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Finding, PolicyJson } from '../../src/findings/finding.ts';
import { printable } from '../../src/findings/printable.ts';
import type { RemedyForm } from '../../src/publish/remedy-form.ts';
import { remedyWritten } from '../../src/publish/remedy-written.ts';
import { type Deployable, readDeployed } from '../cli/expect-readers.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';
import { sampleFinding } from '../support/sample-report.ts';
import { terminalEffects } from '../support/terminal-reader.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-remedy-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));
/** Says what it was called with: the arguments, each ended by a NUL. */
writeFileSync(join(FOLDER, 'aws'), '#!/bin/sh\nprintf "%s\\0" "$@"\n', { mode: 0o755 });

type Name = RemedyForm['name'];

function statementsOf(text: string): PolicyJson['Statement'] {
  return [
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::b/${text}`, text] },
    {
      Sid: 'Tagged',
      Effect: 'Deny',
      Action: ['sagemaker:CreateTrainingJob', 'sagemaker:AddTags'],
      Resource: ['arn:aws:sagemaker:*:*:training-job/${aws:PrincipalTag/team}-*'],
      Condition: {
        StringEquals: { [`aws:RequestTag/${text}`]: text },
        ArnLike: { 'aws:SourceArn': [text, 'arn:aws:states:*:*:stateMachine:*'] },
      },
    },
  ];
}

function policyOf(...texts: readonly string[]): PolicyJson {
  return { Version: '2012-10-17', Statement: texts.flatMap(statementsOf) };
}

function attaching(roleName: string, policy: PolicyJson): Finding {
  return sampleFinding({
    id: 'v1-fe5310be456635aed36a8ee8d1957243',
    role: { arn: `arn:aws:iam::111122223333:role/${roleName}`, name: roleName },
    remedy: { text: `Attach this inline policy to \`${printable(roleName)}\``, policy },
  });
}

/** The form, or why it is refused. */
function formOf(name: Name, finding: Finding): { readonly text?: string; readonly why?: string } {
  const form = remedyWritten(finding).find((each) => each.name === name);
  if (form === undefined) throw new Error(`there is no ${name}`);
  return form.written;
}

interface Read {
  readonly role: unknown;
  readonly policyName: unknown;
  readonly statements: readonly unknown[];
}

/** What the program behind a form understands. */
const READERS: Readonly<Record<Exclude<Name, 'json'>, (text: string) => Read | Promise<Read>>> = {
  'aws-cli': (text) => {
    const script = join(FOLDER, 'remedy.sh');
    writeFileSync(script, text);
    const env = { PATH: `${FOLDER}:/usr/bin:/bin` };
    execFileSync('sh', ['-n', script], { env });
    const words = execFileSync('sh', [script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
    const [service, operation, ...rest] = words.flatMap((word) => optionAndValue(word));
    expect([service, operation]).toEqual(['iam', 'put-role-policy']);
    const [role, , policyName, , document = ''] = rest.slice(1);
    expect(rest.filter((_, index) => index % 2 === 0)).toEqual([
      '--role-name',
      '--policy-name',
      '--policy-document',
    ]);
    return { role, policyName, ...statementsIn(JSON.parse(document)) };
  },
  cloudformation: async (text) => {
    const { Resources } = parseYaml(text, { version: '1.1' });
    const [resource] = Object.values<{ Type: string; Properties: Record<string, unknown> }>(Resources);
    expect([Object.keys(Resources).length, resource?.Type]).toEqual([1, 'AWS::IAM::RolePolicy']);
    const { RoleName, PolicyName, PolicyDocument } = resource?.Properties ?? {};
    return { role: RoleName, policyName: PolicyName, ...statementsIn(PolicyDocument) };
  },
  terraform: async (text) => {
    const { statements, rest } = await readDeployed('terraform' satisfies Deployable, text);
    const [documents, { aws_iam_role_policy: policies, ...others }] = rest as [
      number,
      Record<string, Record<string, readonly Record<string, unknown>[]>>,
    ];
    const [policy, ...more] = Object.values(policies ?? {}).flat();
    expect([documents, more, others]).toEqual([1, [], {}]);
    return { role: policy?.role, policyName: policy?.name, statements };
  },
};

function optionAndValue(word: string): readonly string[] {
  const match = /^(--role-name)=(.*)$/s.exec(word);
  return match === null ? [word] : match.slice(1);
}

function statementsIn(document: unknown): Pick<Read, 'statements'> {
  const { Version, Statement, ...others } = document as Record<string, unknown>;
  expect([Version, others]).toEqual(['2012-10-17', {}]);
  return { statements: Statement as readonly unknown[] };
}

const FORMS = Object.keys(READERS) as Exclude<Name, 'json'>[];

/** As many in one policy as IAM takes: a parser of HCL takes its time to start. */
function inPolicies(texts: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const length = JSON.stringify(statementsOf(text)).length;
    if (length > room) {
      batches.push([]);
      room = 10_000;
    }
    batches.at(-1)?.push(text);
    room -= length;
  }
  return batches;
}

describe('the forms of a remedy', () => {
  test.each(FORMS)(
    '%s is read as the policy, the role and a name of its own, variables of IAM included',
    async (name) => {
      const policy = policyOf('${aws:username}');
      const { text = '' } = formOf(name, attaching('service-role', policy));
      expect(await READERS[name](text)).toEqual({
        role: 'service-role',
        policyName: 'plumbline-task-permission-missing-fe5310be4566',
        statements: policy.Statement,
      });
    },
  );

  /** Of a policy with each hostile text, the forms of its remedy. */
  const hostileForms = new Map(
    ALL_HOSTILE.map((text) => [text, remedyWritten(attaching('train', policyOf(text)))]),
  );

  test.each(FORMS)('%s holds whatever a policy may say, or is refused', async (name) => {
    const texts = [...hostileForms].flatMap(([text, forms]) =>
      forms.some((form) => form.name === name && form.written.kind === 'written') ? [text] : [],
    );
    expect(texts.length).toBeGreaterThan(ALL_HOSTILE.length / 2);
    for (const batch of inPolicies(texts)) {
      const policy = policyOf(...batch);
      const form = formOf(name, attaching('train', policy)).text ?? '';
      expect(terminalEffects(form)).toEqual([]);
      expect((await READERS[name](form)).statements).toEqual(policy.Statement);
    }
  });

  test('JSON holds whatever a policy may say', () => {
    for (const [hostile, [json]] of hostileForms) {
      const text = json?.written.kind === 'written' ? json.written.text : '';
      expect(terminalEffects(text), hostile).toEqual([]);
      expect(JSON.parse(text), hostile).toEqual(policyOf(hostile));
    }
  });

  test.each(['a', '-x', 'a=b', 'a+b,c.d@e_f-g', 'R'.repeat(64)])('is for the role %s', async (roleName) => {
    for (const name of FORMS) {
      const { text = '' } = formOf(name, attaching(roleName, policyOf('x')));
      expect((await READERS[name](text)).role, name).toBe(roleName);
    }
  });

  test('is refused for a name that no role has, as only something hostile would be called so', () => {
    const impossible = ALL_HOSTILE.filter((name) => !/^[\w+=,.@-]{1,64}$/.test(name));
    expect(impossible.length).toBeGreaterThan(50);
    for (const roleName of [...impossible, 'R'.repeat(65)])
      for (const name of FORMS)
        expect(formOf(name, attaching(roleName, policyOf('x'))), roleName).toEqual({
          kind: 'refused',
          why: 'IAM allows no role of this name',
        });
  });

  test('tells two findings of one rule apart, so that one policy does not take the place of the other', () => {
    const finding = attaching('train', policyOf('x'));
    const names = ['v1-000000000001f', 'v1-100000000001f'].map(
      (id) => /--policy-name (\S+)/.exec(formOf('aws-cli', { ...finding, id }).text ?? '')?.[1],
    );
    expect(new Set(names).size).toBe(2);
  });

  test.each([
    ['Replace statement 1 of `serving` by this', ['json']],
    ['Detach `AdministratorAccess` from `train` and attach this inline policy', ['json']],
    ['Attach this inline policy to `another`', ['json']],
    ['Attach this inline policy to `train`', ['json', 'aws-cli', 'cloudformation', 'terraform']],
    [
      'Attach this inline policy to `train`, or let the names begin alike and allow that beginning',
      ['json', 'aws-cli', 'cloudformation', 'terraform'],
    ],
  ])('"%s" is told as %j', (text, names) => {
    const forms = remedyWritten(sampleFinding({ remedy: { text, policy: policyOf('x') } }));
    expect(forms.map(({ name }) => name)).toEqual(names);
  });

  test('a remedy without a policy has no form', () => {
    expect(remedyWritten(sampleFinding())).toEqual([]);
  });
});
