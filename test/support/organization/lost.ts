import type { Head } from '../../../src/findings/head.ts';
import { brokenMachines, type MemberAccount, unreadMachines } from './accounts.ts';

/** What an organization run should have left in what is remembered of an account, and did not; empty: nothing is lost. */
export function lostOf(account: MemberAccount, heads: readonly Head[]): readonly string[] {
  const gaps = heads.flatMap((head) => Object.values(head.gaps)).filter(({ isOpen }) => isOpen);
  if (!account.isReachable)
    return gaps.some(({ gap }) => gap.source === 'sts:AssumeRole') ? [] : [`${account.id} is not named`];
  const found = new Set(
    heads.flatMap(({ findings }) =>
      Object.values(findings).flatMap((record) =>
        record.kind === 'active' && record.finding.ruleId === 'task-permission-missing'
          ? [record.finding.resource.arn]
          : [],
      ),
    ),
  );
  const unread = unreadMachines(account).length;
  const named = gaps
    .filter(({ gap }) => gap.source === 'states:DescribeStateMachine')
    .reduce((sum, { count }) => sum + count, 0);
  return [
    ...brokenMachines(account)
      .filter((arn) => !found.has(arn))
      .map((arn) => `nothing is remembered of ${arn}`),
    ...(named === unread ? [] : [`${account.id}: ${named} of ${unread} unread machines are named`]),
  ];
}
