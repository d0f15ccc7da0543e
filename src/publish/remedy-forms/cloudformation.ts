import { spelledOut } from '../../findings/printable.ts';
import { type Attachment, type RemedyForm, refusedByIam, wordsOf, written } from '../remedy-form.ts';
import { NOT_IN_CLOUDFORMATION, type Unwritable, unwritableIn } from '../unwritable.ts';
import { asYaml } from '../yaml.ts';

/**
 * A template with the policy as a resource of its own. It has no `Fn::Sub`, which would take variables of IAM for its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html
 */
export const cloudformation: RemedyForm = {
  name: 'cloudformation',
  label: 'CloudFormation',
  write: (attachment) => {
    const unwritable = unwritableIn(attachment.policy, [...NOT_IN_CLOUDFORMATION, LONG_KEY]);
    if (unwritable !== undefined) return { kind: 'refused', why: unwritable.why };
    return refusedByIam(attachment) ?? written(template(attachment));
  },
};

/** A key of one line: https://yaml.org/spec/1.2.2/#example-single-pair-explicit-entry. Escapes of unseen characters lengthen it. */
const LONG_KEY: Unwritable = {
  is: (text) => {
    const length = spelledOut(text, () => '\\U00000000').length;
    return length > text.length && length > 1_000;
  },
  why: 'with its unseen characters written out it is too long for YAML',
};

function template(attachment: Attachment): string {
  const { roleName, policyName, policy } = attachment;
  const logicalId = wordsOf(attachment).map(capitalised).join('');
  return asYaml(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: {
        [logicalId]: {
          Type: 'AWS::IAM::RolePolicy',
          Properties: { RoleName: roleName, PolicyName: policyName, PolicyDocument: policy },
        },
      },
    },
    { top: [], items: [] },
  ).trim();
}

function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
