import { mapped } from '../../model/mapped.ts';
import { purposeOf } from '../because.ts';
import type { WidePass } from '../evidence.ts';
import { roleLines } from '../execution.ts';
import { narrowingCure } from '../narrowing.ts';
import { printable } from '../printable.ts';
import { INTEGRATION_TEMPLATES, PASS_ROLE, SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { EXCESS } from '../scrutiny.ts';
import { refOf, subjectOf } from '../statements.ts';

export const passRoleTooWide: Rule = {
  id: 'pass-role-too-wide',
  title: 'The role may pass any role, or pass roles to any service',
  severity: 'high',
  topic: 'excess',
  why: 'Whoever can start or change the state machine, or work in the notebook, can start a job, or another service, with any role that may be passed, an administrator among them. It is a known path to more privilege.',
  remedy:
    'Name the roles that the definition passes, and the service in the condition `iam:PassedToService`.',
  references: [PASS_ROLE, INTEGRATION_TEMPLATES, SAGEMAKER_ROLES],
  scrutiny: EXCESS,
  *check(evidence) {
    for (const roleCase of evidence.cases) {
      const { role } = roleCase;
      const broad = new Set(mapped(roleCase.broadPolicies, ({ text }) => text));
      for (const judged of roleCase.statements) {
        if (judged.widePass === undefined || broad.has(judged.text)) continue;
        yield {
          subject: subjectOf(judged.statement),
          severity: judged.widePass.isCustomary ? 'info' : 'high',
          confidence: 'confirmed',
          message: messageOf(role.name, judged.widePass),
          region: 'global',
          resource: { arn: role.arn, type: 'AWS::IAM::Role' },
          role: { arn: role.arn, name: role.name },
          witness: judged.widePass.witness,
          because: [...purposeOf(roleCase), ...roleLines(roleCase.executions)],
          statement: refOf(judged),
          cure: narrowingCure(judged, roleCase, evidence.account, ADVICE),
        };
      }
    }
  },
};

const ADVICE =
  'Name in the statement the roles that may be passed, and the service in the condition `iam:PassedToService`; where the definition takes the role from its input, agree on a path or a prefix for such roles';

function messageOf(name: string, { kinds, witness, isCustomary }: WidePass): string {
  const [service = 'any service'] = witness.context['iam:PassedToService'] ?? [];
  const what = kinds.includes('any-role') ? 'any role' : 'roles';
  const whom = kinds.includes('any-service') ? 'any service' : `\`${printable(service)}\``;
  return `\`${printable(name)}\` may pass ${what} to ${whom}, such as \`${printable(witness.resource)}\` to \`${printable(service)}\`${isCustomary ? ', as its template does' : ''}`;
}
