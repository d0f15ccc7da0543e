import type { RoleCase } from '../evidence.ts';
import { roleLines } from '../execution.ts';
import type { Confidence, Severity } from '../finding.ts';
import { printable } from '../printable.ts';
import { CONFUSED_DEPUTY, PRINCIPALS, SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { isServiceLinked } from '../scope.ts';
import { ROLE } from '../scrutiny.ts';
import { type WideTrust, wideTrust } from '../wide-trust.ts';

export const trustTooWide: Rule = {
  id: 'trust-too-wide',
  title: 'Others than Step Functions and SageMaker may assume the role',
  severity: 'high',
  topic: 'excess',
  why: 'Whoever the trust policy names can take on the role from outside and do all that it allows. A service principal without a condition, principals of the own account and SAML providers are left out.',
  remedy:
    'Name in the trust policy only who needs the role. To narrow a service compare `aws:SourceAccount` with the account and verify it with one run; a condition on `aws:SourceArn` refuses features that send another one.',
  references: [PRINCIPALS, CONFUSED_DEPUTY, SAGEMAKER_ROLES],
  scrutiny: ROLE,
  ignoresPolicies: true,
  *check({ account, cases }) {
    for (const roleCase of cases) {
      const { role } = roleCase;
      if (isServiceLinked(role.arn)) continue;
      for (const wide of wideTrust(roleCase, account)) {
        yield {
          ...gradeOf(wide),
          subject: { kind: wide.kind, ...(wide.kind === 'service' ? {} : { who: wide.who }) },
          message: messageOf(role.name, wide),
          region: 'global',
          resource: { arn: role.arn, type: 'AWS::IAM::Role' },
          role: { arn: role.arn, name: role.name },
          witness: wide.witness,
          because: becauseOf(roleCase, wide),
          cure: { kind: 'tell', text: adviceOf(role.name, wide) },
        };
      }
    }
  },
};

/** An account can be another one of the same owner, who then has named it on purpose. */
function gradeOf({ kind }: WideTrust): { readonly severity: Severity; readonly confidence: Confidence } {
  switch (kind) {
    case 'anybody':
    case 'identity-provider':
      return { severity: 'high', confidence: 'confirmed' };
    case 'account':
      return { severity: 'high', confidence: 'potential' };
    case 'principal':
      return { severity: 'low', confidence: 'potential' };
    case 'service':
      return { severity: 'low', confidence: 'confirmed' };
  }
}

function messageOf(name: string, { kind, who }: WideTrust): string {
  const role = `\`${printable(name)}\``;
  const [first] = who;
  const whom = `\`${printable(first)}\``;
  switch (kind) {
    case 'anybody':
      return `every principal of every AWS account may assume ${role}`;
    case 'account':
      return `every principal that account ${whom} allows may assume ${role}, and no condition such as \`sts:ExternalId\` or \`aws:PrincipalOrgID\` narrows it`;
    case 'principal':
      return `${whom} of another account may assume ${role}, and no condition such as \`sts:ExternalId\` or \`aws:PrincipalOrgID\` narrows it`;
    case 'identity-provider':
      return `every identity of ${whom} may assume ${role}: no condition tells one subject from another`;
    case 'service':
      return `${who.map((service) => `\`${printable(service)}\``).join(', ')} may assume ${role}, which SageMaker uses, too`;
  }
}

function becauseOf({ executions }: RoleCase, { kind }: WideTrust) {
  return kind === 'service' ? roleLines(executions) : [];
}

function adviceOf(name: string, { kind, who }: WideTrust): string {
  const policy = `the trust policy of \`${printable(name)}\``;
  const [first] = who;
  switch (kind) {
    case 'anybody':
      return `Name in ${policy} who is to assume the role; for a whole organization add a condition on \`aws:PrincipalOrgID\``;
    case 'account':
    case 'principal':
      return `Remove \`${printable(first)}\` from ${policy}, or add a condition: \`aws:PrincipalOrgID\` for an account of the same organization, \`sts:ExternalId\` for that of somebody else`;
    case 'identity-provider':
      return `Add a condition on \`${printable(first)}:sub\` to ${policy}, and one on \`${printable(first)}:aud\` if there is none`;
    case 'service':
      return `Give each service a role of its own, or remove from ${policy} those that do not use it`;
  }
}
