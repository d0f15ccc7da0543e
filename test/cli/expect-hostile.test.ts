import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExpectReport } from '../../src/cli/expect-report.ts';
import { printable } from '../../src/findings/printable.ts';
import { ALL_HOSTILE, HOSTILE } from '../support/hostile-names.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';
import { terminalEffects } from '../support/terminal-reader.ts';
import { type Deployable, readDeployed } from './expect-readers.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-hostile-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const DEPLOYABLE: readonly Deployable[] = ['cloudformation', 'terraform', 'serverless'];

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

const REPORTS = new Map<string, ExpectReport>();

/** The JSON that all formats are held against. */
async function once(key: string, make: () => Promise<ExpectReport>): Promise<ExpectReport> {
  const report = REPORTS.get(key) ?? (await make());
  REPORTS.set(key, report);
  return report;
}

describe.each(DEPLOYABLE)('plumbline expect --format %s, with hostile text', (format) => {
  describe.each(PLACES)('in $where', ({ where, definition, flags }) => {
    const run = async (text: string, ...args: readonly string[]): Promise<CliRun> => {
      const path = join(FOLDER, 'definition.json');
      writeFileSync(path, definition(text));
      return await runCli('expect', path, ...flags(text), ...args);
    };
    let plain: { readonly isRoleKnown: boolean; readonly shape: unknown };
    beforeAll(async () => {
      const { out } = await run('plain', '--format', format);
      plain = { isRoleKnown: isRoleKnown(out), shape: shapeOf((await readDeployed(format, out)).rest) };
    });

    test.each((HOSTILE.get('configuration') ?? []).map((text) => [JSON.stringify(text), text]))(
      '%s',
      async (_, text) => {
        const expected = await once(`${where} ${text}`, async () => JSON.parse((await run(text)).out));
        const { code, out } = await run(text, '--format', format);
        expect(code).toBe(0);
        const { statements, rest } = await readDeployed(format, out);
        expect(statements).toEqual(expected.policy.Statement);
        for (const line of out.split('\n')) expect(printable(line)).toBe(line);

        if (isRoleKnown(out) === plain.isRoleKnown) expect(shapeOf(rest)).toEqual(plain.shape);
      },
    );
  });
});

/** The names that a format refuses; each is told of by itself below. */
const REFUSED: Readonly<Record<Deployable, RegExp>> = {
  cloudformation: /\p{Cs}|\{\{resolve:/u,
  serverless: /\p{Cs}|\{\{resolve:/u,
  terraform: /\p{Cs}|&\{|\p{M}{31}/u,
};

describe.each(DEPLOYABLE)(
  'plumbline expect --format %s, of a definition with every hostile name',
  (format) => {
    const isTaken = (name: string): boolean =>
      !REFUSED[format].test(name) && (format !== 'terraform' || `m${name}m`.normalize('NFC') === `m${name}m`);
    const names = ALL_HOSTILE.filter(({ length }) => length < 1_000).filter(isTaken);

    test('grants what the JSON says, and shows no character that deceives', async () => {
      const path = join(FOLDER, 'every.json');
      const states = names.map((name, index) => [`${index} ${name}`, model(`m${name}m`)]);
      writeFileSync(path, JSON.stringify({ States: Object.fromEntries(states) }));
      const expected = JSON.parse((await runCli('expect', path)).out);
      const { code, out } = await runCli('expect', path, '--format', format);
      expect([code, names.length > 800]).toEqual([0, true]);
      expect((await readDeployed(format, out)).statements).toEqual(expected.policy.Statement);
      expect(terminalEffects(out)).toEqual([]);
    });
  },
);

test.each(['json', 'table'])(
  'plumbline expect --format %s shows every hostile name on a terminal',
  async (format) => {
    const path = join(FOLDER, 'every.json');
    const states = ALL_HOSTILE.map((name, index) => [`${index} ${name}`, model(`m${name}m`)]);
    writeFileSync(path, JSON.stringify({ States: Object.fromEntries(states) }));
    const { code, out } = await runCli('expect', path, '--format', format);
    expect([code, terminalEffects(out)]).toEqual([0, []]);
  },
);

describe('a text that a format cannot hold unchanged', () => {
  test.each([
    ['cloudformation', '{{resolve:ssm:/secret}}', 'CloudFormation would resolve its `{{resolve:…}}`'],
    ['serverless', '{{resolve:ssm:/secret}}', 'CloudFormation would resolve its `{{resolve:…}}`'],
    ['terraform', '&{aws:username}', 'the data source would make `${` of its `&{`'],
    ['terraform', 'e\u0301', 'Terraform would compose its characters (NFC)'],
    ['terraform', `x${'\u0336'.repeat(31)}`, 'Terraform would put a joiner between its many marks'],
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

  test.each([
    ['cloudformation', '{{resolve:ssm'],
    ['serverless', '{{resolve:ssm'],
    ['terraform', '&{a}:111122223333'],
  ])('--format %s refuses it in the trust of the role as well', async (format, place) => {
    const path = join(FOLDER, 'refused.json');
    const stateMachineArn = `arn:aws:states:${place}:stateMachine:m`;
    writeFileSync(path, JSON.stringify({ stateMachineArn, definition: '{"States":{}}' }));
    const { code, out, err } = await runCli('expect', path, '--format', format);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`cannot write \`arn:aws:states:${place}:stateMachine:*\``);
  });

  test.each(['json', 'table'])('--format %s takes all of them', async (format) => {
    const path = join(FOLDER, 'taken.json');
    writeFileSync(path, JSON.stringify({ States: { T: model('{{resolve:&{e\u0301\ud800') } }));
    expect((await runCli('expect', path, '--format', format)).code).toBe(0);
  });
});
