import { integrationOf } from '../../expected/find-integration.ts';
import type { ExpectedGrant } from '../../expected/grant.ts';
import { plainPolicyOf } from '../../expected/policy-of.ts';
import { becauseLines, whoNeeds } from '../because.ts';
import type { CheckedUse, RoleCase } from '../evidence.ts';
import { groupBy } from '../group-by.ts';
import { type LiteralScope, literalScopeOf } from '../literal-scope.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_TEMPLATES } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

/**
 * Only for the jobs of SageMaker, whose names are used once: a list of names can be a guard rail for whatever is there
 * already, but not for what each run makes anew. A wildcard in the scope is a guard rail as well, and the reverse, a
 * scope wider than a name that the definition spells out, is told by `permission-excess`.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
export const scopeMismatch: Rule = {
  id: 'scope-mismatch',
  title: 'The run names the job, and the role allows a job of one name',
  severity: 'medium',
  topic: 'task',
  why: 'The documented templates have a form for names that the definition spells out and one for names that only a run knows. With a role of the first form and a definition of the second, every job whose name is not the one in the policy is refused, and the name of a job can be used only once.',
  remedy:
    'Allow the jobs of the type, or let the names begin alike in the definition and allow the beginning with a `*`.',
  references: [SAGEMAKER_TEMPLATES],
  scrutiny: NEED,
  of: 'uses',
  *check(evidence) {
    for (const roleCase of evidence.cases) {
      for (const group of mismatches(roleCase).values()) yield violationOf(roleCase, group);
    }
  },
};

interface Mismatch {
  readonly use: CheckedUse;
  readonly grant: ExpectedGrant;
  readonly scope: LiteralScope;
}

/** One group for each state machine and integration. */
function mismatches(roleCase: RoleCase): ReadonlyMap<string, readonly [Mismatch, ...Mismatch[]]> {
  const found: Mismatch[] = [];
  for (const use of roleCase.uses) {
    for (const { grant, outcome } of use.checks) {
      if (outcome.kind !== 'covered' || grant.quantifier !== 'some' || !namesJob(grant)) continue;
      const scope = literalScopeOf(grant, roleCase, use.machine);
      if (scope !== undefined) found.push({ use, grant, scope });
    }
  }
  return groupBy(found, ({ use, grant }) => [use.machine.arn, grant.why.integration]);
}

/** The job that the task makes, not the role that it passes. */
function namesJob({ need, why }: ExpectedGrant): boolean {
  return need !== 'pass-role' && integrationOf(why.integration)?.job !== undefined;
}

function violationOf(roleCase: RoleCase, group: readonly [Mismatch, ...Mismatch[]]): Violation {
  const [{ use, grant, scope }] = group;
  const { machine } = use;
  const { role } = roleCase;
  const [name, ...others] = scope.names;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const policy = plainPolicyOf(
    group.map((one) => one.grant),
    'required',
  );
  return {
    subject: { integration: grant.why.integration },
    severity: 'medium',
    confidence: 'potential',
    message: `\`${printable(role.name)}\` allows \`${grant.action}\` on nothing but \`${printable(name)}\`${more}, and only a run knows the name that ${whoNeeds(use, grant)} gives: any other, such as \`${printable(scope.other.resource)}\`, is refused`,
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: role.arn, name: role.name },
    witness: scope.other,
    because: becauseLines(group),
    expected: policy,
    cure: {
      kind: 'attach',
      roleArn: role.arn,
      policy,
      text: `Attach this inline policy to \`${printable(role.name)}\`, or let the names begin alike and allow that beginning`,
      otherwise: 'Allow the names that the run gives; let them begin alike, and allow that beginning',
    },
  };
}
