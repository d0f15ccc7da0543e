import type { PolicyJson } from '../findings/finding.ts';

/** An inline policy that a role is to get. */
export interface Attachment {
  readonly roleName: string;
  /** Of letters, digits and hyphens, and of no other finding. */
  readonly policyName: string;
  readonly policy: PolicyJson;
}

/** A form that says exactly the policy, or why there is none that does. */
export type Written =
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string };

/** A language in which a remedy can be told. */
export interface RemedyForm {
  readonly name: 'json' | 'aws-cli' | 'cloudformation' | 'terraform';
  readonly label: string;
  readonly write: (attachment: Attachment) => Written;
}

export function written(text: string): Written {
  return { kind: 'written', text };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const MOST_CHARACTERS = 10_240;

/** The refusal where IAM would take no such policy: of a role whose name came from something that is no ARN, or too long. */
export function refusedByIam({ roleName, policy }: Attachment): Written | undefined {
  if (!ROLE_NAME.test(roleName)) return { kind: 'refused', why: 'IAM allows no role of this name' };
  if (JSON.stringify(policy).length > MOST_CHARACTERS)
    return { kind: 'refused', why: 'it is longer than the inline policies of a role may be' };
  return undefined;
}

/** The words of a policy's name. */
export function wordsOf({ policyName }: Attachment): readonly string[] {
  return policyName.match(/[A-Za-z0-9]+/g) ?? [];
}
