import type { AwsSecurityFinding, Resource } from '@aws-sdk/client-securityhub';
import type { Entry } from '../findings/entry.ts';
import type { Finding, Severity } from '../findings/finding.ts';
import { parseArn } from '../model/arn.ts';
import { shortLine } from './clip.ts';
import { instantOf } from './instant.ts';
import { withinBudget } from './within-budget.ts';

/** What became of a finding: an entry of the outbox tells a transition, a report how it stands. */
export type AsffOrigin = Pick<Entry, 'shard' | 'partition' | 'subject' | 'at' | 'seq' | 'reason'> & {
  /** Absent: nothing has changed. */
  readonly kind?: Entry['kind'];
  /** Of the transition. */
  readonly id?: string;
};

/** Where a finding is imported. */
export interface AsffPlace {
  /** That of the import; a finding that belongs to no region has to be somewhere. */
  readonly region: string;
  /** Where the whole report is kept. */
  readonly reportPlace?: string;
}

/**
 * Lengths are in characters, as the API reference has them, and in bytes where two limits would meet 240 KB.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
const LONGEST = {
  id: 512,
  title: 256,
  description: 1_024,
  advice: 512,
  field: 2_048,
  arn: 2_048,
  url: 2_048,
};
const MOST_RESOURCES = 32;
const RESOURCES_BYTES = 64_000;
const MOST_FIELDS = 50;
const FIELDS_BYTES = 128_000;
const MOST_REASONS = 20;

const LABELS = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
} as const satisfies Record<Severity, string>;

/**
 * Everything else is `Other`.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources-attributes.html
 */
const RESOURCE_TYPES: readonly (readonly [service: string, prefix: string, type: string])[] = [
  ['iam', 'role/', 'AwsIamRole'],
  ['iam', 'policy/', 'AwsIamPolicy'],
  ['states', 'stateMachine:', 'AwsStepFunctionStateMachine'],
  ['sagemaker', 'notebook-instance/', 'AwsSageMakerNotebookInstance'],
];

type Partition = NonNullable<Resource['Partition']>;
const PARTITIONS: readonly string[] = ['aws', 'aws-cn', 'aws-us-gov'] satisfies Partition[];

/**
 * A finding in the AWS Security Finding Format, version 2018-10-08.
 *
 * INVARIANT: of two transitions of one finding the later one has the later `UpdatedAt`, as an import with an older one
 * is ignored; an account is never read twice at times that go back, and `seq` tells two of one reading apart. What it
 * comes from is not misplaced.
 */
export function asff(origin: AsffOrigin, finding: Finding, place: AsffPlace): AwsSecurityFinding {
  const { shard, partition, subject, at, seq } = origin;
  const { accountId } = shard;
  const { severity } = finding;
  const readAt = instantOf(at) ?? 0;
  const firstSeen = time(instantOf(finding.firstSeen) ?? readAt);
  return {
    SchemaVersion: '2018-10-08',
    Id: textOf(subject, LONGEST.id),
    ProductArn: `arn:${partition}:securityhub:${place.region}:${accountId}:product/${accountId}/default`,
    ProductName: 'Plumbline',
    CompanyName: 'Plumbline',
    GeneratorId: textOf(`plumbline/${finding.ruleId}`, LONGEST.id),
    AwsAccountId: accountId,
    CreatedAt: firstSeen,
    UpdatedAt: time(readAt + seq),
    FirstObservedAt: firstSeen,
    LastObservedAt: time(instantOf(finding.lastSeen) ?? readAt),
    Title: textOf(finding.title, LONGEST.title, finding.ruleId),
    Description: textOf(finding.message, LONGEST.description, finding.ruleId),
    Remediation: { Recommendation: recommendation(finding) },
    ProductFields: productFields(origin, finding, place),
    Resources: resources(finding, partition, accountId),
    FindingProviderFields: {
      Severity: { Label: LABELS[severity], Original: severity },
      Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    },
    ...stateOf(origin),
  };
}

/**
 * `PASSED` says that somebody looked: it is for what was fixed alone. Of a resource that is gone, or that is audited no
 * more, nothing can be said.
 */
function stateOf({ kind, reason }: AsffOrigin): Pick<AwsSecurityFinding, 'RecordState' | 'Compliance'> {
  if (kind !== 'resolved') return { RecordState: 'ACTIVE', Compliance: { Status: 'FAILED' } };
  return { RecordState: 'ARCHIVED', Compliance: { Status: reason === 'fixed' ? 'PASSED' : 'NOT_AVAILABLE' } };
}

function recommendation({ remedy, references, ruleId }: Finding): { Text: string; Url?: string } {
  const Url = references.find((page) => page.startsWith('https://') && page.length <= LONGEST.url);
  return { Text: textOf(remedy.text, LONGEST.advice, ruleId), ...(Url === undefined ? {} : { Url }) };
}

function resources(finding: Finding, partition: string, accountId: string): Resource[] {
  const { resource, role, because } = finding;
  const arns = [resource.arn, role.arn, ...because.map((line) => line.resource ?? line.stateMachine ?? '')];
  const found = [...new Set(arns)].filter((arn) => arn.trim() !== '').slice(0, MOST_RESOURCES);
  const all = found.map((arn): Resource => resourceOf(arn, partition));
  if (all.length === 0) return [{ Type: 'AwsAccount', Id: `AWS::::Account:${accountId}` }];
  const [first, ...others] = all;
  return [...(first === undefined ? [] : [first]), ...withinBudget(others, RESOURCES_BYTES, bytesOf)];
}

function resourceOf(arn: string, partition: string): Resource {
  const { service, resource = '', region = '' } = parseArn(arn) ?? {};
  const known = RESOURCE_TYPES.find(([name, prefix]) => name === service && resource.startsWith(prefix));
  return {
    Type: known?.[2] ?? 'Other',
    Id: textOf(arn, LONGEST.arn),
    ...(isPartition(partition) ? { Partition: partition } : {}),
    ...(/^[a-z0-9-]{1,16}$/.test(region) ? { Region: region } : {}),
  };
}

function isPartition(text: string): text is Partition {
  return PARTITIONS.includes(text);
}

/** What has no place in the format, most telling first. Whether it is suppressed a provider cannot say elsewhere. */
function productFields(
  origin: AsffOrigin,
  finding: Finding,
  { reportPlace }: AsffPlace,
): Record<string, string> {
  const { witness, statement, because, remedy, role, change } = finding;
  const policy = JSON.stringify(remedy.policy ?? null);
  const pairs: (readonly [string, string | undefined])[] = [
    ['RuleId', finding.ruleId],
    ['EventId', origin.id],
    ['Transition', origin.kind],
    ['Suppressed', String(origin.kind === 'suppressed')],
    ['Reason', origin.reason],
    ['Confidence', finding.confidence],
    ['Role', role.name],
    ['Action', witness?.action],
    ['Resource', witness?.resource],
    ['Statement', statement && `${statement.policy}[${statement.index}]`],
    ['ChangedBy', change?.by],
    ['Change', change && `${change.event} ${change.at} ${change.eventId}`],
    ['Report', reportPlace],
    // Part of a policy is none.
    ['RemedyPolicy', remedy.policy && policy.length <= LONGEST.field ? policy : undefined],
    ...because
      .slice(0, MOST_REASONS)
      .map((line, index) => [`Because/${index}`, `${line.state} (${line.integration})`] as const),
  ];
  const fields = pairs.flatMap(([key, value]): [string, string][] =>
    value === undefined || value.trim() === '' ? [] : [[`plumbline/${key}`, textOf(value, LONGEST.field)]],
  );
  return Object.fromEntries(withinBudget(fields.slice(0, MOST_FIELDS), FIELDS_BYTES, bytesOf));
}

/** One line of text from an account: not empty, and not too long. */
function textOf(text: string, most: number, instead = 'unknown'): string {
  return shortLine(text.trim() === '' ? instead : text, most);
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1;
}
