import { mapAtMost } from '../../collect/pool.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { AccountResult, OrganizationPlan, OrganizationRuns } from '../../state/organization-runs.ts';
import { reasonOf, StateError } from '../../state/state-error.ts';
import { summaryOf } from '../deliveries.ts';
import { type DrainPorts, drain } from '../drain.ts';
import { MemberError } from './member.ts';
import { type OrganizationSummary, summaryOfRun } from './summary.ts';
import { rememberUnended, UNENDED, type UnendedPorts } from './unended.ts';

const AT_ONCE = 16;

export interface FinishPorts extends DrainPorts, Pick<UnendedPorts, 'recipientsOf' | 'newCommitId'> {
  readonly runs: OrganizationRuns;
}

/**
 * Ends a run: remembers which accounts gave no answer, tells people of all accounts at once, and sums up. Whoever ends it
 * again gets the same summary; one that stopped half-way goes on. Throws MemberError where no such run is planned.
 */
export async function finishRun(run: string, ports: FinishPorts): Promise<OrganizationSummary> {
  const { runs, now } = ports;
  const earlier = await runs.summaryOf(run);
  if (earlier !== undefined) return asSummary(earlier);
  const plan = await runs.planOf(run);
  if (plan === undefined) throw new MemberError('`$.run`: no such run is planned');
  const results = await mapAtMost(AT_ONCE, plan.accounts, ({ account }) => resultOf(account, plan, ports));
  const { deliveries, problems, outbox } = await drain(ports, LATER_THAN_ALL);
  const told = { deliveries: summaryOf(deliveries), problems, outbox };
  const summary = summaryOfRun(plan, results, now().toISOString(), told);
  return asSummary(await runs.keepSummary(run, { ...summary }));
}

/** Sorts behind every time. */
const LATER_THAN_ALL = '9999';

async function resultOf(
  account: string,
  { run, partition }: OrganizationPlan,
  ports: FinishPorts,
): Promise<AccountResult> {
  const { runs } = ports;
  const result = await runs.resultOf(run, account);
  if (result !== undefined) return result;
  const problems = await unendedIn(account, partition, ports);
  const missing = { account, kind: 'missing', gaps: 1, firstGaps: [UNENDED], problems } as const;
  return runs.keepResult(run, missing);
}

async function unendedIn(account: string, partition: string, ports: FinishPorts): Promise<readonly string[]> {
  try {
    return await rememberUnended(account, partition, ports);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return [reasonOf(error)];
  }
}

/** INVARIANT: nothing but a summary is kept as one. */
function asSummary(summary: JsonRecord): OrganizationSummary {
  return summary as unknown as OrganizationSummary;
}
