import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ConfigError,
  type Environment,
  loadConfig,
  parseConfig,
  readEnvironment,
  regionsFrom,
} from '../../src/config/config.ts';
import { CONFIG_FILE, CONFIG_KEYS } from '../../src/config/config-schema.ts';
import problems from '../cases/config/problems.json' with { type: 'json' };

interface ProblemCase {
  readonly title: string;
  readonly environment: Environment;
  readonly file?: unknown;
  readonly problems: readonly string[];
}

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseConfig', () => {
  test.each(problems as readonly ProblemCase[])('$title', ({ environment, file, problems }) => {
    expect(problemsOf(() => parseConfig(environment, file))).toEqual(problems);
  });

  test('an environment with a region alone gives the defaults', () => {
    expect(parseConfig({ AWS_REGION: 'eu-west-1', PLUMBLINE_TOPIC_ARN: '' })).toEqual({
      regions: ['eu-west-1'],
      accounts: [],
      minSeverity: 'medium',
      lookbackDays: 30,
      homeRegion: 'eu-west-1',
    });
  });

  test('a variable wins over the file, and the file over the default', () => {
    const environment = {
      PLUMBLINE_REGIONS: 'us-east-1, us-gov-west-1',
      PLUMBLINE_RULES: 'docs-2023',
      PLUMBLINE_LOOKBACK_DAYS: '7',
    };
    const file = {
      $schema: 'x',
      regions: ['eu-west-1'],
      accounts: ['111122223333'],
      minSeverity: 'low',
      lookbackDays: 90,
    };
    expect(parseConfig(environment, file)).toEqual({
      regions: ['us-east-1', 'us-gov-west-1'],
      accounts: ['111122223333'],
      minSeverity: 'low',
      rules: 'docs-2023',
      lookbackDays: 7,
    });
    expect(parseConfig({}, file)).toMatchObject({ lookbackDays: 90 });
  });

  test('says where findings are kept and sent, from the file or from variables', () => {
    const settings = {
      suppressions: 'accepted.json',
      stateBucket: 'findings-111122223333',
      reportBucket: 'reports.example',
      chatTopicArn: 'arn:aws:sns:us-east-1:111122223333:chat',
      eventBus: 'arn:aws:events:us-east-1:111122223333:event-bus/security',
    };
    const variables = {
      AWS_REGION: 'us-east-1',
      PLUMBLINE_SUPPRESSIONS: 'accepted.json',
      PLUMBLINE_STATE_BUCKET: 'findings-111122223333',
      PLUMBLINE_REPORT_BUCKET: 'reports.example',
      PLUMBLINE_CHAT_TOPIC_ARN: 'arn:aws:sns:us-east-1:111122223333:chat',
      PLUMBLINE_EVENT_BUS: 'arn:aws:events:us-east-1:111122223333:event-bus/security',
    };
    expect(parseConfig({ AWS_REGION: 'us-east-1' }, settings)).toMatchObject(settings);
    expect(parseConfig(variables)).toEqual(parseConfig({ AWS_REGION: 'us-east-1' }, settings));
    const others = { suppressions: 'other.json', stateBucket: 'other', eventBus: 'default' };
    expect(parseConfig(variables, others)).toMatchObject(settings);
  });

  const hub = { securityHub: { roleName: 'Import' } };
  test.each<[string, Environment, object, object | undefined]>([
    ['is not used unless somebody says so', {}, {}, undefined],
    ['is used where the file names it', {}, { securityHub: {} }, {}],
    ['has the role of the file', {}, hub, { roleName: 'Import' }],
    ['is used where the variable says so', { PLUMBLINE_SECURITY_HUB: 'true' }, {}, {}],
    ['is not used where the variable says so', { PLUMBLINE_SECURITY_HUB: 'false' }, hub, undefined],
    ['has the role of the variable', { PLUMBLINE_SECURITY_HUB_ROLE: 'Other' }, hub, { roleName: 'Other' }],
    [
      'may have a role while it is switched off',
      { PLUMBLINE_SECURITY_HUB: 'false', PLUMBLINE_SECURITY_HUB_ROLE: 'Other' },
      {},
      undefined,
    ],
  ])('Security Hub %s', (_, environment, file, securityHub) => {
    expect(parseConfig({ AWS_REGION: 'us-east-1', ...environment }, file).securityHub).toEqual(securityHub);
  });

  const member = { member: { roleName: 'Member', externalId: 'from-file' } };
  test.each<[string, Environment, object, object | undefined]>([
    ['are not read unless somebody names their role', {}, {}, undefined],
    ['are read by the role of the file', {}, member, { roleName: 'Member', externalId: 'from-file' }],
    ['are read by the role of the variable', { PLUMBLINE_MEMBER_ROLE: 'Other' }, {}, { roleName: 'Other' }],
    [
      'are read with the external id of the variable',
      { PLUMBLINE_EXTERNAL_ID: 'other' },
      member,
      { roleName: 'Member', externalId: 'other' },
    ],
  ])('other accounts %s', (_, environment, file, expected) => {
    expect(parseConfig({ AWS_REGION: 'us-east-1', ...environment }, file).member).toEqual(expected);
  });

  test.each<[string, object, boolean | undefined]>([
    ['true', {}, true],
    ['false', { organization: true }, false],
    ['', { organization: true }, true],
    ['', {}, undefined],
  ])(
    'PLUMBLINE_ORGANIZATION=%s over %j asks for the accounts of the organization: %s',
    (text, file, expected) => {
      const environment = { AWS_REGION: 'us-east-1', PLUMBLINE_ORGANIZATION: text };
      expect(parseConfig(environment, file).organization).toBe(expected);
    },
  );

  test('an external id without a role is of no use', () => {
    expect(() => parseConfig({ AWS_REGION: 'us-east-1', PLUMBLINE_EXTERNAL_ID: 'lonely' })).toThrow(
      '`PLUMBLINE_EXTERNAL_ID` is of no use without `PLUMBLINE_MEMBER_ROLE`',
    );
  });

  test('the error message holds every problem', () => {
    expect(() => parseConfig({ PLUMBLINE_RULES: 'a', PLUMBLINE_ACCOUNTS: 'b' })).toThrow(
      /PLUMBLINE_ACCOUNTS.*; .*PLUMBLINE_RULES/,
    );
  });
});

describe('regionsFrom', () => {
  const environment = {
    PLUMBLINE_REGIONS: 'eu-west-1,eu-central-1',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-west-2',
  };
  test.each([
    ['flags win, each region once', ['ap-south-1', 'ap-south-1'], environment, ['ap-south-1']],
    ['PLUMBLINE_REGIONS is next', [], environment, ['eu-west-1', 'eu-central-1']],
    ['then AWS_REGION', [], { ...environment, PLUMBLINE_REGIONS: '' }, ['us-east-1']],
    ['then AWS_DEFAULT_REGION', [], { AWS_DEFAULT_REGION: 'us-west-2' }, ['us-west-2']],
  ])('%s', (_, flags, variables, regions) => {
    expect(regionsFrom(flags, variables)).toEqual(regions);
  });

  test('every flag that is not a region is named', () => {
    expect(problemsOf(() => regionsFrom(['us-east-1', 'us_east_1', '../etc'], {}))).toEqual([
      '`us_east_1` is not a region: expected a name such as us-east-1',
      '`../etc` is not a region: expected a name such as us-east-1',
    ]);
  });
});

describe('loadConfig', () => {
  const environment = { AWS_REGION: 'us-east-1' };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('the file is optional', async () => {
    expect(await loadConfig(environment, folder)).toEqual(parseConfig(environment));
  });

  test('the file is read where there is one', async () => {
    await writeFile(join(folder, CONFIG_FILE), '{"minSeverity":"low"}');
    expect(await loadConfig(environment, folder)).toMatchObject({ minSeverity: 'low' });
  });

  test('a file that is not JSON is named without its content', async () => {
    await writeFile(join(folder, CONFIG_FILE), '{"minSeverity": secret}');
    await expect(loadConfig(environment, folder)).rejects.toThrow(/^`plumbline.config.json` is not JSON$/);
  });

  test('a file that cannot be read is not taken for an absent one', async () => {
    await expect(loadConfig(environment, join(folder, '\0'))).rejects.toThrow(
      /^`plumbline.config.json` cannot be read$/,
    );
  });
});

describe('docs/schema/config.json', () => {
  const schema = readFile('docs/schema/config.json', 'utf8').then((text): unknown => JSON.parse(text));

  test('describes just the keys that the parser knows', async () => {
    expect(await schema).toMatchObject({ additionalProperties: false });
    const { properties } = (await schema) as { properties: Record<string, unknown> };
    expect(Object.keys(properties)).toEqual(CONFIG_KEYS);
  });

  test('has the same form for every setting as the parser', async () => {
    const { properties } = (await schema) as {
      properties: Record<string, { enum?: string[]; pattern?: string; items?: { pattern: string } }>;
    };
    const base = { AWS_REGION: 'us-east-1' };
    for (const minSeverity of properties.minSeverity?.enum ?? []) parseConfig(base, { minSeverity });
    for (const rules of properties.rules?.enum ?? []) parseConfig(base, { rules });
    for (const name of ['us-east-1', 'us-gov-west-1', 'eusc-de-east-1', 'us-east', 'US-EAST-1', 'x']) {
      const accepted = problemsOf(() => parseConfig(base, { regions: [name] })).length === 0;
      expect(new RegExp(properties.regions?.items?.pattern ?? '').test(name), name).toBe(accepted);
    }
    const topics = ['arn:aws:sns:us-east-1:111122223333:t', 'arn:aws:sns:us-east-1:111122223333:t.fifo'];
    const buckets = ['findings', 'a.b-c', 'ab', 'Findings', 'x'.repeat(64)];
    const buses = [
      'default',
      'aws.partner/x',
      'a b',
      'arn:aws:events:us-east-1:111122223333:event-bus/x',
      '',
    ];
    for (const [key, values] of Object.entries({
      topicArn: topics,
      chatTopicArn: topics,
      stateBucket: buckets,
      reportBucket: buckets,
      eventBus: buses,
      suppressions: ['a.json', ' '],
    })) {
      for (const value of values) {
        const accepted = problemsOf(() => parseConfig(base, { [key]: value })).length === 0;
        expect(new RegExp(properties[key]?.pattern ?? '').test(value), `${key} ${value}`).toBe(accepted);
      }
    }
  });

  test('has the same first and last number of days as the parser', async () => {
    const { properties } = (await schema) as {
      properties: { lookbackDays: { minimum: number; maximum: number } };
    };
    const { minimum, maximum } = properties.lookbackDays;
    const accepted = [minimum - 1, minimum, maximum, maximum + 1].map(
      (lookbackDays) =>
        problemsOf(() => parseConfig({ AWS_REGION: 'us-east-1' }, { lookbackDays })).length === 0,
    );
    expect(accepted).toEqual([false, true, true, false]);
  });
});

test('the environment is that of the process', () => {
  expect(readEnvironment().PATH).toBe(process.env.PATH);
});
