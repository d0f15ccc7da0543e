import { argument, block, comment, type HclPart, hclLines, quoted, quotedList } from '../../publish/hcl.ts';
import { conditionBlock, policyDocument } from '../../publish/hcl-policy.ts';
import { NOT_IN_TERRAFORM } from '../../publish/unwritable.ts';
import { refuse } from '../expect-refuse.ts';
import { reportRemarks, statementRemarks } from '../expect-remarks.ts';
import type { ExpectReport } from '../expect-report.ts';
import { targetRole, trustOf } from '../expect-role.ts';

/**
 * Terraform's own language: the policy as a data source, and a role with it, or the policy of the role that the state
 * machine has. Throws UsageError where Terraform would change a text.
 */
export function asTerraform(report: ExpectReport): string {
  refuse(report, 'terraform', NOT_IN_TERRAFORM);
  const { existing, words, policyName } = targetRole(report);
  const label = words.join('_').toLowerCase().replace(/^\d/, '_$&');
  const parts: readonly HclPart[] = [
    ...(existing === undefined ? newRole(report, label) : []),
    ...(report.statements.length === 0
      ? []
      : [
          policyDocument(label, report.policy.Statement, report.statements.map(statementRemarks)),
          block(`resource "aws_iam_role_policy" ${quoted(label)}`, [
            argument('name', quoted(policyName)),
            argument('role', existing === undefined ? `aws_iam_role.${label}.id` : quoted(existing.name)),
            argument('policy', `data.aws_iam_policy_document.${label}.json`),
          ]),
        ]),
  ];
  const lines = [
    ...hclLines([comment(reportRemarks(report))]),
    ...(parts.length === 0 ? [] : ['', ...hclLines(parts)]),
  ];
  return `${lines.join('\n')}\n`;
}

function newRole({ stateMachine }: ExpectReport, label: string): readonly HclPart[] {
  const { service, conditions } = trustOf(stateMachine);
  return [
    block(`data "aws_iam_policy_document" ${quoted(`${label}_trust`)}`, [
      block('statement', [
        argument('effect', quoted('Allow')),
        argument('actions', quotedList(['sts:AssumeRole'])),
        block('principals', [
          argument('type', quoted('Service')),
          argument('identifiers', quotedList([service])),
        ]),
        ...conditions.map(({ test, key, value }) => conditionBlock(test, key, [value])),
      ]),
    ]),
    block(`resource "aws_iam_role" ${quoted(label)}`, [
      argument('assume_role_policy', `data.aws_iam_policy_document.${label}_trust.json`),
    ]),
  ];
}
