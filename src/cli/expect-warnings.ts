import { printable } from '../findings/printable.ts';
import type { ExpectOptions } from './expect-options.ts';
import type { ExpectReport } from './expect-report.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const INLINE_LIMIT = 10_240;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const FOREIGN = /[^\t\n\r\u{20}-\u{ff}]/u;

/** What IAM would refuse of the policy, which then nobody can attach as it is, and what a file to deploy leaves out. */
export function warningsOf(
  { policy, assumedRoles }: ExpectReport,
  format: ExpectOptions['format'],
): readonly string[] {
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
    ...(format === 'json' || format === 'table'
      ? []
      : assumedRoles.map(
          ({ roleArn }) =>
            `tasks assume \`${printable(roleArn)}\`; what they need of it is told by --format json or table`,
        )),
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
