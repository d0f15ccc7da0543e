import { parseArn } from '../../model/arn.ts';
import type { Request } from '../../policy/request.ts';
import { purposeOf } from '../because.ts';
import type { Account, JudgedStatement, RoleCase } from '../evidence.ts';
import { isOpen } from '../execution.ts';
import { atLeast, SEVERITIES, type Severity } from '../finding.ts';
import { narrowingCure } from '../narrowing.ts';
import { printable } from '../printable.ts';
import { INTEGRATION_TEMPLATES, LEAST_PRIVILEGE } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { refOf, subjectOf } from '../statements.ts';
import { isOnlyForStepFunctions, otherPrincipals } from '../trust.ts';

export const permissionExcess: Rule = {
  id: 'permission-excess',
  title: 'The role allows what nothing that uses it expects',
  severity: 'high',
  why: 'Whatever a role allows beyond the needs of its state machines serves only a mistake or an attacker. What a definition that cannot be read, or a call that is not known, could touch is left out.',
  remedy: 'Replace the statement by the narrower one of the finding, or remove it.',
  references: [LEAST_PRIVILEGE, INTEGRATION_TEMPLATES],
  *check(evidence) {
    for (const roleCase of evidence.cases) {
      if (roleCase.excessBlockedBy !== undefined) continue;
      const found = judgedOf(roleCase).flatMap(foundIn);
      for (const one of worstOfEachPolicy(found)) yield violationOf(one, roleCase, evidence.account);
    }
  },
};

/** Where code that nobody can read uses the role, only an administrator is certain to be too much. */
function judgedOf({ statements, executions }: RoleCase): readonly JudgedStatement[] {
  return executions.some(isOpen) ? statements.filter(({ admin }) => admin) : statements;
}

interface Found {
  readonly judged: JudgedStatement;
  readonly severity: Severity;
  readonly witness: Request;
  /** Statements of the same AWS managed policy that this one speaks for. */
  readonly others: number;
}

function foundIn(judged: JudgedStatement): readonly Found[] {
  const { excess } = judged;
  if (excess.kind !== 'excess') return [];
  return [{ judged, severity: excess.severity, witness: excess.witness, others: 0 }];
}

/** Nobody edits a statement of an AWS managed policy: it is detached as a whole, so it is told once. */
function worstOfEachPolicy(found: readonly Found[]): readonly Found[] {
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
  const { role } = roleCase;
  const shared = otherPrincipals(roleCase.trust);
  const managed = judged.text.origin === 'aws-managed';
  return {
    subject: managed ? { policy: judged.text.arn } : subjectOf(judged.statement),
    severity: shared.length > 0 && !judged.admin ? milder(severity) : severity,
    confidence: judged.admin || isCertain(roleCase, witness) ? 'confirmed' : 'potential',
    message: `${messageOf(role.name, judged, witness, others)}${sharedWith(shared)}`,
    region: 'global',
    resource: { arn: role.arn, type: 'AWS::IAM::Role' },
    role: { arn: role.arn, name: role.name },
    witness,
    because: purposeOf(roleCase),
    statement: refOf(judged),
    cure: narrowingCure(
      judged,
      roleCase,
      account,
      'Narrow the statement to what the state machines of the role need; `plumbline expect` prints it',
    ),
  };
}

/**
 * Nothing else can need it: every definition that uses the role is known, nobody else may use it, and the request
 * belongs to a region that was read. What has no region a state machine of any region might need.
 */
function isCertain({ trust, uses }: RoleCase, { resource }: Request): boolean {
  const regional = (parseArn(resource)?.region ?? '') !== '';
  return regional && isOnlyForStepFunctions(trust) && uses.every(({ machine }) => machine.versionsKnown);
}

function messageOf(name: string, { text, admin }: JudgedStatement, witness: Request, others: number): string {
  if (admin)
    return `\`${printable(name)}\` is an administrator: \`${printable(text.name)}\` allows \`*\` on \`*\`, such as \`${witness.action}\` on \`${printable(witness.resource)}\``;
  const request = `\`${witness.action}\` on \`${printable(witness.resource)}\``;
  const more =
    others === 0 ? '' : `; ${others} more of its statements ${others === 1 ? 'does' : 'do'} so too`;
  return `\`${printable(name)}\` allows ${request} through \`${printable(text.name)}\`, and nothing that uses the role expects it${more}`;
}

function sharedWith(principals: readonly string[]): string {
  if (principals.length === 0) return '';
  return `; ${principals.map((principal) => `\`${printable(principal)}\``).join(', ')} may use it too`;
}

function milder(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? severity;
}
