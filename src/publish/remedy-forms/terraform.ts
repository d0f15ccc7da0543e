import { argument, block, hclLines, quoted } from '../hcl.ts';
import { policyDocument } from '../hcl-policy.ts';
import { type Attachment, type RemedyForm, refusedByIam, wordsOf, written } from '../remedy-form.ts';
import { NOT_IN_TERRAFORM, unwritableIn } from '../unwritable.ts';

/**
 * The policy as a data source, and the resource that gives it to the role.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy
 */
export const terraform: RemedyForm = {
  name: 'terraform',
  label: 'Terraform',
  write: (attachment) => {
    const unwritable = unwritableIn(attachment.policy, NOT_IN_TERRAFORM);
    if (unwritable !== undefined) return { kind: 'refused', why: unwritable.why };
    return refusedByIam(attachment) ?? written(resources(attachment));
  },
};

function resources(attachment: Attachment): string {
  const { roleName, policyName, policy } = attachment;
  const label = wordsOf(attachment).join('_').toLowerCase();
  return hclLines([
    policyDocument(label, policy.Statement),
    block(`resource "aws_iam_role_policy" ${quoted(label)}`, [
      argument('name', quoted(policyName)),
      argument('role', quoted(roleName)),
      argument('policy', `data.aws_iam_policy_document.${label}.json`),
    ]),
  ]).join('\n');
}
