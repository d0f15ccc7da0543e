import { describe, expect, test } from 'vitest';
import type { Identity } from '../../src/collect/identity.ts';
import type { Assumed } from '../../src/collect/member-role.ts';
import { type AccountPorts, accountSources } from '../../src/run/open-account.ts';
import { run } from '../../src/run/run.ts';
import type { OpenSource } from '../../src/run/source.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const ROLE = `arn:aws-cn:iam::${OTHER}:role/plumbline-member`;
const REGIONS = ['eu-west-1', 'us-east-1'];

function ports(answer: Assumed): AccountPorts & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    whoAsks: async () => {
      calls.push('who');
      const coverage = { source: 'sts:GetCallerIdentity', region: 'global', kind: 'known' } as const;
      return { partition: 'aws-cn', accountId: OWN, coverage };
    },
    assume: async ({ partition, accountId }) => {
      calls.push(`assume ${partition} ${accountId}`);
      return answer;
    },
    open: async ({ partition = '', accountId = '' }: Identity, credentials): Promise<OpenSource> => {
      const key =
        credentials === undefined || !('accessKeyId' in credentials) ? 'own' : credentials.accessKeyId;
      calls.push(`open ${partition} ${accountId} ${key}`);
      const files = new Map();
      return {
        partition,
        accountId,
        regions: REGIONS,
        read: async () => ({ files, fileTime: '' }),
        close: () => {},
      };
    },
  };
}

describe('an account', () => {
  test('of these credentials is opened with them, another through its role; who asks is asked once', async () => {
    const assumed = {
      kind: 'assumed',
      credentials: { accessKeyId: 'member', secretAccessKey: 's' },
    } as const;
    const { calls, ...rest } = ports(assumed);
    const sourceFor = accountSources(REGIONS, rest);
    await sourceFor(OWN)();
    await sourceFor(OTHER)();
    expect(calls).toEqual([
      'who',
      `open aws-cn ${OWN} own`,
      `assume aws-cn ${OTHER}`,
      `open aws-cn ${OTHER} member`,
    ]);
  });

  const denied = { kind: 'denied', why: 'not authorized', action: 'sts:AssumeRole' } as const;
  test.each([
    ['denied', { kind: 'refused', roleArn: ROLE, refusal: denied }],
    [
      'failed',
      { kind: 'refused', roleArn: ROLE, refusal: { kind: 'failed', why: 'throttled', mayPass: true } },
    ],
  ] as const)('whose role is %s is one gap and nothing else', async (kind, answer) => {
    const source = accountSources(REGIONS, ports(answer))(OTHER);
    const { report, problems } = await run(source, { accounts: [OTHER] });
    expect(report).toMatchObject({ accountId: OTHER, regions: REGIONS, findings: [] });
    expect(report.coverage.complete).toBe(false);
    expect(report.coverage.gaps).toEqual([
      {
        source: 'sts:AssumeRole',
        region: 'global',
        resource: ROLE,
        kind,
        why: answer.refusal.why,
        action: 'sts:AssumeRole',
      },
    ]);
    expect(problems).toEqual([]);
  });
});
