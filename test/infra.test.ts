import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parsePayload } from '../src/config/payload.ts';
import { DEPLOYED } from '../src/permissions.ts';
import { AUDITOR_POLICY_FILE, auditorPolicy } from '../tools/generate-infra.ts';

/** The actions in an `infra` file: lines of a list that look like `service:Action`. */
function actionsIn(yaml: string): readonly string[] {
  return [...yaml.matchAll(/^\s*(?:- |Action: )['"]?([a-z0-9-]+:[A-Za-z0-9*]+)['"]?$/gm)].map(
    ([, action = '']) => action,
  );
}

async function infraFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of (await readdir('infra')).filter((each) => each.endsWith('.yml')).sort())
    files.set(name, await readFile(`infra/${name}`, 'utf8'));
  return files;
}

describe("the auditor's policy", () => {
  test('is up to date: `npm run generate` changes nothing', async () => {
    expect(await readFile(AUDITOR_POLICY_FILE, 'utf8')).toBe(auditorPolicy());
  });

  test('grants the union of what the parts that are deployed declare, and nothing else', () => {
    const needs = new Set(DEPLOYED.flatMap(({ needs }) => needs));
    expect([...new Set(actionsIn(auditorPolicy()))].toSorted()).toEqual([...needs].toSorted());
  });

  test('reads, but for what it publishes and remembers', () => {
    const reading = /:(Get|List|Describe|Search$)/;
    const changing = actionsIn(auditorPolicy()).filter((action) => !reading.test(action));
    expect([...new Set(changing)].toSorted()).toEqual(['s3:PutObject', 'sns:Publish']);
  });
});

describe('infra', () => {
  test('has no action with a wildcard', async () => {
    for (const [name, yaml] of await infraFiles()) {
      expect(
        actionsIn(yaml).filter((action) => action.includes('*')),
        name,
      ).toEqual([]);
      expect(yaml, name).not.toMatch(/(Not)?Action: ['"]?\*|NotAction|NotResource|- ['"]?\*['"]?:/);
    }
  });

  test('gives the role of the function nothing but its policy, its logs and its failures', async () => {
    const files = await infraFiles();
    const attached = [...files].filter(([, yaml]) => yaml.includes('Roles: [!Ref AuditorRole]'));
    expect(attached.map(([name]) => name)).toEqual(['auditor-policy.yml', 'auditor-role.yml']);
    expect(actionsIn(files.get('auditor-role.yml') ?? '')).toEqual([
      'sts:AssumeRole',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sqs:SendMessage',
    ]);
    expect(files.get('auditor-role.yml')).not.toMatch(
      /Policies:|ManagedPolicyArns|scheduler\.amazonaws\.com/,
    );
  });

  test('is included by serverless.yml, file by file', async () => {
    const serverless = await readFile('serverless.yml', 'utf8');
    for (const name of (await infraFiles()).keys()) expect(serverless).toContain(`\${file(infra/${name})}`);
  });

  test('sends the schedule as a payload that the function accepts', async () => {
    const [, input = ''] = /Input: '(.+)'/.exec((await infraFiles()).get('schedule.yml') ?? '') ?? [];
    const config = { regions: ['us-east-1'], accounts: [], minSeverity: 'medium', lookbackDays: 30 } as const;
    expect(parsePayload(JSON.parse(input), config)).toMatchObject({ trigger: 'schedule' });
  });
});
