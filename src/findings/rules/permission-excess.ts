import type { Request } from '../../policy/request.ts';
import { purposeOf } from '../because.ts';
import type { Account, JudgedStatement, RoleCase } from '../evidence.ts';
import { isCertain, milderForJobs, milderIfShared, sharedWith } from '../excess-grade.ts';
import { roleLines } from '../execution.ts';
import { atLeast, type Severity } from '../finding.ts';
import { type KnownTemplate, knownTemplate, templateNote } from '../known-template.ts';
import { narrowingCure } from '../narrowing.ts';
import { printable } from '../printable.ts';
import { INTEGRATION_TEMPLATES, LEAST_PRIVILEGE, SAGEMAKER_ROLES } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { EXCESS } from '../scrutiny.ts';
import { refOf, subjectOf } from '../statements.ts';
import { usersOf } from '../users.ts';

export const permissionExcess: Rule = {
  id: 'permission-excess',
  title: 'The role allows what nothing that uses it expects',
  severity: 'high',
  topic: 'excess',
  why: 'Whatever a role allows beyond the needs of its state machines, jobs and models serves only a mistake or an attacker. What a definition that cannot be read, or a call that is not known, could touch is left out.',
  remedy:
    'Replace the statement by the narrower one of the finding, or remove it. For a role of jobs it holds the needs of those that were read.',
  references: [LEAST_PRIVILEGE, INTEGRATION_TEMPLATES],
  scrutiny: EXCESS,
  *check(evidence) {
    for (const roleCase of evidence.cases) {
      for (const one of worstOfEachPolicy(foundIn(judgedOf(roleCase))))
        yield violationOf(one, roleCase, evidence.account);
    }
  },
};

/**
 * The statements that can be judged. Where something that uses the role is not known, none; but nothing that SageMaker runs
 * needs an administrator.
 */
function judgedOf({
  statements,
  executions,
  broadPolicies,
  excessBlockedBy,
}: RoleCase): readonly JudgedStatement[] {
  if (excessBlockedBy !== undefined)
    return executions.length === 0 ? [] : statements.filter(({ admin }) => admin);
  if (broadPolicies.length === 0) return statements;
  const told = new Set(broadPolicies.map(({ text }) => text));
  return statements.filter(({ text }) => !told.has(text));
}

interface Found {
  readonly judged: JudgedStatement;
  readonly severity: Severity;
  readonly witness: Request;
  /** Statements of the same AWS managed policy that this one speaks for. */
  readonly others: number;
}

function foundIn(statements: readonly JudgedStatement[]): readonly Found[] {
  const found: Found[] = [];
  for (const judged of statements) {
    const { excess } = judged;
    if (excess.kind === 'excess')
      found.push({ judged, severity: excess.severity, witness: excess.witness, others: 0 });
  }
  return found;
}

/** Nobody edits a statement of an AWS managed policy: it is detached as a whole, so it is told once. */
function worstOfEachPolicy(found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found;
  const told = new Map<unknown, Found>();
  for (const one of found) {
    const { text } = one.judged;
    const key = text.origin === 'aws-managed' ? text.arn : one;
    const before = told.get(key);
    if (before === undefined) told.set(key, one);
    else
      told.set(key, {
        ...(atLeast(before.severity, one.severity) ? before : one),
        others: before.others + 1,
      });
  }
  return [...told.values()];
}

function violationOf(
  { judged, severity, witness, others }: Found,
  roleCase: RoleCase,
  account: Account,
): Violation {
  const { role, executions } = roleCase;
  const managed = judged.text.origin === 'aws-managed';
  const template = () => knownTemplate(judged, roleCase, account);
  return {
    subject: managed ? { policy: judged.text.arn } : subjectOf(judged.statement),
    severity: judged.admin ? severity : gradeOf(severity, judged, roleCase),
    confidence: judged.admin || isCertain(roleCase, witness) ? 'confirmed' : 'potential',
    message: () =>
      `${messageOf(roleCase, judged, witness, others)}${sharedWith(roleCase)}${noteOf(judged, template())}`,
    region: 'global',
    resource: { arn: role.arn, type: 'AWS::IAM::Role' },
    role: { arn: role.arn, name: role.name },
    witness,
    because: () => [...purposeOf(roleCase), ...roleLines(executions)],
    statement: refOf(judged),
    references: () => (template() === undefined ? [] : [SAGEMAKER_ROLES]),
    cure: () => narrowingCure(judged, roleCase, account, adviceFor(roleCase)),
  };
}

function adviceFor(roleCase: RoleCase): string {
  return roleCase.executions.length > 0
    ? `Narrow the statement to what ${usersOf(roleCase)} need`
    : 'Narrow the statement to what the state machines of the role need; `plumbline expect` prints it';
}

/** Lower where somebody or something else may need it. */
function gradeOf(severity: Severity, { statement }: JudgedStatement, roleCase: RoleCase): Severity {
  return milderForJobs(milderIfShared(severity, roleCase), statement, roleCase);
}

function noteOf(judged: JudgedStatement, template: KnownTemplate | undefined): string {
  const tight = template?.forms.includes('broad')
    ? ', beside a tight one that names buckets and repositories'
    : '';
  return `${templateNote(judged, template)}${tight}`;
}

function messageOf(
  roleCase: RoleCase,
  { text, admin }: JudgedStatement,
  witness: Request,
  others: number,
): string {
  const { role, executions } = roleCase;
  if (admin)
    return `\`${printable(role.name)}\` is an administrator: \`${printable(text.name)}\` allows \`*\` on \`*\`, such as \`${witness.action}\` on \`${printable(witness.resource)}\``;
  const request = `\`${witness.action}\` on \`${printable(witness.resource)}\``;
  const more =
    others === 0 ? '' : `; ${others} more of its statements ${others === 1 ? 'does' : 'do'} so too`;
  const users = executions.length === 0 ? '' : ` (${usersOf(roleCase)})`;
  return `\`${printable(role.name)}\` allows ${request} through \`${printable(text.name)}\`, and nothing that uses the role${users} expects it${more}`;
}
