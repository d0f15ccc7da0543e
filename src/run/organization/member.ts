import { isOfAccount } from '../../model/coverage.ts';
import { isRecord, type JsonRecord, own } from '../../model/json.ts';
import { ORGANIZATION_FILE } from '../../model/organization.ts';
import { known } from '../../model/read.ts';
import { SNAPSHOT_FILE, type SnapshotFiles } from '../../model/snapshot.ts';
import type { AccountResult, OrganizationPlan, OrganizationRuns } from '../../state/organization-runs.ts';
import type { Outcome } from '../run-options.ts';
import type { Source } from '../source.ts';

const MOST_GAPS = 3;
const MOST_PROBLEMS = 10;

/** The account of which a worker is told is none of the run. */
export class MemberError extends Error {
  // The name is what callers of the function see as `errorType`.
  override readonly name = 'InvalidPayload';
}

export interface MemberPorts {
  readonly runs: OrganizationRuns;
  /**
   * Audits the account as `added` makes of its source, remembers, and tells programs; people are told when all accounts are
   * audited.
   */
  readonly audit: (account: string, added: (source: Source) => Source) => Promise<Outcome>;
}

/**
 * Audits one account of a run, and leaves how it went. Whoever is told of the same account again audits nothing. Throws
 * MemberError where the run does not name the account, and what the audit throws.
 */
export async function auditMember(
  { run, account }: { readonly run: string; readonly account: string },
  { runs, audit }: MemberPorts,
): Promise<{ readonly account: string }> {
  const plan = await runs.planOf(run);
  if (plan === undefined) throw new MemberError('`$.run`: no such run is planned');
  const planned = plan.accounts.find((one) => one.account === account);
  if (planned === undefined) throw new MemberError('`$.account`: the run does not audit this account');
  if ((await runs.resultOf(run, account)) !== undefined) return { account };
  const policies = planned.policies === undefined ? undefined : await runs.policiesOf(run, planned.policies);
  const outcome = await audit(account, (source) => withOrganization(source, plan.gaps, policies));
  await runs.keepResult(run, resultOf(account, outcome));
  return { account };
}

/** The source with what only the organization knows of the account. */
function withOrganization(
  source: Source,
  gaps: OrganizationPlan['gaps'],
  policies: JsonRecord | undefined,
): Source {
  return async () => {
    const opened = await source();
    return {
      ...opened,
      read: async (request) => {
        const { files, fileTime } = await opened.read(request);
        return { files: addedTo(files, gaps, policies), fileTime };
      },
    };
  };
}

function addedTo(
  files: SnapshotFiles,
  gaps: OrganizationPlan['gaps'],
  policies: JsonRecord | undefined,
): SnapshotFiles {
  const header = files.get(SNAPSHOT_FILE);
  const added = new Map(files);
  if (policies !== undefined) added.set(ORGANIZATION_FILE, known(policies));
  if (header?.kind === 'known' && isRecord(header.value)) {
    const coverage = own(header.value, 'coverage');
    const all = [...(Array.isArray(coverage) ? coverage : []), ...gaps];
    added.set(SNAPSHOT_FILE, known({ ...header.value, coverage: all }));
  }
  return added;
}

function resultOf(account: string, { report, problems, health }: Outcome): AccountResult {
  const { gaps, complete } = report.coverage;
  const isPartial = !complete || problems.length > 0;
  const kind = gaps.some(isOfAccount) ? 'unreachable' : isPartial ? 'partial' : 'complete';
  return {
    account,
    kind,
    findings: report.summary.findings,
    changes: { new: report.summary.new, resolved: report.summary.resolved },
    ...(health === undefined ? {} : { percentRead: health.percentRead }),
    gaps: gaps.length,
    firstGaps: gaps.slice(0, MOST_GAPS),
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}
