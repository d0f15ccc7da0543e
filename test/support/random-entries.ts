import fc from 'fast-check';
import type { Entry } from '../../src/findings/entry.ts';
import { type Finding, SEVERITIES } from '../../src/findings/finding.ts';
import type { EntryKind, ResolveReason } from '../../src/findings/head.ts';
import { UNITS } from './name-units.ts';
import { sampleEntry } from './numbered-entry.ts';

/** Around every limit of the formats. */
const LENGTHS = [0, 1, 2, 64, 127, 128, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049];
const FAR_BEYOND = 9_000;

/** In code points. */
function textsOf(lengths: readonly number[]): readonly string[] {
  return UNITS.flatMap((unit) => lengths.map((length) => [...unit.repeat(length)].slice(0, length).join('')));
}

/** Texts of lengths at the limits, some of them of one hostile unit alone. */
const edgyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...textsOf(LENGTHS.slice(0, 6))) },
  { weight: 9, arbitrary: fc.constantFrom(...textsOf(LENGTHS)) },
  { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(...textsOf([FAR_BEYOND])) },
);

const arn = fc.oneof(
  edgyText,
  edgyText.map((name) => `arn:aws:iam::111122223333:role/${name}`),
  edgyText.map((name) => `arn:aws:states:us-east-1:111122223333:stateMachine:${name}`),
  edgyText.map((name) => `arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/${name}`),
);

const policy = edgyText.map((name) => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${name}`] }],
}));

const because = fc
  .record({ stateMachine: arn, state: edgyText, integration: edgyText })
  .map((line) => ({ ...line, pattern: '.sync', source: 'api' as const, need: 'create' as const }));

/** About as many as a document may have resources, and far more. */
const manyLines = fc
  .tuple(fc.constantFrom(31, 32, 33, 60), because)
  .map(([count, line]) =>
    Array.from({ length: count }, (_, index) => ({ ...line, stateMachine: `${line.stateMachine}${index}` })),
  );

/** Findings whose every text may be too long, empty or hostile. */
export const edgyFinding: fc.Arbitrary<Partial<Finding>> = fc.record(
  {
    ruleId: fc.constantFrom('task-permission-missing', 'permission-excess'),
    severity: fc.constantFrom(...SEVERITIES),
    title: edgyText,
    message: edgyText,
    resource: fc.record({ arn, type: fc.constantFrom('AWS::IAM::Role', 'AWS::SageMaker::Model') }),
    role: fc.record({ arn, name: edgyText }),
    expected: fc.record({ policy }),
    witness: fc.record({
      action: edgyText,
      resource: arn,
      context: fc.dictionary(edgyText, fc.array(edgyText, { maxLength: 2 }), { maxKeys: 2 }),
    }),
    because: fc.oneof(
      { weight: 19, arbitrary: fc.array(because, { maxLength: 2 }) },
      { weight: 1, arbitrary: manyLines },
    ),
    statement: fc.record({ policy: edgyText, index: fc.nat(9) }),
    remedy: fc.oneof(fc.record({ text: edgyText }), fc.record({ text: edgyText, policy })),
    references: fc.array(fc.oneof(edgyText, fc.constant('https://docs.aws.amazon.com/')), { maxLength: 3 }),
    firstSeen: fc.constantFrom('2026-11-20T06:00:00Z', 'yesterday'),
  },
  { requiredKeys: [] },
);

const KINDS: readonly EntryKind[] = ['opened', 'changed', 'resolved', 'reopened', 'suppressed'];
const REASONS: readonly ResolveReason[] = ['fixed', 'resource-deleted', 'rule-retired', 'scope-retired'];

const ACCOUNTS = ['111122223333', '444455556666'] as const;
const REGIONS = ['us-east-1', 'eu-west-1', 'global'] as const;

/** Transitions of a few findings, those of each in their order and of one shard, in the middle of those of others. */
export const randomEntries: fc.Arbitrary<readonly Entry[]> = fc
  .array(
    fc.record({
      number: fc.nat(12),
      kind: fc.constantFrom(...KINDS),
      reason: fc.constantFrom(...REASONS),
      finding: fc.option(edgyFinding, { nil: {}, freq: 2 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((drawn) => {
    const seqs = new Map<number, number>();
    return drawn.map(({ number, kind, reason, finding }) => {
      const seq = (seqs.get(number) ?? 0) + 1;
      seqs.set(number, seq);
      const why = kind === 'resolved' ? { reason } : {};
      return sampleEntry(number, { seq, kind, shard: shardOf(number), ...why }, finding);
    });
  });

function shardOf(number: number): Entry['shard'] {
  return { accountId: ACCOUNTS[number % 2] ?? '', region: REGIONS[number % 3] ?? '' };
}

/** Half of them nothing. */
export function faults<Fault>(all: readonly Fault[]): fc.Arbitrary<readonly (Fault | undefined)[]> {
  return fc.array(fc.option(fc.constantFrom(...all), { nil: undefined, freq: 2 }), { maxLength: 12 });
}
