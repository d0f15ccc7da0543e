import type { TrustQuestion } from '../evidence.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_ROLES, STATE_MACHINE_ROLE } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';

export const executionRoleNotAssumable: Rule = {
  id: 'execution-role-not-assumable',
  title: 'The service that is to use a role cannot assume it',
  severity: 'critical',
  why: 'A role gives its permissions only to whom its trust policy names. A state machine whose role does not trust Step Functions cannot run; a job whose role does not trust SageMaker is refused.',
  remedy: 'Add the service to the trust policy of the role.',
  references: [STATE_MACHINE_ROLE, SAGEMAKER_ROLES],
  *check(evidence) {
    for (const { trustQuestions } of evidence.cases) {
      for (const question of trustQuestions) {
        if (question.answer.kind === 'exceeds') yield violationOf(question);
      }
    }
  },
};

function violationOf({ role, assumer, machine, because, named }: TrustQuestion): Violation {
  const service = `\`${assumer.service}\``;
  return {
    subject: { service: assumer.service, roleArn: role.arn },
    severity: 'critical',
    confidence: 'confirmed',
    message: `${service} cannot assume \`${printable(role.name)}\`, which \`${printable(machine.name)}\` needs`,
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: role.arn, name: role.name },
    witness: {
      action: 'sts:AssumeRole',
      resource: role.arn,
      context: { 'aws:PrincipalServiceName': [assumer.service], ...contextOf(assumer.context) },
    },
    because,
    cure: {
      kind: 'tell',
      text: named
        ? `Let the conditions of the trust policy of \`${printable(role.name)}\` admit the request above: ${service} is named, and a condition or a Deny refuses it`
        : `Let the trust policy of \`${printable(role.name)}\` name ${service}: {"Effect":"Allow","Principal":{"Service":"${assumer.service}"},"Action":"sts:AssumeRole"}`,
    },
  };
}

function contextOf(context: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value]]));
}
