import { argument, block, comment, type HclPart, hclLines, quoted, quotedList } from '../expect-hcl.ts';
import { HALF_CHARACTER, refuse, type Unwritable } from '../expect-refuse.ts';
import { reportRemarks, statementRemarks } from '../expect-remarks.ts';
import type { ExpectReport } from '../expect-report.ts';
import { type Condition, targetRole, trustOf } from '../expect-role.ts';

/**
 * Terraform's own language: the policy as a data source, and a role with it, or the policy of the role that the state
 * machine has. Throws UsageError where Terraform would change a text.
 */
export function asTerraform(report: ExpectReport): string {
  refuse(report, 'terraform', [AMPERSAND, NOT_COMPOSED, TOO_MANY_MARKS, HALF_CHARACTER]);
  const { existing, words, policyName } = targetRole(report);
  const label = words.join('_').toLowerCase().replace(/^\d/, '_$&');
  const parts: readonly HclPart[] = [
    ...(existing === undefined ? newRole(report, label) : []),
    ...(report.statements.length === 0
      ? []
      : [
          policyDocument(report, label),
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

/**
 * The data source writes `${` for `&{`, and has no escape for it.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document#context-variable-interpolation
 */
const AMPERSAND: Unwritable = {
  is: (text) => text.includes('&{'),
  why: 'the data source would make `${` of its `&{`',
};

/** https://github.com/zclconf/go-cty/blob/main/docs/types.md#ctystring: the strings of Terraform are kept in this form. */
const NOT_COMPOSED: Unwritable = {
  is: (text) => text.normalize('NFC') !== text,
  why: 'Terraform would compose its characters (NFC)',
};

/** https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format: Terraform's composer puts a joiner into a longer run. */
const TOO_MANY_MARKS: Unwritable = {
  is: (text) => /\p{M}{31}/u.test(text),
  why: 'Terraform would put a joiner between its many marks',
};

function policyDocument({ policy, statements }: ExpectReport, label: string): HclPart {
  const parts = policy.Statement.flatMap(({ Sid, Effect, Action, Resource, Condition = {} }, index) => {
    const explained = statements[index];
    return [
      ...(explained === undefined ? [] : [comment(statementRemarks(explained))]),
      block('statement', [
        argument('sid', quoted(Sid)),
        argument('effect', quoted(Effect)),
        argument('actions', quotedList(Action)),
        argument('resources', quotedList(Resource)),
        ...conditionsIn(Condition).map(conditionBlock),
      ]),
    ];
  });
  return block(`data "aws_iam_policy_document" ${quoted(label)}`, parts);
}

function conditionsIn(
  condition: Readonly<Record<string, Readonly<Record<string, string>>>>,
): readonly Condition[] {
  return Object.entries(condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ test, key, value })),
  );
}

function conditionBlock({ test, key, value }: Condition): HclPart {
  return block('condition', [
    argument('test', quoted(test)),
    argument('variable', quoted(key)),
    argument('values', quotedList([value])),
  ]);
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
        ...conditions.map(conditionBlock),
      ]),
    ]),
    block(`resource "aws_iam_role" ${quoted(label)}`, [
      argument('assume_role_policy', `data.aws_iam_policy_document.${label}_trust.json`),
    ]),
  ];
}
