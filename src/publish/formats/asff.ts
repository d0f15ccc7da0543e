import type { Finding, Status } from '../../findings/finding.ts';
import type { EntryKind } from '../../findings/head.ts';
import { printableJson } from '../../findings/printable.ts';
import type { Report } from '../../findings/report.ts';
import { type AsffOrigin, asff as documentOf } from '../asff.ts';
import type { Format } from '../format.ts';
import { isAccountId, isRegion } from '../misplaced.ts';

/**
 * The AWS Security Finding Format: an array, as `aws securityhub batch-import-findings --findings file://…` reads it. What
 * was not audited is no finding, and is not there. Throws where the account is not known, as each document names it.
 */
export const asff: Format = {
  name: 'asff',
  render: (report) => `${printableJson(documentsOf(report))}\n`,
};

function documentsOf(report: Report): readonly object[] {
  const { accountId, findings } = report;
  if (!isAccountId(accountId))
    throw new Error('the findings cannot be told in ASFF: nothing that was read tells the id of the account');
  const home = report.regions.find(isRegion) ?? HOMES[report.partition] ?? 'us-east-1';
  return findings.map((finding) => {
    const region = isRegion(finding.region) ? finding.region : home;
    return documentOf(originOf(finding, report), finding, { region });
  });
}

/** Where what belongs to no region is imported, if the report knows none. */
const HOMES: Readonly<Record<string, string>> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

const KINDS: Readonly<Partial<Record<Status, EntryKind>>> = {
  new: 'opened',
  changed: 'changed',
  reopened: 'reopened',
  resolved: 'resolved',
  suppressed: 'suppressed',
};

function originOf(finding: Finding, { accountId, partition, takenAt }: Report): AsffOrigin {
  const { id, region, status, resolvedReason } = finding;
  const kind = KINDS[status];
  return {
    shard: { accountId, region },
    partition: /^aws[a-z-]{0,16}$/.test(partition) ? partition : 'aws',
    subject: id,
    at: takenAt,
    // Of the same reading what the channel has told is newer.
    seq: 0,
    ...(kind === undefined ? {} : { kind }),
    ...(resolvedReason === undefined ? {} : { reason: resolvedReason }),
  };
}
