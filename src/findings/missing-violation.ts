import { pageOf } from '../expected/find-integration.ts';
import { plainPolicyOf } from '../expected/policy-of.ts';
import { mapped } from '../model/mapped.ts';
import { once } from '../policy/kept.ts';
import { becauseLines, whoNeeds } from './because.ts';
import type { Cure } from './cure.ts';
import type { Refusal, RoleCase } from './evidence.ts';
import type { PolicyJson, Severity } from './finding.ts';
import type { MissingGroup, Refused } from './missing.ts';
import { nearMissHint } from './near-miss.ts';
import { printable } from './printable.ts';
import type { Violation } from './rule.ts';

/**
 * The violation of a group of refused grants: its first witness, every state that needs it, and what to attach.
 */
export function missingViolation(group: MissingGroup, severity: Severity, consequence: string): Violation {
  const { roleCase, machine, refused } = group;
  const [first] = refused;
  const { witness, refusal } = first.outcome;
  const grants = mapped(refused, ({ grant }) => grant);
  const policy = once(() => plainPolicyOf(grants, 'required'));
  const page = pageOf(group.integration);
  return {
    subject: { need: group.need, integration: group.integration, resource: group.resourceClass },
    severity,
    confidence: refused.every(({ outcome }) => outcome.confidence === 'confirmed')
      ? 'confirmed'
      : 'potential',
    message: () => {
      const more = severity === 'info' ? '' : `${unlessOf(refused)}${nearMissHint(first, roleCase)}`;
      return `${cannotText(group)}: ${consequence}${more}`;
    },
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: roleCase.role.arn, name: roleCase.role.name },
    witness,
    because: () => becauseLines(refused),
    expected: policy,
    ...(page === undefined ? {} : { references: [page] }),
    cure: () => missingCure(roleCase, refusal, policy()),
  };
}

/** What the role cannot do, who needs it, and what refuses it. */
function cannotText({ roleCase, refused }: MissingGroup): string {
  const [{ use, grant, outcome }] = refused;
  const { witness, refusal } = outcome;
  const others = new Set(mapped(refused, (one) => one.grant.action)).size - 1;
  const also = others > 0 ? ` (and ${others} more ${others === 1 ? 'action' : 'actions'})` : '';
  return `\`${printable(roleCase.role.name)}\` cannot \`${witness.action}\` on \`${printable(witness.resource)}\`${also}, which ${whoNeeds(use, grant)} needs${becauseOf(refusal, roleCase)}`;
}

/** What would make the claim untrue, in words: only an explicit Deny stands against the policy of a resource. */
export function unlessOf(refused: readonly Pick<Refused, 'outcome'>[]): string {
  return refused.some(({ outcome }) => outcome.byResource && outcome.refusal.kind === 'implicitDeny')
    ? ', unless the policy of the resource allows it'
    : '';
}

/** What refuses it, where it is not simply the absence of an Allow. */
export function becauseOf(refusal: Refusal, roleCase: RoleCase): string {
  const place = placeOf(refusal, roleCase);
  return place === undefined ? '' : `, because ${place}`;
}

/** What refuses, where it is not simply the absence of an Allow in the role's own policies. */
function placeOf(refusal: Refusal, roleCase: RoleCase): string | undefined {
  switch (refusal.kind) {
    case 'explicitDeny':
      return `statement ${printable(String(refusal.by.sid ?? refusal.by.statement))} of \`${printable(refusal.by.policy)}\` denies it`;
    case 'implicitDeny': {
      if (refusal.layer === 0) return undefined;
      if (roleCase.role.boundary !== undefined && refusal.layer === 1)
        return `the permissions boundary \`${printable(roleCase.role.boundary.name)}\` does not allow it`;
      return 'a service control policy does not allow it';
    }
  }
}

/** Attaching what is missing, unless a Deny stands against it. */
export function missingCure(roleCase: RoleCase, refusal: Refusal, policy: PolicyJson): Cure {
  const place = placeOf(refusal, roleCase);
  const otherwise =
    place === undefined
      ? 'Grant it; attaching a policy alone does not make the finding go away, or makes another one: look for a Deny, the permissions boundary and service control policies'
      : `Change what stands against it: ${place}`;
  if (refusal.kind === 'explicitDeny') return { kind: 'tell', text: otherwise };
  return {
    kind: 'attach',
    roleArn: roleCase.role.arn,
    policy,
    text: `Attach this inline policy to \`${printable(roleCase.role.name)}\``,
    otherwise,
  };
}
