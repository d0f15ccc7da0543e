import { describe, expect, test } from 'vitest';
import { rules } from '../../src/findings/rules/index.ts';
import { formats } from '../../src/publish/formats/index.ts';
import { runCli } from '../support/run-cli.ts';
import { terminalEffects } from '../support/terminal-reader.ts';

const FORMATS = formats.map(({ name }) => name).join(', ');

describe('the command line', () => {
  test.each([[], ['--help'], ['-h'], ['help']])('prints the commands for `%s`', async (...args) => {
    const { code, out, err } = await runCli(...args);
    expect([code, err]).toEqual([0, '']);
    for (const command of [
      'audit',
      'explain',
      'collect',
      'expect',
      'compare',
      'evaluate',
      'rules',
      'permissions',
    ])
      expect(out).toContain(`\n  ${command}`);
  });

  test.each(['audit', 'explain', 'collect', 'expect', 'compare', 'evaluate', 'rules', 'permissions'])(
    'explains `%s --help`',
    async (command) => {
      const { code, out } = await runCli(command, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`plumbline ${command}`);
    },
  );

  test('prints its version', async () => {
    expect((await runCli('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    [
      ['frobnicate'],
      'plumbline: `frobnicate` is not a command: expected one of audit, explain, collect, expect, compare, evaluate, rules, permissions\n',
    ],
    [['audti'], 'plumbline: `audti` is not a command: did you mean `audit`?\n'],
    [['help', 'compair'], 'plumbline: `compair` is not a command: did you mean `compare`?\n'],
    [['audit', '--snapshot'], 'plumbline audit: `--snapshot` needs a value\n'],
    [['audit', '--snapshot', '--strict'], 'plumbline audit: `--snapshot` needs a value\n'],
    [['audit', '--strict=yes'], 'plumbline audit: `--strict` takes no value\n'],
    [
      ['audit', '--snapshto', 'x'],
      'plumbline audit: `--snapshto` is not a flag: did you mean `--snapshot`?\n',
    ],
    [['rules', '--state'], 'plumbline rules: `--state` is not a flag: expected one of --format\n'],
    [['rules', '-f'], 'plumbline rules: `-f` is not a flag: expected one of --format\n'],
    [
      ['rules', '--__proto__', 'x'],
      'plumbline rules: `--__proto__` is not a flag: expected one of --format\n',
    ],
    [
      ['audit', '--fail-on', 'hihg'],
      'plumbline audit: `--fail-on hihg`: expected one of critical, high, medium, low, info, never; did you mean `high`?\n',
    ],
    [['audit', '--format', 'yml'], `plumbline audit: \`--format yml\`: expected one of ${FORMATS}\n`],
    [
      ['audit', '--format', 'JSON'],
      `plumbline audit: \`--format JSON\`: expected one of ${FORMATS}; did you mean \`json\`?\n`,
    ],
    [
      ['rules', 'transfrom-policy-mising'],
      'plumbline rules: `transfrom-policy-mising` is not a rule: did you mean `transform-policy-missing`?\n',
    ],
    [
      ['rules', 'pass-role'],
      'plumbline rules: `pass-role` is not a rule: did you mean `pass-role-missing` or `pass-role-too-wide`?\n',
    ],
    [['audit', 'folder'], 'plumbline audit: unexpected argument `folder`\n'],
    [['audit', '--format', 'xml'], `plumbline audit: \`--format xml\`: expected one of ${FORMATS}\n`],
    [
      ['audit', '--fail-on', 'some'],
      'plumbline audit: `--fail-on some`: expected one of critical, high, medium, low, info, never\n',
    ],
    [
      ['audit', '--rules', 'docs-1999'],
      'plumbline audit: `--rules docs-1999`: expected one of docs-2023, docs-2025\n',
    ],
    [
      ['audit', '--only', 'train'],
      'plumbline audit: `--only train`: expected the ARN of a state machine, a SageMaker resource or a role\n',
    ],
    [['audit', '--account', '12'], 'plumbline audit: `--account 12`: expected 12 digits\n'],
    [
      ['audit'],
      'plumbline audit: no region is named: pass --region, or set `PLUMBLINE_REGIONS` or `AWS_REGION`\n',
    ],
    [
      ['rules', 'no-such-thing'],
      'plumbline rules: `no-such-thing` is not a rule: `plumbline rules` lists them\n',
    ],
    [['expect', 'a', 'b'], 'plumbline expect: expected one definition file, found 2\n'],
  ])('answers %j with exit code 2 and one line', async (args, line) => {
    expect(await runCli(...args)).toEqual({ code: 2, out: '', err: line });
  });

  test('tells which snapshot folder it cannot read', async () => {
    const { code, err } = await runCli('audit', '--snapshot', 'no/such/folder');
    expect(code).toBe(2);
    expect(err).toContain('no/such/folder');
  });

  test.each([
    ['a command', ['\u001b[2J']],
    ['a flag', ['audit', '--\u001b[2J']],
    ['a choice', ['audit', '--format', '\u001b[2J']],
    ['a rule', ['rules', '\u001b[2J']],
    ['a command that is asked about', ['help', '\u001b[2J']],
  ])('shows control characters in %s as escapes', async (_, args) => {
    const { err } = await runCli(...args);
    expect(err).toContain('\\u{1b}[2J');
    expect(terminalEffects(err)).toEqual([]);
  });
});

describe('plumbline rules', () => {
  test('lists every rule with its severity', async () => {
    const { out } = await runCli('rules');
    expect(out.trimEnd().split('\n')).toHaveLength(rules.length);
    for (const { id, severity } of rules) expect(out).toMatch(new RegExp(`^${id} +${severity} `, 'm'));
  });

  test('explains one rule, with its references', async () => {
    const { out } = await runCli('rules', 'transform-policy-missing');
    expect(out).toMatch(/^transform-policy-missing {2}HIGH at worst\n/);
    expect(out).toContain('\nWhat to do\n  Attach ');
    expect(out).toContain('https://docs.aws.amazon.com/step-functions/');
  });

  test('prints the catalogue as JSON for machines', async () => {
    const { out } = await runCli('rules', '--format', 'json');
    expect(JSON.parse(out)).toEqual(rules.map(({ check: _, ...rule }) => rule));
  });
});
