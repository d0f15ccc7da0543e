import { type BecauseLine, type Finding, SEVERITIES, type Status } from '../../src/findings/finding.ts';
import { digest } from '../../src/findings/fingerprint.ts';
import type { Report } from '../../src/findings/report.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { SUPPRESSION_TYPE } from '../../src/findings/suppression.ts';
import type { Gap, GapKind } from '../../src/model/coverage.ts';
import { UNITS } from './name-units.ts';
import { randomNumbers } from './random-numbers.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';

const SHORT: readonly number[] = [0, 1, 2, 20, 63, 64, 65];
/** Around the limits of ASFF, SARIF on GitHub, IAM and ARNs. */
const LONG: readonly number[] = [
  127, 128, 255, 256, 257, 511, 512, 513, 1_023, 1_024, 1_025, 2_047, 2_048, 2_049,
];
const FAR_BEYOND = 9_000;
const LONGEST_ARN = 'arn:aws:iam::111122223333:role/'.padEnd(2_048, 'x');

const STATUSES: readonly Status[] = ['new', 'active', 'changed', 'reopened', 'resolved', 'suppressed'];
const GAP_KINDS: readonly GapKind[] = [
  'denied',
  'failed',
  'partial',
  'not-read',
  'malformed',
  'unsupported',
  'undecided',
];
const REASONS = ['fixed', 'resource-deleted', 'rule-retired', 'scope-retired'] as const;
const TIMES: readonly string[] = [
  '2026-11-20T06:00:00Z',
  '2026-11-20T06:00:00.123+02:00',
  '2026-11-20',
  'yesterday',
  '',
];
const REGIONS: readonly string[] = ['us-east-1', 'eu-west-1', 'us-gov-east-1', 'global', ''];

const TEXTS = new Map<string, string>();

/** So many code points of one unit. */
function textOf(unit: string, length: number): string {
  const key = `${length} ${unit}`;
  const known = TEXTS.get(key);
  if (known !== undefined) return known;
  const points = [...unit];
  const text = Array.from({ length }, (_, index) => points[index % points.length]).join('');
  TEXTS.set(key, text);
  return text;
}

/** Chooses among values, the same for the same seed. */
interface Dice {
  readonly among: <Value>(values: readonly Value[]) => Value;
  readonly text: () => string;
  readonly arn: () => string;
  /** True once in so many. */
  readonly once: (times: number) => boolean;
  readonly list: <Value>(most: number, make: () => Value) => Value[];
}

function diceOf(seed: number): Dice {
  const next = randomNumbers(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const among = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
  const once = (times: number): boolean => below(times) === 0;
  const lengthOf = (): number => {
    if (once(2_000)) return FAR_BEYOND;
    return among(once(50) ? LONG : SHORT);
  };
  const text = (): string => {
    const length = lengthOf();
    return textOf(among(UNITS), length);
  };
  const arn = (): string => {
    if (once(400)) return LONGEST_ARN;
    return among([
      (name: string) => name,
      (name: string) => `arn:aws:iam::111122223333:role/${name}`,
      (name: string) => `arn:aws:states:us-east-1:111122223333:stateMachine:${name}`,
      (name: string) => `arn:aws-cn:sagemaker:cn-north-1:444455556666:notebook-instance/${name}`,
      (name: string) => `arn:${name}:${name}:${name}:${name}:${name}`,
    ])(text());
  };
  const list = <Value>(most: number, make: () => Value): Value[] =>
    Array.from({ length: below(most + 1) }, make);
  return { among, text, arn, once, list };
}

function because({ among, arn, text, once }: Dice): BecauseLine {
  return {
    ...(once(2) ? { stateMachine: arn() } : {}),
    ...(once(2) ? { resource: arn() } : {}),
    state: text(),
    ...(once(4) ? { field: text() } : {}),
    integration: text(),
    ...(once(2) ? { pattern: among(['request-response', '.sync', '.waitForTaskToken']) } : {}),
    source: 'api',
    need: 'create',
  };
}

function policyOf(dice: Dice): NonNullable<Finding['remedy']['policy']> {
  const { text, arn, once, list } = dice;
  const statement = () => ({
    ...(once(2) ? { Sid: text() } : {}),
    Effect: 'Allow' as const,
    Action: list(2, text),
    Resource: list(once(2_000) ? 60 : 2, arn),
    ...(once(4)
      ? { Condition: { StringEquals: Object.fromEntries([[text(), once(2) ? text() : [text()]]]) } }
      : {}),
  });
  return { Version: '2012-10-17', Statement: list(2, statement) };
}

/** All parts that a finding may lack are there half of the time. */
function optionalParts(dice: Dice): Partial<Finding> {
  const { text, arn, once, list, among } = dice;
  return {
    ...(once(2) ? { expected: { policy: policyOf(dice) } } : {}),
    ...(once(2)
      ? {
          witness: {
            action: text(),
            resource: arn(),
            context: Object.fromEntries(list(once(500) ? 60 : 2, () => [text(), list(2, text)] as const)),
          },
        }
      : {}),
    ...(once(2)
      ? { statement: { policy: arn(), index: among([0, 1, 499]), ...(once(2) ? { sid: text() } : {}) } }
      : {}),
    ...(once(2) ? { change: { by: arn(), event: text(), at: among(TIMES), eventId: text() } } : {}),
  };
}

function statusParts(status: Status, { text, among, once }: Dice): Partial<Finding> {
  if (status === 'suppressed' && !once(9))
    return { status, suppression: { reason: text(), owner: text(), expires: among(TIMES) } };
  if (status === 'resolved' && !once(9)) return { status, resolvedReason: among(REASONS) };
  return { status };
}

/** What every finding has. */
const { witness: _, ...BARE } = sampleFinding();

function findingAt(index: number, dice: Dice): Finding {
  const { among, text, arn, once, list } = dice;
  const rule = rules[index % rules.length];
  const lines = once(1_500)
    ? Array.from({ length: 3_000 }, (_, line) => ({ ...because(dice), state: `$.${line}` }))
    : [];
  return {
    ...BARE,
    id: `v1-${digest(index)}`,
    ruleId: once(50) ? 'rule-of-another-version' : (rule?.id ?? ''),
    severity: SEVERITIES[Math.floor(index / rules.length) % SEVERITIES.length] ?? 'info',
    ...statusParts(STATUSES[index % STATUSES.length] ?? 'new', dice),
    confidence: among(['confirmed', 'potential']),
    title: once(20) ? text() : (rule?.title ?? ''),
    message: text(),
    region: among(REGIONS),
    resource: { arn: arn(), type: once(30) ? SUPPRESSION_TYPE : text() },
    role: { arn: arn(), name: text() },
    because: lines.length > 0 ? lines : list(2, () => because(dice)),
    ...optionalParts(dice),
    remedy: { text: text(), ...(once(2) ? { policy: policyOf(dice) } : {}) },
    firstSeen: among(TIMES),
    lastSeen: among(TIMES),
    references: list(2, () => among(['https://docs.aws.amazon.com/IAM/', 'javascript:alert(1)', text()])),
  };
}

function gapAt(dice: Dice): Gap {
  const { among, text, arn, once } = dice;
  return {
    source: once(20) ? 'sts:AssumeRole' : text(),
    region: among(REGIONS),
    ...(once(2) ? { resource: arn() } : {}),
    kind: among(GAP_KINDS),
    why: text(),
    ...(once(2) ? { action: text() } : {}),
  };
}

/**
 * A report with so many findings, of every rule, severity and status, whose texts are empty, hostile, or as long as the
 * formats allow and one more; the same for the same seed.
 */
export function reportAtLimits(findings: number, seed: number): Report {
  const dice = diceOf(seed);
  const made = Array.from({ length: findings }, (_, index) => findingAt(seed * 1_000_000 + index, dice));
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  return sampleReport(
    made.sort((left, right) => rank(left) - rank(right)),
    {
      coverage: { complete: false, gaps: dice.list(1_200, () => gapAt(dice)) },
    },
  );
}
