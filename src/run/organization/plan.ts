import { mapAtMost } from '../../collect/pool.ts';
import type { CoverageEntry } from '../../collect/reader.ts';
import type { Gap } from '../../model/coverage.ts';
import type { OrganizationPlan, OrganizationRuns, PlannedAccount } from '../../state/organization-runs.ts';
import type { ReadOrganization } from './organization-view.ts';

const WRITES_AT_ONCE = 16;

export interface PlanPorts {
  readonly runs: OrganizationRuns;
  /** Absent where the configuration names the accounts. */
  readonly readOrganization?: ReadOrganization;
  readonly own: () => Promise<{ readonly partition: string; readonly accountId: string }>;
  readonly now: () => Date;
}

/** What the state machine maps over. */
export interface Planned {
  readonly run: string;
  readonly key: string;
  readonly accounts: number;
}

/**
 * Writes down which accounts a run audits, once: whoever plans the same run again gets the same plan. `allowed` narrows the
 * accounts of the organization; without an organization it names them, and without either there is the own account.
 */
export async function planRun(run: string, allowed: readonly string[], ports: PlanPorts): Promise<Planned> {
  const { runs } = ports;
  const plan = (await runs.planOf(run)) ?? (await runs.keepPlan(await made(run, allowed, ports)));
  return { run, key: await runs.begin(plan), accounts: plan.accounts.length };
}

async function made(run: string, allowed: readonly string[], ports: PlanPorts): Promise<OrganizationPlan> {
  const { runs, readOrganization, own, now } = ports;
  const startedAt = now().toISOString();
  const { partition, accountId } = await own();
  const named = allowed.length > 0 ? allowed : [accountId];
  const alone = { run, startedAt, partition, leftOut: 0, gaps: [] };
  if (readOrganization === undefined)
    return { ...alone, accounts: [...new Set(named)].sort().map((account) => ({ account })) };

  const { accounts, policiesOf, coverage } = await readOrganization();
  const isWanted = (account: string): boolean => allowed.length === 0 || allowed.includes(account);
  const wanted = accounts
    .filter((each) => each.status === 'ACTIVE' && isWanted(each.accountId))
    .map((each) => each.accountId);
  // An organization that does not tell its accounts must not make a run that audits nothing.
  const audited = accounts.length === 0 ? named : wanted;
  const withPolicies = async (account: string): Promise<PlannedAccount> => {
    const policies = policiesOf(account);
    return policies === undefined
      ? { account }
      : { account, policies: await runs.keepPolicies(run, policies) };
  };
  return {
    ...alone,
    accounts: await mapAtMost(WRITES_AT_ONCE, [...new Set(audited)].sort(), withPolicies),
    leftOut: accounts.length - wanted.length,
    gaps: coverage.flatMap(gapOf),
  };
}

function gapOf({
  mayPass: _,
  kind,
  why = 'no reason was recorded',
  ...source
}: CoverageEntry): readonly Gap[] {
  return kind === 'known' ? [] : [{ ...source, kind, why }];
}
