import { overlaps } from '../../policy/contains.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import type { Request } from '../../policy/request.ts';
import { accessTo } from '../checks.ts';
import type { Account, Execution, JudgedStatement, RoleCase } from '../evidence.ts';
import { isOpen, isSageMakers, roleLines } from '../execution.ts';
import { knownTemplate, templateNote } from '../known-template.ts';
import { narrowingCure } from '../narrowing.ts';
import { printable } from '../printable.ts';
import { LEAST_PRIVILEGE, SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { EXCESS } from '../scrutiny.ts';
import { refOf, subjectOf } from '../statements.ts';

export const networkPermissionUnneeded: Rule = {
  id: 'network-permission-unneeded',
  title: 'The role may create network interfaces and nothing that uses it has a VPC',
  severity: 'low',
  topic: 'excess',
  why: 'Only jobs and models with a `VpcConfig` need the permissions on network interfaces. On every other execution role they serve nobody, and code that runs with the role can use them.',
  remedy: 'Remove the statement until a job or model with a `VpcConfig` uses the role.',
  references: [SAGEMAKER_ROLES, LEAST_PRIVILEGE],
  scrutiny: EXCESS,
  of: 'executions',
  *check({ account, cases }) {
    for (const roleCase of cases) {
      if (!isKnownThroughout(roleCase, account) || needsNetwork(roleCase)) continue;
      for (const judged of roleCase.statements) {
        const witness = isAddOn(judged) ? interfaceRequest(judged, roleCase) : undefined;
        if (witness === undefined) continue;
        const { role } = roleCase;
        yield {
          subject: subjectOf(judged.statement),
          severity: 'low',
          confidence: 'potential',
          message: `\`${printable(role.name)}\` allows \`${witness.action}\` on \`${printable(witness.resource)}\` through \`${printable(judged.text.name)}\`, and nothing that uses the role has a \`VpcConfig\`${templateNote(judged, knownTemplate(judged, roleCase, account))}`,
          region: 'global',
          resource: { arn: role.arn, type: 'AWS::IAM::Role' },
          role: { arn: role.arn, name: role.name },
          witness,
          because: roleLines(roleCase.executions),
          statement: refOf(judged),
          cure: narrowingCure(judged, roleCase, account, ADVICE),
        };
      }
    }
  },
};

const ADVICE = 'Take the actions on network interfaces out of the statement';
const CREATE = 'ec2:CreateNetworkInterface';
const SAGEMAKER = /^Service:sagemaker\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** Nobody else uses the role, all that use it were read, and nothing of them is left open. */
function isKnownThroughout({ role, trust, uses, executions }: RoleCase, account: Account): boolean {
  return (
    account.sageMakerComplete &&
    uses.length === 0 &&
    !account.delegated.has(role.arn) &&
    executions.length > 0 &&
    executions.every((execution) => isSageMakers(execution) && !isOpen(execution) && hasNoGap(execution)) &&
    isOnlyForSageMaker(trust)
  );
}

function hasNoGap({ use }: Execution): boolean {
  return use.gaps.length === 0;
}

function isOnlyForSageMaker({ statements }: PolicyDocument): boolean {
  return statements.every(
    ({ effect, resources }) =>
      effect === 'Deny' ||
      (effect === 'Allow' && !resources.not && resources.patterns.every((one) => SAGEMAKER.test(one))),
  );
}

function needsNetwork({ executions }: RoleCase): boolean {
  return executions.some(({ use }) => use.grants.some(({ action }) => action === CREATE));
}

/** A statement that names the permissions; one with a wider pattern is too broad in other ways, and told so. */
function isAddOn({ text, statement: { actions } }: JudgedStatement): boolean {
  if (text.origin === 'aws-managed' || actions.not) return false;
  return actions.patterns.some((pattern) => pattern.toLowerCase().startsWith(CREATE.toLowerCase()));
}

function interfaceRequest({ access }: JudgedStatement, { pins }: RoleCase): Request | undefined {
  const overlap = overlaps(accessTo(CREATE, '*', {}), access, { pins });
  return overlap.kind === 'overlaps' ? overlap.witness : undefined;
}
