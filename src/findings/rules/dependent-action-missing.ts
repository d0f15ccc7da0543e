import type { Need } from '../../expected/grant.ts';
import { DEPENDENTS_DATE, type Occasion } from '../../policy/dependent-actions.ts';
import { parsePolicy } from '../../policy/document.ts';
import type { Request } from '../../policy/request.ts';
import { callsByUnknownCode } from '../callers.ts';
import { listed } from '../customer-statements.ts';
import type { Account, Execution, RoleCase } from '../evidence.ts';
import { pathOf, subjectOf } from '../execution.ts';
import type { BecauseLine, Confidence, Severity } from '../finding.ts';
import { type MissingDependents, missingDependents } from '../missing-dependents.ts';
import { printable } from '../printable.ts';
import { PASS_ROLE, SAGEMAKER_PERMISSIONS, SERVICE_AUTHORIZATION } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { requestAbout } from '../sample-request.ts';
import { ROLE } from '../scrutiny.ts';

export const dependentActionMissing: Rule = {
  id: 'dependent-action-missing',
  title: 'The role may make a call, and not what the call depends on',
  severity: 'medium',
  topic: 'execution',
  why: 'Some calls ask for other actions beside their own: `iam:PassRole` for the role of a job, `sagemaker:AddTags` for its tags. A notebook or a pipeline whose role allows the one without the other is refused when it makes the call.',
  remedy:
    'Allow the action too, on what the calls need: the roles to pass, with `iam:PassedToService`, or the resources to tag.',
  references: [SAGEMAKER_PERMISSIONS, PASS_ROLE, SERVICE_AUTHORIZATION],
  scrutiny: ROLE,
  of: 'executions',
  *check({ cases, account }) {
    for (const roleCase of cases) {
      const [caller] = callsByUnknownCode(roleCase);
      if (caller === undefined) continue;
      for (const missing of missingDependents(roleCase, account))
        yield violationOf(roleCase, missing, caller, account);
    }
  },
};

const WEIGHT: Readonly<Record<Occasion, { readonly severity: Severity; readonly confidence: Confidence }>> = {
  always: { severity: 'medium', confidence: 'confirmed' },
  role: { severity: 'medium', confidence: 'potential' },
  option: { severity: 'low', confidence: 'potential' },
  first: { severity: 'low', confidence: 'potential' },
  tags: { severity: 'info', confidence: 'potential' },
};

const WHEN: Readonly<Record<Occasion, string>> = {
  always: 'every such call needs it',
  role: 'a call that names a role needs it',
  option: 'a call that uses resources of these services needs them',
  first: 'the first call in an account needs it',
  tags: 'a call that sets tags needs it',
};

function violationOf(
  roleCase: RoleCase,
  { actions, occasion, of }: MissingDependents,
  caller: Execution,
  account: Account,
): Violation {
  const { role } = roleCase;
  const name = `\`${printable(role.name)}\``;
  const [action] = actions;
  const witness = witnessOf(action, roleCase, account);
  return {
    subject: { dependent: occasion === 'option' ? occasion : action },
    ...WEIGHT[occasion],
    message: `${name}, which ${pathOf(caller)} calls with, may ${listed(of)} and cannot ${listed(actions)} on anything: ${WHEN[occasion]}, by the authorization tables of ${DEPENDENTS_DATE}`,
    region: 'global',
    resource: { arn: role.arn, type: 'AWS::IAM::Role' },
    role: { arn: role.arn, name: role.name },
    witness,
    because: [becauseOf(caller, action)],
    cure: { kind: 'tell', text: adviceOf(actions, name) },
  };
}

/** PassRole of the role itself, which notebooks and pipelines pass on more than any other. */
function witnessOf(action: string, { role }: RoleCase, account: Account): Request {
  if (action === 'iam:PassRole')
    return {
      action,
      resource: role.arn,
      context: { 'iam:PassedToService': ['sagemaker.amazonaws.com'] },
    };
  const [statement] = parsePolicy({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: action, Resource: '*' },
  }).statements;
  const sample = statement === undefined ? undefined : requestAbout(statement, account);
  return sample ?? { action, resource: '*', context: {} };
}

const NEEDS: ReadonlyMap<string, Need> = new Map([
  ['iam:PassRole', 'pass-role'],
  ['sagemaker:AddTags', 'tag'],
]);

function becauseOf(caller: Execution, action: string): BecauseLine {
  const { arn, type } = subjectOf(caller);
  return {
    resource: arn,
    state: '$',
    field: caller.use.field,
    integration: `sagemaker:create${type.slice(type.lastIndexOf(':') + 1)}`,
    source: 'api',
    need: NEEDS.get(action) ?? 'create',
  };
}

function adviceOf(actions: MissingDependents['actions'], name: string): string {
  return actions[0] === 'iam:PassRole'
    ? `Allow ${name} \`iam:PassRole\` on the roles that it is to pass, with \`iam:PassedToService\``
    : `Allow ${name} ${listed(actions)} on what its calls are to reach, or take the calls away`;
}
