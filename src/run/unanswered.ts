import { parseArn } from '../model/arn.ts';
import type { Gap } from '../model/coverage.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What was asked about that the snapshot does not hold: silence about it would read as "all is well". */
export function unanswered(
  { accountId, stateMachines, sageMakerResources, roles }: Snapshot,
  accounts: readonly string[],
  resources: readonly string[],
): readonly Gap[] {
  const held = new Set([...stateMachines, ...sageMakerResources, ...roles].map(({ arn }) => arn));
  return [
    ...accounts.filter((account) => account !== accountId).map(accountGap),
    ...resources.filter((arn) => !held.has(arn)).map(resourceGap),
  ];
}

function accountGap(account: string): Gap {
  const why = `account ${account} is not read: the credentials belong to another account`;
  return { source: 'accounts', region: 'global', kind: 'not-read', why };
}

function resourceGap(arn: string): Gap {
  return {
    source: 'resources',
    region: parseArn(arn)?.region || 'global',
    resource: arn,
    kind: 'not-read',
    why: 'no state machine, no SageMaker resource and no role that was read has this ARN',
  };
}
