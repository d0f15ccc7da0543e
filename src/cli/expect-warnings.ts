import type { ExpectReport } from './expect-report.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const INLINE_LIMIT = 10_240;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const FOREIGN = /[^\t\n\r\u{20}-\u{ff}]/u;

/** What IAM would refuse of the policy: it holds, but nobody can attach it as it is. */
export function warningsOf({ policy }: ExpectReport): readonly string[] {
  const text = JSON.stringify(policy);
  const size = text.replace(/\s/g, '').length;
  return [
    ...(size > INLINE_LIMIT
      ? [
          `the policy has ${count(size)} characters; the inline policies of a role may have ${count(INLINE_LIMIT)} together`,
        ]
      : []),
    ...(FOREIGN.test(text)
      ? ['the policy has characters beyond U+00FF, which IAM does not take in a policy document']
      : []),
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
