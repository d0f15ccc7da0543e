import type { ExpectedGrant } from '../expected/grant.ts';
import type { Account, Execution, Outcome, Use } from './evidence.ts';
import { accessOf, checkGrants } from './role-access.ts';

/** True for what may be granted to the role or to whoever makes SageMaker use it. */
export function isCallersToo({ action }: ExpectedGrant): boolean {
  return action === 'kms:CreateGrant';
}

/** What the caller may hold because of the roles that tasks pass; whoever makes a grant on a key looks at it as well. */
export function callersShare({ expectation }: Use): readonly ExpectedGrant[] {
  const forKeys = expectation.roleUses.filter(({ grants }) => grants.some(isCallersToo));
  return forKeys.flatMap(({ grants }) =>
    grants.filter((grant) => grant.bound === 'allowed' && (isCallersToo(grant) || looksAtKey(grant))),
  );
}

function looksAtKey({ action }: ExpectedGrant): boolean {
  return action === 'kms:DescribeKey';
}

/** Who makes SageMaker use the role: the role of the state machine, or the one that the task takes on; nobody knows it of a resource. */
export function callerOf({ origin }: Execution): string | undefined {
  if (origin.kind === 'resource') return undefined;
  const { use, state } = origin;
  const delegation = use.expectation.delegations.find(({ why }) => why.state === state);
  return delegation?.roleArn ?? use.revision.roleArn;
}

/**
 * What became of a grant once the caller is asked as well: SageMaker makes the grant on the key of a volume with the
 * permissions of the role, or of whoever starts the job.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export function withCaller(
  execution: Execution,
  grant: ExpectedGrant,
  outcome: Outcome,
  account: Account,
): Outcome {
  if (outcome.kind !== 'missing') return outcome;
  const potential: Outcome = { ...outcome, confidence: 'potential' };
  const roleArn = callerOf(execution);
  if (roleArn === undefined) return potential;
  const caller = account.roles.get(roleArn);
  if (caller === undefined) return { kind: 'unknown', why: 'the role that makes the call was not read' };
  const place = { region: execution.region, accountId: caller.accountId };
  const [check] = checkGrants([grant], accessOf(caller, account), place);
  return check === undefined || check.outcome.kind === 'missing' ? potential : check.outcome;
}
