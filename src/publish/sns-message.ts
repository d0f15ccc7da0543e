import type { Finding } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import type { Gap } from '../model/coverage.ts';
import { digest } from './digest.ts';
import { withinBudget } from './within-budget.ts';

/** The parts of an SNS Publish request that depend on the report. */
export interface SnsMessage {
  readonly Subject: string;
  readonly MessageStructure: 'json';
  readonly Message: string;
  readonly MessageAttributes: Record<string, SnsAttribute>;
}

export interface SnsAttribute {
  readonly DataType: 'String' | 'String.Array';
  readonly StringValue: string;
}

/**
 * SNS refuses more than 256 KiB for body and attributes together; the rest is left to names and quotes.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const MOST_BYTES = 250 * 1024;
const LONGEST_SUBJECT = 99;
const GAPS_BYTES = 24 * 1024;

/** Protocols of programs; each carries its own copy of the JSON, and all copies count against the limit. */
const PROGRAM_PROTOCOLS = ['sqs', 'lambda', 'https', 'http'] as const;

/**
 * One message with a text for people (`default`, `email`) and JSON for programs, cut to what SNS accepts.
 * INVARIANT: findings are sorted from worst to mildest.
 */
export function snsMessage(report: Report, findings: readonly Finding[]): SnsMessage {
  const text = digest(report, findings);
  const attributes = attributesOf(report, findings);
  const empty = assemble(text, programBody(report, findings, []));
  const budget = MOST_BYTES - empty.length - asciiJson(attributes).length;
  const sent = withinBudget(findings, budget, costOf);
  return {
    Subject: subjectOf(report, findings),
    MessageStructure: 'json',
    Message: assemble(text, programBody(report, findings, sent)),
    MessageAttributes: attributes,
  };
}

function assemble(text: string, body: string): string {
  const variants: Record<string, string> = { default: text, email: text };
  for (const protocol of PROGRAM_PROTOCOLS) variants[protocol] = body;
  return asciiJson(variants);
}

/** Characters that an item takes in the message: quoted twice, with its comma, once for each protocol. */
function costOf(item: Finding | Gap): number {
  return (JSON.stringify(asciiJson(item)).length + 1) * PROGRAM_PROTOCOLS.length;
}

function programBody(report: Report, findings: readonly Finding[], sent: readonly Finding[]): string {
  const { schemaVersion, engine, partition, accountId, regions, takenAt, runId, summary, coverage } = report;
  const gaps = withinBudget(coverage.gaps, GAPS_BYTES, costOf);
  return asciiJson({
    schemaVersion,
    engine,
    partition,
    accountId,
    regions,
    takenAt,
    runId,
    summary,
    coverage: { complete: coverage.complete, gaps, omittedGaps: coverage.gaps.length - gaps.length },
    findings: sent,
    truncated: sent.length < findings.length,
    omittedFindings: findings.length - sent.length,
  });
}

/** JSON in ASCII alone: a byte a character, and nothing that a transport could refuse. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function subjectOf(report: Report, findings: readonly Finding[]): string {
  const [worst] = findings;
  const what =
    worst === undefined
      ? 'coverage is incomplete'
      : `${findings.length} finding${findings.length === 1 ? '' : 's'}, worst is ${worst.severity}`;
  return plainAscii(`Plumbline: ${what} in account ${report.accountId}`).slice(0, LONGEST_SUBJECT);
}

function plainAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

/** What subscriptions filter by. A message about coverage alone has no severity above `info` and no rule. */
function attributesOf(report: Report, findings: readonly Finding[]): Record<string, SnsAttribute> {
  const rules = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const states = new Set<string>(findings.map(({ status }) => status));
  if (!report.coverage.complete) states.add('incomplete');
  return {
    severity: { DataType: 'String', StringValue: findings[0]?.severity ?? 'info' },
    accountId: { DataType: 'String', StringValue: plainAscii(report.accountId) || 'unknown' },
    status: { DataType: 'String.Array', StringValue: asciiJson([...states]) },
    ...(rules.length === 0 ? {} : { ruleId: { DataType: 'String.Array', StringValue: asciiJson(rules) } }),
  };
}
