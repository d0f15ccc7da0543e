import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { expect } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import type { FindingRecord, Head } from '../../src/findings/head.ts';
import type { Report } from '../../src/findings/report.ts';
import type { Heard } from './listeners.ts';
import type { ProxiedCall } from './proxy.ts';

export function findingOf({ findings }: Report, ruleId: string, role: string): Finding {
  const found = findings.find((finding) => finding.ruleId === ruleId && finding.role.name === role);
  if (found === undefined) throw new Error(`the account has no ${ruleId} of ${role}`);
  return found;
}

export function idsOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ id }) => id).sort();
}

export function statusesOf({ findings }: Report): readonly string[] {
  return [...new Set(findings.map(({ status }) => status))];
}

/** What is told of findings that do not just go on. */
export function changedIn({ findings }: Pick<Report, 'findings'>): readonly (readonly unknown[])[] {
  return findings
    .filter(({ status }) => status !== 'active')
    .map(({ id, status, resolvedReason }) => [id, status, resolvedReason]);
}

/** Kinds of the events by what they are about; an event too many would show as another size. */
export function kindsOf({ events }: Heard): ReadonlyMap<string, string> {
  const kinds = new Map(
    events.map(({ detail, ...event }) => [
      'findingId' in detail ? detail.findingId : detail.gapId,
      event['detail-type'],
    ]),
  );
  expect(kinds.size).toBe(events.length);
  return kinds;
}

export function activeIn(heads: ReadonlyMap<string, Head>): readonly string[] {
  const all = [...heads.values()].flatMap(({ findings }) => Object.entries(findings));
  return all.flatMap(([id, { kind }]) => (kind === 'active' ? [id] : [])).sort();
}

export function recordOf(
  heads: ReadonlyMap<string, Head>,
  { id, region }: Finding,
): FindingRecord | undefined {
  return heads.get(region)?.findings[id];
}

/** How often each head was written. */
export function writesOfState(calls: readonly ProxiedCall[]): ReadonlyMap<string, number> {
  const writes = new Map<string, number>();
  for (const { service, operation, path } of calls)
    if (service === 's3' && operation === 'PUT' && path.includes('/state/'))
      writes.set(path, (writes.get(path) ?? 0) + 1);
  return writes;
}

/** Whatever does not only ask. */
export function isWrite({ operation }: ProxiedCall): boolean {
  return !/^(GET|HEAD|List|Search|Get|Describe)/.test(operation);
}

/** Of each outbox entry, the channels that do not have it. */
export function waitingIn(heads: ReadonlyMap<string, Head>): readonly (readonly string[])[] {
  return [...heads.values()].flatMap(({ outbox }) => outbox.map(({ pending }) => pending));
}

/** How findings stand in Security Hub. */
export function statesOf(findings: readonly AwsSecurityFinding[]): ReadonlyMap<string, string> {
  return new Map(
    findings.map(({ Id = '', RecordState, Compliance }) => [Id, `${RecordState} ${Compliance?.Status}`]),
  );
}
