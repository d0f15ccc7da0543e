import { purposeOf } from '../because.ts';
import type { BroadPolicy, RoleCase } from '../evidence.ts';
import { isCertain, milderIfShared, sharedWith } from '../excess-grade.ts';
import { roleLines } from '../execution.ts';
import { knownTemplate, templateNote } from '../known-template.ts';
import { replacingCure } from '../narrowing.ts';
import { printable } from '../printable.ts';
import { LEAST_PRIVILEGE, SAGEMAKER_ROLES } from '../references.ts';
import type { Rule } from '../rule.ts';
import { EXCESS } from '../scrutiny.ts';
import { refOf } from '../statements.ts';
import { usersOf } from '../users.ts';

export const executionRoleTooBroad: Rule = {
  id: 'execution-role-too-broad',
  title: 'A role of jobs and models may do what people do in notebooks',
  severity: 'high',
  topic: 'excess',
  why: '`AmazonSageMakerFullAccess`, `AmazonS3FullAccess` and the documented policy for notebooks are made for people who try things out. On the role of a job or a model all of it is at the disposal of the code in its image. Roles of notebooks and of Studio are left out.',
  remedy:
    'Replace the policy by what the jobs and models need. The policy of the finding holds the needs of those that were read: jobs of long ago may have had others.',
  references: [SAGEMAKER_ROLES, LEAST_PRIVILEGE],
  scrutiny: EXCESS,
  of: 'executions',
  *check({ account, cases }) {
    for (const roleCase of cases) {
      const { role } = roleCase;
      for (const broad of roleCase.broadPolicies) {
        const { text, granting, witness, severity, managesPermissions } = broad;
        yield {
          subject: { policy: text.arn ?? text.name },
          severity: managesPermissions ? severity : milderIfShared(severity, roleCase),
          confidence: isCertain(roleCase, witness) ? 'confirmed' : 'potential',
          message: `${messageOf(broad, roleCase)}${sharedWith(roleCase)}${templateNote(granting, knownTemplate(granting, roleCase, account))}`,
          region: 'global',
          resource: { arn: role.arn, type: 'AWS::IAM::Role' },
          role: { arn: role.arn, name: role.name },
          witness,
          because: [...purposeOf(roleCase), ...roleLines(roleCase.executions)],
          statement: refOf(granting),
          cure: replacingCure(
            granting,
            roleCase,
            account,
            `Replace \`${printable(text.name)}\` by a policy of what ${usersOf(roleCase)} need`,
          ),
        };
      }
    }
  },
};

function messageOf({ text, does, witness }: BroadPolicy, roleCase: RoleCase): string {
  const last = does.length > 1 ? ` and ${does.at(-1)}` : '';
  const all = `${does.slice(0, does.length > 1 ? -1 : 1).join(', ')}${last}`;
  return `\`${printable(roleCase.role.name)}\` may ${all} through \`${printable(text.name)}\`, such as \`${witness.action}\` on \`${printable(witness.resource)}\`; it is the role of ${usersOf(roleCase)}`;
}
