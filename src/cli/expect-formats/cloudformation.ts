import { DYNAMIC_REFERENCE, HALF_CHARACTER, refuse } from '../expect-refuse.ts';
import { reportRemarks, statementRemarks } from '../expect-remarks.ts';
import type { ExpectReport } from '../expect-report.ts';
import { stackResources } from '../expect-stack.ts';
import { asYaml } from '../expect-yaml.ts';

/**
 * A template of CloudFormation: a role with its policy, or a policy for the role that the state machine has. Throws
 * UsageError where CloudFormation would change a text.
 */
export function asCloudFormation(report: ExpectReport): string {
  refuse(report, 'cloudformation', [DYNAMIC_REFERENCE, HALF_CHARACTER]);
  const { role, resources, statements } = stackResources(report);
  const isEmpty = Object.keys(resources).length === 0;
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: resources,
    ...(role.kind === 'made'
      ? { Outputs: { RoleArn: { Value: { 'Fn::GetAtt': [role.logicalId, 'Arn'] } } } }
      : {}),
  };
  return asYaml(isEmpty ? {} : template, {
    top: reportRemarks(report),
    list: statements && ['Resources', ...statements],
    items: report.statements.map(statementRemarks),
  });
}
