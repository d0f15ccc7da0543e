import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseSuppressions } from '../../src/config/suppressions-file.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { suppressionsOf } from '../../src/findings/suppression.ts';
import { columnsOf } from '../../src/publish/columns.ts';
import { remedyForms } from '../../src/publish/remedy-forms/index.ts';
import { remedyWritten } from '../../src/publish/remedy-written.ts';
import { type CliRun, runCli, runCliOnTerminal } from '../support/run-cli.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-explain-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const SNAPSHOT = ['--snapshot', 'examples/account'];
const { out: EXAMPLE } = await runCli('audit', ...SNAPSHOT, '--format', 'json');
const { findings: FINDINGS } = JSON.parse(EXAMPLE) as { readonly findings: readonly Finding[] };
const REPORT = file('example.json', EXAMPLE);
const TRANSFORM = findingOf('transform-policy-missing');
const EXCESS = findingOf('permission-excess', 'medium');

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

function findingOf(ruleId: string, severity = 'high'): Finding {
  const found = FINDINGS.find((finding) => finding.ruleId === ruleId && finding.severity === severity);
  if (found === undefined) throw new Error(`the example account has no ${ruleId}`);
  return found;
}

function explain(id: string, ...flags: readonly string[]): Promise<CliRun> {
  return runCli('explain', id, ...(flags.length === 0 ? ['--report', REPORT] : flags));
}

function id(digits: string): string {
  return `v1-${digits.padEnd(32, '0')}`;
}

/** What stands under a title of a story. */
function sectionOf(out: string, title: string): string {
  const at = out.indexOf(`\n\n${title}\n`);
  expect(at, title).toBeGreaterThan(0);
  const begin = at + title.length + 3;
  const end = out.indexOf('\n\n', begin);
  return out.slice(begin, end < 0 ? undefined : end);
}

describe('plumbline explain <rule>', () => {
  test.each(rules)('tells what $id finds, why it matters and what to do', async (rule) => {
    const { code, out, err } = await runCliOnTerminal(120, 'explain', rule.id);
    expect([code, err]).toEqual([0, '']);
    const prose = out.replace(/\s+/g, ' ');
    for (const text of [rule.title, rule.why, rule.remedy, ...rule.references]) expect(prose).toContain(text);
  });

  test('as JSON is the rule', async () => {
    const [rule] = rules;
    const { out } = await explain(rule?.id ?? '', '--format', 'json');
    const { check: _, ...told } = rule ?? { check: undefined };
    expect(JSON.parse(out)).toEqual(told);
  });
});

describe('plumbline explain <finding>', () => {
  test('tells the whole story of what is missing', async () => {
    const { code, out, err } = await explain(TRANSFORM.id, ...SNAPSHOT);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^transform-policy-missing {2}HIGH {2}${TRANSFORM.id}\n`));
    expect(sectionOf(out, 'What happens')).toContain(TRANSFORM.title);
    expect(sectionOf(out, 'Why it matters')).toContain('AccessDenied');
    expect(sectionOf(out, 'The request that proves it')).toMatch(/^ {2}sagemaker:CreateTransformJob$/m);
    expect(sectionOf(out, 'Who needs it')).toContain('  churn-pipeline $.States.ScoreSegments.');
    expect(sectionOf(out, 'What the role says today')).toContain('Its policies: `training` (inline)');
    expect(sectionOf(out, 'How sure it is')).toBe('  Confirmed: it holds in every run.');
    expect(sectionOf(out, 'Since when')).toContain('First seen 2026-11-20T06:00:00.000Z');
    expect(sectionOf(out, 'What to do')).toContain('Attach this inline policy to `ChurnPipelineRole`');
    for (const { label } of remedyForms) sectionOf(out, `As ${label}`);
    expect(sectionOf(out, 'References')).toContain('https://docs.aws.amazon.com/');
    const again = sectionOf(out, 'How to see that it is gone').split('\n').at(-1)?.trim() ?? '';
    const [program, ...args] = again.split(' ');
    expect(program).toBe('plumbline');
    expect((await runCli(...args)).out).toContain(TRANSFORM.id.slice(0, 9));
  });

  test('says which command looks again where a report is from', async () => {
    expect((await explain(TRANSFORM.id)).out).toContain(
      '  plumbline audit --region us-east-1 --region eu-west-1 --only arn:',
    );
  });

  test('tells the whole story of what is too much, with the statement, and that it is suppressed', async () => {
    const entry = {
      rule: EXCESS.ruleId,
      resource: EXCESS.resource.arn,
      reason: 'rebuilt in January',
      owner: 'ml-platform',
      created: '2026-11-20',
      expires: '2027-01-31',
    };
    const suppressions = file('suppressions.json', JSON.stringify({ suppressions: [entry] }));
    const { out } = await explain(EXCESS.id, ...SNAPSHOT, '--suppressions', suppressions);
    expect(sectionOf(out, 'This request is allowed')).toContain('sagemaker:CreateEndpoint');
    expect(sectionOf(out, 'Who uses the role')).toContain('click-model');
    const said = sectionOf(out, 'What the role says today');
    expect(said).toContain('Statement OldServing of `serving`\n');
    expect(said).toContain('"Action": ["sagemaker:CreateEndpoint", "sagemaker:DeleteEndpoint"]');
    expect(out).not.toContain('\nAs JSON\n');
    expect(sectionOf(out, 'Since when')).toContain(
      'suppressed until 2027-01-31 by ml-platform: rebuilt in January',
    );
  });

  test.each(FINDINGS)(
    'has a story of $ruleId that keeps to the width, and an entry that covers it',
    async (finding) => {
      const { out, code } = await runCliOnTerminal(80, 'explain', finding.id, '--report', REPORT);
      expect(code).toBe(0);
      const beforeRemedy = out.slice(0, out.indexOf('\n\nWhat to do\n'));
      const long = beforeRemedy
        .split('\n')
        .filter((line) => columnsOf(line) > 80 && /\S \S/.test(line.trim()));
      expect(long).toEqual([]);
      const entry = sectionOf(out, 'How to accept it for a time');
      const declared = parseSuppressions(JSON.parse(entry.slice(entry.indexOf('{'))), 'entry');
      expect(declared).toMatchObject([{ kind: 'sound' }]);
      expect(suppressionsOf(declared, finding.lastSeen)(finding)).toBeDefined();
    },
  );

  test('as JSON is the finding', async () => {
    expect(JSON.parse((await explain(TRANSFORM.id, '--report', REPORT, '--format', 'json')).out)).toEqual(
      TRANSFORM,
    );
  });

  test('with --remedy is the remedy alone, in each form', async () => {
    for (const { name, written } of remedyWritten(TRANSFORM)) {
      const { out } = await explain(TRANSFORM.id, '--report', REPORT, '--remedy', name);
      expect(out).toBe(`${written.kind === 'written' ? written.text : 'refused'}\n`);
    }
  });

  test.each([
    ['its whole id', TRANSFORM.id],
    ['nine characters', TRANSFORM.id.slice(0, 9)],
    ['six digits', TRANSFORM.id.slice(3, 9)],
    ['six digits in capitals', TRANSFORM.id.slice(3, 9).toUpperCase()],
  ])('knows it by %s', async (_, given) => {
    expect((await explain(given)).out).toContain(TRANSFORM.id);
  });

  const MANY = file(
    'many.json',
    JSON.stringify(
      sampleReport([
        sampleFinding({ id: id('aaaaaa1') }),
        sampleFinding({ id: id('aaaaaa2'), ruleId: 'pass-role-missing' }),
        sampleFinding({
          id: id('bbbbbb'),
          status: 'suppressed',
          suppression: { reason: 'gone in January', owner: 'ml', expires: '2027-01-31' },
        }),
        sampleFinding({ id: id('cccccc'), status: 'resolved', resolvedReason: 'fixed' }),
        sampleFinding({
          id: id('dddddd'),
          status: 'changed',
          confidence: 'potential',
          change: { by: 'arn:ada', event: 'PutRolePolicy', at: '2026-11-28', eventId: 'e-1' },
          remedy: { text: 'Replace it', policy: { Version: '2012-10-17', Statement: [] } },
          ruleId: 'of-a-later-version',
        }),
      ]),
    ),
  );
  const report = ['--report', MANY];

  test.each([
    ['bbbbbb', 'It is suppressed until 2027-01-31 by ml: gone in January'],
    ['cccccc', 'It is over: it was read again, and is in order.'],
    ['dddddd', 'Changed by arn:ada (PutRolePolicy, 2026-11-28; event e-1)'],
    ['dddddd', 'Potential: it depends on what a run is given'],
  ])('says of %s: %s', async (digits, text) => {
    expect((await explain(digits, ...report)).out).toContain(`\n  ${text}`);
  });

  test('lists those that an ambiguous beginning leads to', async () => {
    const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:train';
    expect(await explain('aaaaaa', ...report)).toEqual({
      code: 2,
      out: '',
      err: [
        'plumbline explain: 2 ids begin with `v1-aaaaaa`:',
        `  ${id('aaaaaa1')}  high task-permission-missing  ${arn}`,
        `  ${id('aaaaaa2')}  high pass-role-missing  ${arn}`,
        '',
      ].join('\n'),
    });
  });

  test.each([
    [
      ['abcdef', ...report],
      `no finding of \`${MANY}\` has an id that begins with \`v1-abcdef\`: \`plumbline audit --region us-east-1\` shows those there are`,
    ],
    [
      ['abcde', ...report],
      "`abcde` is neither a rule (`plumbline rules` lists them) nor the beginning of a finding's id: that is `v1-` and at least six digits of 0-9 and a-f",
    ],
    [['pass-role-mising', ...report], '`pass-role-mising` is not a rule: did you mean `pass-role-missing`?'],
    [[], 'expected the id of one finding or rule, found 0'],
    [['a', 'b'], 'expected the id of one finding or rule, found 2'],
    [
      ['pass-role-missing', '--remedy', 'json'],
      '`pass-role-missing` is a rule: the remedy is that of a finding',
    ],
    [
      ['aaaaaa1', ...report, '--remedy', 'json'],
      `the remedy of \`${id('aaaaaa1')}\` is no policy: Allow the request`,
    ],
    [
      ['dddddd', ...report, '--remedy', 'terraform'],
      `the remedy of \`${id('dddddd')}\` is told as json alone, as more than attaching a policy is to be done: Replace it`,
    ],
    [
      ['dddddd', ...report, '--remedy', 'terrafrom'],
      '`--remedy terrafrom`: expected one of json, aws-cli, cloudformation, terraform; did you mean `terraform`?',
    ],
    [
      ['dddddd', '--remedy', 'json', '--format', 'json'],
      '`--remedy` prints nothing but the remedy: it cannot be used with `--format`',
    ],
    [['dddddd', '--report', 'no/such/file'], '`no/such/file` cannot be read'],
    [
      ['dddddd', '--snapshot', 'no/such/folder'],
      'the snapshot folder `no/such/folder` cannot be read: ENOENT',
    ],
    [['dddddd'], 'no region is named: pass --region, or set `PLUMBLINE_REGIONS` or `AWS_REGION`'],
  ])('%j is refused in one line', async (args, message) => {
    const { code, out, err } = await runCli('explain', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(`plumbline explain: ${message}\n`);
  });
});
