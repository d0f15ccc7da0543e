import type { ExpectedGrant } from '../expected/grant.ts';
import { plainPolicyOf } from '../expected/policy-of.ts';
import type { Asker, RoleCase } from './evidence.ts';
import { executionLines, namersOf, pathOf } from './execution.ts';
import type { QuestionGroup, Refused, RefusedGroup } from './execution-missing.ts';
import { becauseOf, missingCure, unlessOf } from './missing-violation.ts';
import { printable } from './printable.ts';
import { recurring } from './recurring.ts';
import type { Violation } from './rule.ts';

/** What a rule says about a group beyond the request itself. */
interface Words {
  readonly consequence: (grant: ExpectedGrant) => string;
  /** More about the likeliest refusal; empty where there is no more. */
  readonly hint?: (refused: Refused, roleCase: RoleCase) => string;
  /** Where less than a failure is at stake. */
  readonly isMild?: boolean;
}

/** The violation of a group: its likeliest refusal in words, everything that needs it, and what to attach to the role. */
export function executionViolation(
  group: RefusedGroup,
  { consequence, hint, isMild = false }: Words,
): Violation {
  const { roleCase, questions, refused } = group;
  const [first] = refused;
  const { asker, outcome, likelihood } = first;
  const { witness, refusal } = outcome;
  const grants = refused.map(({ question }) => recurring(question.askers[0]));
  const policy = plainPolicyOf(grants, 'required');
  const others = new Set(grants.map(({ action }) => action)).size - 1;
  const also = others > 0 ? ` (and ${others} more ${others === 1 ? 'action' : 'actions'})` : '';
  const request = `\`${witness.action}\` on \`${printable(witness.resource)}\`${also}`;
  const note = likelihood.note === undefined ? '' : `; ${likelihood.note}`;
  const ending = `${becauseOf(refusal, roleCase)}: ${consequence(asker.grant)}${unlessOf([first])}${note}`;
  return {
    ...placeOf(group),
    subject: { resource: group.resourceClass },
    severity: isMild && likelihood.severity === 'high' ? 'medium' : likelihood.severity,
    confidence: outcome.confidence,
    message: `${needOf(group, `cannot ${request}`, asker)}${ending}${hint?.(first, roleCase) ?? ''}`,
    witness,
    because: executionLines(questions.flatMap(({ askers }) => askers)),
    expected: policy,
    cure: missingCure(roleCase, refusal, policy),
  };
}

/** Where a finding about a group belongs: to the role, or to the state machine whose tasks lead to it. */
export function placeOf({
  roleCase: { role },
  machine,
  region,
}: QuestionGroup): Pick<Violation, 'region' | 'resource' | 'role'> {
  return {
    region,
    resource:
      machine === undefined
        ? { arn: role.arn, type: 'AWS::IAM::Role' }
        : { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: role.arn, name: role.name },
  };
}

/** The whole way: who hands the role over, what it does (`cannot …`), and the field that asks for it. */
export function needOf(
  { roleCase, questions }: QuestionGroup,
  does: string,
  { execution, grant }: Asker,
): string {
  const role = `\`${printable(roleCase.role.name)}\``;
  const field = `\`${printable(grant.why.field ?? execution.use.field)}\``;
  const { origin } = execution;
  if (origin.kind === 'resource') {
    const more = namersOf(questions).size - 1;
    const others = more > 0 ? ` and ${more} more ${more === 1 ? 'resource' : 'resources'}` : '';
    const verb = more > 0 ? 'need' : 'needs';
    return `${role} ${does}, which ${field} of ${pathOf(execution)}${others} ${verb}`;
  }
  const state = `\`${printable(origin.state)}\` of \`${printable(origin.use.machine.name)}\``;
  const way =
    origin.model === undefined
      ? `passes ${role} to SageMaker, which`
      : `starts a transform job with model \`${printable(origin.model.name)}\`, whose role ${role}`;
  return `${state} ${way} ${does}, which ${field} needs`;
}
