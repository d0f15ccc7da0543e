import type { TrustQuestion } from '../evidence.ts';
import { printable } from '../printable.ts';
import { CONFUSED_DEPUTY, SAGEMAKER_ROLES, STATE_MACHINE_ROLE } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const executionRoleNotAssumable: Rule = {
  id: 'execution-role-not-assumable',
  title: 'The service that is to use a role cannot assume it',
  severity: 'critical',
  topic: 'role',
  why: 'A role gives its permissions only to whom its trust policy names. A state machine whose role does not trust Step Functions cannot run; a job, a model or a notebook whose role does not trust SageMaker is refused. A condition on `aws:SourceArn` refuses whatever the feature sends in another form.',
  remedy: 'Add the service to the trust policy of the role.',
  references: [STATE_MACHINE_ROLE, SAGEMAKER_ROLES],
  scrutiny: NEED,
  ignoresPolicies: true,
  *check(evidence) {
    for (const { trustQuestions } of evidence.cases) {
      for (const question of trustQuestions) {
        if (question.answer.kind === 'exceeds') yield violationOf(question);
      }
    }
  },
};

function violationOf(question: TrustQuestion): Violation {
  const { role, assumer, subject, because, bySourceArn } = question;
  const service = `\`${assumer.service}\``;
  const refused = `${service} cannot assume \`${printable(role.name)}\`, which ${subject.name} ${subject.isOne ? 'needs' : 'need'}`;
  const { 'aws:SourceArn': sourceArn = '' } = assumer.context;
  return {
    subject: {
      service: assumer.service,
      roleArn: role.arn,
      ...(bySourceArn ? { key: 'aws:SourceArn' } : {}),
    },
    severity: question.severity,
    confidence: bySourceArn ? 'potential' : 'confirmed',
    message: bySourceArn
      ? `${refused}: the trust policy does not admit \`aws:SourceArn\` \`${printable(sourceArn)}\`, as SageMaker sends it`
      : refused,
    region: subject.region,
    resource: { arn: subject.arn, type: subject.type },
    role: { arn: role.arn, name: role.name },
    witness: {
      action: 'sts:AssumeRole',
      resource: role.arn,
      context: { 'aws:PrincipalServiceName': [assumer.service], ...contextOf(assumer.context) },
    },
    because,
    ...(bySourceArn ? { references: [CONFUSED_DEPUTY] } : {}),
    cure: { kind: 'tell', text: adviceOf(question) },
  };
}

function adviceOf({ role, assumer, named, bySourceArn }: TrustQuestion): string {
  const service = `\`${assumer.service}\``;
  const policy = `the trust policy of \`${printable(role.name)}\``;
  if (bySourceArn)
    return `Replace the condition on \`aws:SourceArn\` in ${policy} by one on \`aws:SourceAccount\`, and try it with one resource: which ARN is sent differs from feature to feature`;
  return named
    ? `Let the conditions of ${policy} admit the request above: ${service} is named, and a condition or a Deny refuses it`
    : `Let ${policy} name ${service}: {"Effect":"Allow","Principal":{"Service":"${assumer.service}"},"Action":"sts:AssumeRole"}`;
}

function contextOf(context: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value]]));
}
