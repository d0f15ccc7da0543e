import type { Entry } from '../../src/findings/entry.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { GapEpisode } from '../../src/findings/head.ts';
import type { Gap } from '../../src/model/coverage.ts';
import { sampleFinding } from './sample-report.ts';

const COMMON = {
  seq: 1,
  at: '2026-11-21T06:00:00Z',
  isBaseline: false,
  shard: { accountId: '111122223333', region: 'us-east-1' },
  partition: 'aws',
} as const;

/** What happened to a finding, as a channel gets it; its subject is the id of the finding. */
export function sampleEntry(overrides: Partial<Entry> = {}, finding: Partial<Finding> = {}): Entry {
  const told = sampleFinding({ id: overrides.subject ?? 'v1-01', status: 'new', ...finding });
  const { seq = COMMON.seq } = overrides;
  return {
    ...COMMON,
    id: `${told.id}:${seq}`,
    subject: told.id,
    kind: 'opened',
    body: { kind: 'finding', finding: told, episode: 1 },
    ...overrides,
  };
}

/** A loss of coverage, as a channel gets it. */
export function sampleLoss(
  overrides: Partial<Entry> = {},
  gap: Partial<Gap> = {},
  episode: Partial<GapEpisode> = {},
): Entry {
  const { subject = 'gap-01', seq = COMMON.seq } = overrides;
  return {
    ...COMMON,
    id: `${subject}:${seq}`,
    subject,
    kind: 'coverage-lost',
    body: {
      kind: 'coverage',
      episode: {
        gap: {
          source: 'states:DescribeStateMachine',
          region: 'us-east-1',
          resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:sealed',
          kind: 'denied',
          why: 'the definition is encrypted',
          action: 'kms:Decrypt',
          ...gap,
        },
        count: 1,
        since: COMMON.at,
        seq,
        isOpen: true,
        ...episode,
      },
    },
    ...overrides,
  };
}
