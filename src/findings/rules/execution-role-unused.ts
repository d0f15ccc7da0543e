import { SAGEMAKER_SERVICE } from '../../expected/pass-role.ts';
import { overlaps } from '../../policy/contains.ts';
import { identityAccess } from '../../policy/effective.ts';
import type { Request } from '../../policy/request.ts';
import { daysBetween } from '../age.ts';
import type { Account, RoleCase } from '../evidence.ts';
import { printable } from '../printable.ts';
import { LAST_ACCESSED, SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { isServiceCatalogs, isServiceLinked } from '../scope.ts';
import { ROLE } from '../scrutiny.ts';
import { assumption, isOnlyForSageMaker } from '../trust.ts';

/** A quarter: what runs once in it is seen. */
const IDLE_DAYS = 90;

export const executionRoleUnused: Rule = {
  id: 'execution-role-unused',
  title: 'Nothing uses the execution role',
  severity: 'low',
  topic: 'excess',
  why: 'A role that nobody uses is looked after by nobody, and whoever may pass it can still run a job with all that it allows.',
  remedy: 'Delete the role, after a look at what it was made for.',
  references: [LAST_ACCESSED, SAGEMAKER_ROLES],
  scrutiny: ROLE,
  ignoresPolicies: true,
  *check({ account, cases }) {
    const { sageMakerComplete, rolesComplete, statesComplete, passedRoles } = account;
    if (!sageMakerComplete || !rolesComplete || !statesComplete) return;
    for (const roleCase of cases) {
      const { role } = roleCase;
      const idle = idleSince(roleCase, account);
      const witness = isExecutionRole(roleCase) ? wayIn(roleCase, account) : undefined;
      if (idle === undefined || witness === undefined || passedRoles.has(role.arn)) continue;
      yield {
        subject: {},
        severity: 'low',
        confidence: 'potential',
        message: `only SageMaker may assume \`${printable(role.name)}\`, no resource and no task in ${regionsOf(account)} names it, and ${idle}`,
        region: 'global',
        resource: { arn: role.arn, type: 'AWS::IAM::Role' },
        role: { arn: role.arn, name: role.name },
        witness,
        because: [],
        cure: {
          kind: 'tell',
          text: `Delete \`${printable(role.name)}\` unless a template or another region names it`,
        },
      };
    }
  },
};

/** A role of the account that only SageMaker may assume and that nothing names. */
function isExecutionRole({ role, trust, uses, executions }: RoleCase): boolean {
  if (isServiceLinked(role.arn) || isServiceCatalogs(role)) return false;
  return uses.length === 0 && executions.length === 0 && isOnlyForSageMaker(trust);
}

/**
 * Since when nobody has used the role, in words; undefined where it was used lately or nobody knows.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
 */
function idleSince({ role }: RoleCase, { takenAt }: Account): string | undefined {
  const { createdAt, lastUsed } = role;
  if (lastUsed === undefined) return undefined;
  const since = lastUsed === 'never' ? createdAt : lastUsed.at;
  const days = daysBetween(since, takenAt);
  if (since === undefined || days === undefined || days <= IDLE_DAYS) return undefined;
  return lastUsed === 'never'
    ? `nobody is known to have used it since it was made at ${printable(since)}`
    : `it was last used at ${printable(since)}`;
}

/** A request with which SageMaker would still get the role. */
function wayIn({ role, trust }: RoleCase, { accountId }: Account): Request | undefined {
  const asked = assumption(
    { Service: SAGEMAKER_SERVICE },
    { StringEquals: { 'aws:SourceAccount': accountId } },
  );
  const overlap = overlaps(asked, identityAccess([trust]));
  if (overlap.kind !== 'overlaps') return undefined;
  const context = { 'aws:PrincipalServiceName': [SAGEMAKER_SERVICE], ...overlap.witness.context };
  return { action: 'sts:AssumeRole', resource: role.arn, context };
}

function regionsOf({ regions }: Account): string {
  return regions.map((region) => `\`${printable(region)}\``).join(', ');
}
