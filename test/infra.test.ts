import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parsePayload } from '../src/config/payload.ts';
import { CHANGE_EVENTS } from '../src/model/change-events.ts';
import { CHANGE_PATTERN, DEFINITION_FILE, regenerated } from '../tools/generate-infra.ts';
import { infraFiles, parsed, type Resource, resourcesOf } from './support/infra.ts';

/** Deployed by themselves, in other accounts and regions. */
const STAND_ALONE = ['forward-changes.yml', 'member-role.yml'];
/** Included by another file. */
const PARTS = ['change-pattern.yml'];

let files: ReadonlyMap<string, string>;
let resources: readonly Resource[];
let serverless: ReturnType<typeof parsed>;

beforeAll(async () => {
  files = await infraFiles();
  resources = resourcesOf(files);
  serverless = parsed(await readFile('serverless.yml', 'utf8'));
});

function ofType(type: string): readonly Resource[] {
  return resources.filter(({ Type }) => Type === type);
}

function named(logicalId: string): Resource['Properties'] {
  return resources.find((resource) => resource.logicalId === logicalId)?.Properties ?? {};
}

describe('the files of infra', () => {
  test('are up to date: `npm run generate` changes nothing', async () => {
    const definition = await readFile(DEFINITION_FILE, 'utf8');
    for (const [name, yaml] of files) expect(regenerated(yaml, definition), name).toBe(yaml);
  });

  test('that are made anew change where their marks are, and only there', () => {
    const yaml = 'a: 1\n  # generated: assume-member\n  stale\n  # end: assume-member\nb: 2\n';
    expect(regenerated(yaml, '')).toMatch(
      /^a: 1\n {2}# generated: assume-member\n {2}- Effect: Allow\n[\s\S]+\n {2}# end: assume-member\nb: 2\n$/,
    );
    expect(() => regenerated('# generated: nobody\n# end: nobody\n', '')).toThrow(
      '`generated: nobody`: nothing of this name is generated',
    );
  });

  test('are included by serverless.yml, or stand alone', () => {
    const included = Object.values(serverless.resources ?? {});
    const alone = new Set([...STAND_ALONE, ...PARTS]);
    const expected = [...files.keys()].filter((name) => !alone.has(name));
    expect(included.toSorted()).toEqual(expected.map((name) => `\${file(infra/${name})}`));
    for (const name of STAND_ALONE) expect(parsed(files.get(name) ?? '')).toHaveProperty('Description');
    expect(files.get('changes.yml')?.match(/\$\{file\(infra\/change-pattern\.yml\)\}/g)).toHaveLength(2);
  });

  test('have parameters that the command line can set, and each has a row in the documentation', async () => {
    const parameters = parsed(files.get('parameters.yml') ?? '').Parameters ?? {};
    const params = Object.values(parameters).map((parameter) => {
      const { Default } = parameter as { readonly Default: string };
      return /^\$\{param:(\w+)\}$/.exec(Default)?.[1];
    });
    expect(params.toSorted()).toEqual(Object.keys(serverless.params?.default ?? {}).toSorted());
    const page = await readFile('docs/deployment.md', 'utf8');
    const [table = ''] = page.split('## Parameters\n')[1]?.split('\n## ') ?? [];
    const rows = [...table.matchAll(/^\| `(\w+)` \| (?:`([^`]*)`|–) \|/gm)];
    const defaults = Object.entries(serverless.params?.default ?? {}).map(([name, value]) => [
      name,
      name === 'regions' ? undefined : String(value) || undefined,
    ]);
    expect(rows.map(([, name, value]) => [name, value])).toEqual(defaults);
  });
});

describe('changes', () => {
  test('are all that the table names, and none that failed', () => {
    expect(parsed(files.get('change-pattern.yml') ?? '')).toEqual(CHANGE_PATTERN);
    expect(named('ForwardRule').EventPattern).toEqual(CHANGE_PATTERN);
    expect(CHANGE_PATTERN.source.map((source) => source.replace('aws.', ''))).toEqual(
      Object.keys(CHANGE_EVENTS).map((source) => source.replace('.amazonaws.com', '')),
    );
  });

  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  test('fit into one pattern', () => {
    expect(JSON.stringify(CHANGE_PATTERN).length).toBeLessThanOrEqual(2048);
  });

  test('are not given to a second function while the first still works on them', () => {
    const { change } = serverless.functions as unknown as Record<
      string,
      { timeout?: number; events: readonly [{ readonly sqs: { readonly maximumBatchingWindow: number } }] }
    >;
    const timeout = change?.timeout ?? Number(serverless.provider?.timeout);
    const window = change?.events[0].sqs.maximumBatchingWindow ?? 0;
    expect(named('ChangesQueue').VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout + window);
    expect(named('ChangesQueue')).toMatchObject({ DelaySeconds: 60, RedrivePolicy: { maxReceiveCount: 3 } });
  });
});

describe('what does not succeed at once', () => {
  test('is tried again by every rule, a day long', () => {
    const rules = ofType('AWS::Events::Rule');
    expect(rules.map(({ logicalId }) => logicalId)).toEqual([
      'ChangesRule',
      'ForwardedChangesRule',
      'ForwardRule',
    ]);
    for (const { Properties, logicalId } of rules)
      for (const target of Properties.Targets as readonly unknown[])
        expect(target, logicalId).toMatchObject({
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
          ...(logicalId === 'ForwardRule' ? {} : { DeadLetterConfig: { Arn: 'ChangesFailures.Arn' } }),
        });
  });

  test('is tried again by every schedule as it says, and then kept', () => {
    const schedules = ofType('AWS::Scheduler::Schedule');
    expect(schedules.map(({ logicalId, Condition }) => [logicalId, Condition])).toEqual([
      ['AuditSchedule', 'IsSingleAccount'],
      ['OrganizationSchedule', 'IsOrganization'],
      ['DrainSchedule', undefined],
    ]);
    for (const { Properties, logicalId } of schedules)
      expect(Properties.Target, logicalId).toMatchObject({
        RoleArn: 'ScheduleRole.Arn',
        RetryPolicy: {
          MaximumRetryAttempts: expect.any(Number),
          MaximumEventAgeInSeconds: expect.any(Number),
        },
        DeadLetterConfig: { Arn: 'AuditFailures.Arn' },
      });
  });

  test('is kept for two weeks, encrypted', () => {
    for (const { Properties, logicalId } of ofType('AWS::SQS::Queue')) {
      expect(Properties.SqsManagedSseEnabled, logicalId).toBe(true);
      if (logicalId.endsWith('Failures'))
        expect(Properties.MessageRetentionPeriod, logicalId).toBe(1_209_600);
    }
  });

  test('is sent by the schedule as a payload that the function accepts', () => {
    const { Input } = named('AuditSchedule').Target as { readonly Input: string };
    const config = { regions: ['us-east-1'], accounts: [], minSeverity: 'medium', lookbackDays: 30 } as const;
    expect(parsePayload(JSON.parse(Input), config)).toMatchObject({ trigger: 'schedule' });
  });
});

describe('what is kept', () => {
  test('is encrypted with a key of the stack that changes by itself', () => {
    expect(named('Key').EnableKeyRotation).toBe(true);
    expect(JSON.stringify(named('StateBucket').BucketEncryption)).toContain('"KMSMasterKeyID":"Key.Arn"');
    const topics = ofType('AWS::SNS::Topic');
    expect(topics.map(({ Properties }) => Properties.KmsMasterKeyId)).toEqual(Array(3).fill('Key.Arn'));
  });

  test('outlives the stack together with its key', () => {
    const stays = resources.filter((resource) => 'DeletionPolicy' in resource);
    expect(stays.map(({ logicalId }) => logicalId)).toEqual(['Key', 'StateBucket']);
  });
});
