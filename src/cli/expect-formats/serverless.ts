import { NOT_IN_CLOUDFORMATION, type Unwritable } from '../../publish/unwritable.ts';
import { asYaml } from '../../publish/yaml.ts';
import { refuse } from '../expect-refuse.ts';
import { reportRemarks, statementRemarks } from '../expect-remarks.ts';
import type { ExpectReport } from '../expect-report.ts';
import { stackResources } from '../expect-stack.ts';

/**
 * Parts of a `serverless.yml`: the role or policy among its `resources`, and the `role` of the state machine as
 * serverless-step-functions reads it. Throws UsageError where a text would reach AWS changed.
 *
 * Not `iamRoleStatements`: the plugin takes no Condition and no Sid in them, and adds them to what it generates
 * itself, so that they cannot say exactly this.
 * https://github.com/serverless-operations/serverless-step-functions#iam-role
 */
export function asServerless(report: ExpectReport): string {
  refuse(report, 'serverless', [...NOT_IN_CLOUDFORMATION, AFTER_DOLLAR]);
  const { name, role, resources, statements } = stackResources(report);
  const roleOf = role.kind === 'made' ? { 'Fn::GetAtt': [role.logicalId, 'Arn'] } : role.arn;
  const service = {
    stepFunctions: { stateMachines: { [name]: { role: roleOf } } },
    ...(Object.keys(resources).length === 0 ? {} : { resources: { Resources: withoutVariables(resources) } }),
  };
  return asYaml(service, {
    top: [
      ...reportRemarks(report),
      'Parts of serverless.yml; `role` belongs to the state machine as you call it there',
    ],
    list: statements && ['resources', 'Resources', ...statements],
    items: report.statements.map(statementRemarks),
  });
}

/** The framework takes a `$` and what stands before the next `${` for text that needs no escape, and then resolves it. */
const AFTER_DOLLAR: Unwritable = {
  is: (text) => /\$\\*\$\{/.test(text),
  why: 'the Serverless Framework has no escape for `${` after `$`',
};

/**
 * Variables of IAM are none of the Serverless Framework: `\${` is `${`, and backslashes before it count double.
 * https://www.serverless.com/framework/docs/guides/variables
 */
function withoutVariables(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(\\*)\$\{/g, '$1$1\\${');
  if (Array.isArray(value)) return value.map(withoutVariables);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutVariables(part)]));
}
