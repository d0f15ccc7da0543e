import { NOT_IN_CLOUDFORMATION } from '../../publish/unwritable.ts';
import { asYaml } from '../../publish/yaml.ts';
import { refuse } from '../expect-refuse.ts';
import { reportRemarks, statementRemarks } from '../expect-remarks.ts';
import type { ExpectReport } from '../expect-report.ts';
import { stackResources } from '../expect-stack.ts';

/**
 * A template of CloudFormation: a role with its policy, or a policy for the role that the state machine has. Throws
 * UsageError where CloudFormation would change a text.
 */
export function asCloudFormation(report: ExpectReport): string {
  refuse(report, 'cloudformation', NOT_IN_CLOUDFORMATION);
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
