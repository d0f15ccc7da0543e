import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { argument, hclLines, quoted, quotedList } from '../../src/cli/expect-hcl.ts';
import { asYaml } from '../../src/cli/expect-yaml.ts';
import { printable } from '../../src/findings/printable.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { type Deployable, literal, readDeployed } from './expect-readers.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-hostile-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const DEPLOYABLE: readonly Deployable[] = ['cloudformation', 'terraform', 'serverless'];

/** Texts that mean something to a parser of one of the formats, or to a person who reads them. */
const HOSTILE: readonly string[] = [
  `"`,
  `'`,
  `'"''""`,
  '\\',
  '\\"',
  'a\\',
  'line\nbreak',
  'line\r\nbreak',
  '\n- Effect: Allow\n  Action: "*"\n  Resource: "*"',
  '"]\n  }\n  statement {\n    actions = ["*"]\n    resources = ["*"]\n  }\n#',
  'x # comment',
  '# comment',
  '*/ /* // <!-- -->',
  '<<EOT\nx\nEOT',
  '${x}',
  '${aws:username}',
  '${self:service}',
  '${file(./secrets.yml)}',
  '${AWS::AccountId}',
  '${jsondecode("{}")}',
  '$${x}',
  '\\${x}',
  '\\\\${x}',
  '$\\${x}',
  '${',
  '${${x}}',
  '$',
  '$$',
  '%{if true}x%{endif}',
  '%%{if}',
  '%',
  '*',
  '?',
  '{{x}}',
  '{{resolve}}',
  ': ',
  '- ',
  '? ',
  '!Ref AWS::AccountId',
  '!!binary aGk=',
  '&anchor',
  '*anchor',
  '<<',
  '---',
  '...',
  '%YAML 1.1',
  '|',
  '>',
  '@x',
  '`x`',
  '~',
  'null',
  'yes',
  'off',
  '1_000',
  '0x1f',
  '012',
  '12:30:45',
  '2012-10-17',
  '.inf',
  ' padded ',
  'tab\tstop',
  'Fn::Sub',
  '__proto__',
  'a\u0000b',
  'a\u001b[2Jb',
  'a\u007fb',
  'a\u0085b',
  'a\u00a0b',
  'a\u00adb',
  'a\u200bb',
  'a\u2028b',
  'a\u2029b',
  'a\u202e\u2066b',
  '\ufeffb',
  'a\ufffeb',
  'é ü ß 中 😀',
  'a\u{e0041}b',
  'x'.repeat(300),
  `${'word '.repeat(60)}\n${'word '.repeat(60)}`,
];

interface Place {
  readonly where: string;
  readonly definition: (text: string) => string;
  readonly flags: (text: string) => readonly string[];
}

const model = (ModelName: unknown): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sagemaker:createModel',
  Parameters: { ModelName, ExecutionRoleArn: 'arn:aws:iam::111122223333:role/R' },
});

const PLACES: readonly Place[] = [
  {
    where: 'the name of a resource',
    definition: (text) => JSON.stringify({ States: { T: model(`m${text}m`) } }),
    flags: () => [],
  },
  {
    where: 'the name of a state',
    definition: (text) => JSON.stringify({ States: Object.fromEntries([[text, model('m')]]) }),
    flags: () => [],
  },
  {
    where: 'the name of the state machine',
    definition: () => JSON.stringify({ States: { T: model('m') } }),
    flags: (text) => [`--name=${text}`],
  },
  {
    where: 'the ARN of a passed role and a gap',
    definition: (text) =>
      JSON.stringify({
        States: {
          T: {
            ...model('m'),
            Parameters: { ModelName: 'm', ExecutionRoleArn: `arn:aws:iam::111122223333:role/${text}` },
          },
          G: { Type: 'Task', Resource: text },
        },
      }),
    flags: () => [],
  },
  {
    where: 'the role, region and account of a described state machine',
    definition: (text) =>
      JSON.stringify({
        stateMachineArn: `arn:aws:states:${text}:${text}:stateMachine:m`,
        name: 'm',
        roleArn: `arn:aws:iam::111122223333:role/${text}`,
        definition: JSON.stringify({ States: { T: model('m') } }),
      }),
    flags: () => [],
  },
];

/** Whether the output is for a role that exists. */
function isRoleKnown(out: string): boolean {
  return /RolePolicy$|role {3}= "/m.test(out);
}

/** The output without the texts, as the shape that no text may change. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, part]) => [/^[\w:]+$/.test(key) ? '' : key, shapeOf(part)]);
  return typeof value;
}

describe.each(DEPLOYABLE)('plumbline expect --format %s, with hostile text', (format) => {
  describe.each(PLACES)('in $where', ({ definition, flags }) => {
    const run = async (text: string, ...args: readonly string[]): Promise<CliRun> => {
      const path = join(FOLDER, 'definition.json');
      writeFileSync(path, definition(text));
      return await runCli('expect', path, ...flags(text), ...args);
    };
    let plain: string;
    beforeAll(async () => {
      plain = (await run('plain', '--format', format)).out;
    });

    test.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s', async (_, text) => {
      const expected = JSON.parse((await run(text)).out);
      const { code, out } = await run(text, '--format', format);
      expect(code).toBe(0);
      const { statements, rest } = await readDeployed(format, out);
      expect(statements).toEqual(expected.policy.Statement);
      for (const line of out.split('\n')) expect(printable(line)).toBe(line);

      if (isRoleKnown(out) === isRoleKnown(plain))
        expect(shapeOf(rest)).toEqual(shapeOf((await readDeployed(format, plain)).rest));
    });
  });
});

describe('a text that a format cannot hold unchanged', () => {
  test.each([
    ['cloudformation', '{{resolve:ssm:/secret}}', 'CloudFormation would resolve its `{{resolve:…}}`'],
    ['serverless', '{{resolve:ssm:/secret}}', 'CloudFormation would resolve its `{{resolve:…}}`'],
    ['terraform', '&{aws:username}', 'the data source would make `${` of its `&{`'],
    ['terraform', 'e\u0301', 'Terraform would compose its characters (NFC)'],
    ['cloudformation', '\ud800', 'it has half a character, which UTF-8 cannot hold'],
    ['terraform', '\ud800', 'it has half a character, which UTF-8 cannot hold'],
    ['serverless', '\udfff', 'it has half a character, which UTF-8 cannot hold'],
  ])('--format %s refuses %j', async (format, text, why) => {
    const path = join(FOLDER, 'refused.json');
    writeFileSync(path, JSON.stringify({ States: { T: model(text) } }));
    const { code, out, err } = await runCli('expect', path, '--format', format);
    expect([code, out]).toEqual([2, '']);
    const resource = `arn:aws:sagemaker:us-east-1:111122223333:model/${printable(text)}`;
    expect(err).toBe(
      `plumbline expect: \`--format ${format}\` cannot write \`${resource}\`: ${why}; use \`--format json\`\n`,
    );
  });

  test.each(['json', 'table'])('--format %s takes all of them', async (format) => {
    const path = join(FOLDER, 'taken.json');
    writeFileSync(path, JSON.stringify({ States: { T: model('{{resolve:&{e\u0301\ud800') } }));
    expect((await runCli('expect', path, '--format', format)).code).toBe(0);
  });
});

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE, '{', '}', '$', '%', '\\', '"', '\n', ' ', '#', ':', '-'),
      fc.string({ unit: 'binary' }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
  .filter((parts) => !/\p{Cs}/u.test(parts));

describe('a text in YAML', () => {
  test.each(['1.1', '1.2'] as const)(
    'is itself to a parser of YAML %s, as a value and as a key',
    (version) => {
      fc.assert(
        fc.property(fc.array(text), text, (texts, key) => {
          const value = { texts, [`k${key}`]: 'v' };
          const yaml = asYaml(value, { top: [], items: [] });
          expect(parseYaml(yaml, { version })).toEqual(value);
          for (const line of yaml.split('\n')) expect(printable(line)).toBe(line);
        }),
      );
    },
  );

  test('keeps its comments above the items of the list', () => {
    const yaml = asYaml(
      { list: [{ a: 'x' }, { a: 'y' }] },
      { top: ['top'], list: ['list'], items: [['one', 'two'], ['three']] },
    );
    expect(yaml).toBe('# top\n\nlist:\n  # one\n  # two\n  - a: x\n  # three\n  - a: "y"\n');
  });

  test('stays in one line, so that no part of it looks like a line of the file', () => {
    const spoof = `${'long '.repeat(40)}x\n- Effect: Allow\n  ${'long '.repeat(40)}x`;
    expect(asYaml({ a: spoof }, { top: [], items: [] })).toBe(`\na: ${JSON.stringify(spoof)}\n`);
  });

  test('is in double quotes with escapes where it has characters that nobody sees', () => {
    expect(asYaml({ a: 'x\u202ey', b: 'plain' }, { top: [], items: [] })).toBe(
      '\na: "x\\U0000202ey"\nb: plain\n',
    );
  });
});

describe('a text in HCL', () => {
  test.each([
    ['plain', '"plain"'],
    ['"\\', '"\\"\\\\"'],
    ['${x}', '"$${x}"'],
    ['$${x}', '"$$${x}"'],
    ['%{if}', '"%%{if}"'],
    ['$%{x}', '"$%%{x}"'],
    ['100% $5', '"100% $5"'],
    ['a\nb\u202e', '"a\\U0000000ab\\U0000202e"'],
    ['é😀', '"é😀"'],
  ])('%j is %s', (given, hcl) => {
    expect(quoted(given)).toBe(hcl);
  });

  test('is itself to a parser of HCL, however it is made up', async () => {
    const texts = fc.sample(text, 2000).map((each) => each.normalize('NFC'));
    const lines = hclLines([argument('texts', quotedList(texts))]);
    for (const line of lines) expect(printable(line)).toBe(line);
    const { texts: read } = (await parseHcl('main.tf', lines.join('\n'))) as { texts?: unknown };
    expect(literal(read)).toEqual(texts);
  });
});
