import { parseArn } from '../model/arn.ts';
import { sageMakerKind } from '../model/sagemaker-kinds.ts';
import type { Request } from '../policy/request.ts';
import type { Statement } from '../policy/statement.ts';
import type { RoleCase } from './evidence.ts';
import { nounOf } from './execution.ts';
import { SEVERITIES, type Severity } from './finding.ts';
import { printable } from './printable.ts';
import { otherPrincipals } from './trust.ts';

/** Who else may use the role. Of SageMaker it is known where it runs something with the role: else nobody asked it. */
function others({ trust, executions }: RoleCase): readonly string[] {
  return otherPrincipals(trust, executions.length > 0);
}

/**
 * Nothing else can need it: every definition that uses the role is known, nobody else may use it, and the request
 * belongs to a region that was read. What has no region a state machine of any region might need, and of jobs only the
 * latest are known.
 */
export function isCertain(roleCase: RoleCase, { resource }: Request): boolean {
  const { trust, uses, executions } = roleCase;
  const regional = (parseArn(resource)?.region ?? '') !== '';
  const isClosed =
    others(roleCase).length === 0 && trust.statements.every(({ effect }) => effect !== 'Unknown');
  return regional && isClosed && !hasJobs(executions) && uses.every(({ machine }) => machine.versionsKnown);
}

function hasJobs(executions: RoleCase['executions']): boolean {
  return executions.some((execution) => sageMakerKind(nounOf(execution))?.lifetime === 'job');
}

/** Somebody else may need what nothing that is known does. */
export function milderIfShared(severity: Severity, roleCase: RoleCase): Severity {
  return others(roleCase).length === 0 ? severity : milder(severity);
}

/** So may an earlier job, but none needs everything there is. */
export function milderForJobs(
  severity: Severity,
  { resources }: Statement,
  { executions }: RoleCase,
): Severity {
  const isUnlimited =
    resources.not || resources.patterns.some((pattern) => /^(\*|arn(:[^:]*){4}:\*)/.test(pattern));
  return hasJobs(executions) && !isUnlimited ? milder(severity) : severity;
}

function milder(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? severity;
}

/** Who else may use the role, as the end of a sentence. */
export function sharedWith(roleCase: RoleCase): string {
  const principals = others(roleCase);
  if (principals.length === 0) return '';
  return `; ${principals.map((principal) => `\`${printable(principal)}\``).join(', ')} may use it too`;
}
