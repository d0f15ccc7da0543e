import { plainPolicyOf } from '../../expected/policy-of.ts';
import { parseArn } from '../../model/arn.ts';
import { becauseLines, whoNeeds } from '../because.ts';
import type { CheckedUse, GrantCheck, Missing, RoleCase } from '../evidence.ts';
import { groupBy } from '../group-by.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_AUTHORIZATION } from '../references.ts';
import { checkGrants } from '../role-access.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

/**
 * Only for what no other rule tells. A request that is refused has its finding already, whose message names the statement
 * that differs from it in case, path, region, account, partition or the spelling of a managed rule alone: a second
 * finding would say the same. What is left are names of SageMaker that are allowed in one of their two spellings.
 */
export const resourceNearMiss: Rule = {
  id: 'resource-near-miss',
  title: 'A SageMaker name is allowed in one of its spellings only',
  severity: 'medium',
  topic: 'task',
  why: 'Resources in policies have a case. SageMaker has authorized names as they are written and, at other times and for other types, in lower case, and has changed that without notice. Where it is known which spelling a type has today, a role that allows the other one is refused; elsewhere it may be one day. A request that is refused in any case, region or account is told by the rule for what it is needed for, and the message names the statement that comes close to it.',
  remedy: 'Allow the name in both spellings; the inline policy of the finding has them.',
  references: [SAGEMAKER_AUTHORIZATION],
  scrutiny: NEED,
  of: 'uses',
  *check(evidence) {
    for (const roleCase of evidence.cases)
      for (const group of nearMisses(roleCase).values()) yield violationOf(roleCase, group);
  },
};

type Spelling = 'as it is written' | 'in lower case';

/**
 * How SageMaker spells the names of these types today, as errors in the field show.
 * https://github.com/awslabs/service-workbench-on-aws/issues/1176
 * https://github.com/philschmid/cdk-samples/issues/2
 */
const SPELT: ReadonlyMap<string, Spelling> = new Map([
  ['endpoint', 'in lower case'],
  ['notebook-instance-lifecycle-config', 'as it is written'],
]);

interface NearMiss {
  readonly use: CheckedUse;
  readonly grant: GrantCheck['grant'];
  readonly type: string;
  /** The resource that the role allows. */
  readonly allowed: string;
  readonly refused: Missing;
}

/** One group for each state machine, integration and type of resource. */
function nearMisses(roleCase: RoleCase): ReadonlyMap<string, readonly [NearMiss, ...NearMiss[]]> {
  const found: NearMiss[] = [];
  for (const use of roleCase.uses) {
    for (const check of use.checks) {
      const near = nearMissOf(check, use, roleCase);
      if (near !== undefined) found.push(near);
    }
  }
  return groupBy(found, ({ use, grant, type }) => [use.machine.arn, grant.why.integration, type]);
}

function nearMissOf(
  { grant, outcome }: GrantCheck,
  use: CheckedUse,
  roleCase: RoleCase,
): NearMiss | undefined {
  if (outcome.kind !== 'covered' || grant.need === 'documented' || grant.resources.length < 2)
    return undefined;
  const [written] = grant.resources;
  const lowerCased = written.toLowerCase();
  if (lowerCased === written || !grant.resources.includes(lowerCased)) return undefined;
  const arn = parseArn(written);
  if (arn?.service !== 'sagemaker') return undefined;
  const [first, second] = [written, lowerCased].map((resource) => {
    const [check] = checkGrants([{ ...grant, resources: [resource] }], roleCase, use.machine);
    return check?.outcome;
  });
  const type = arn.resource.split('/', 1).join('');
  const common = { use, grant, type };
  if (first?.kind === 'covered' && second?.kind === 'missing')
    return SPELT.get(type) === 'as it is written'
      ? undefined
      : { allowed: written, refused: second, ...common };
  if (first?.kind === 'missing' && second?.kind === 'covered')
    return SPELT.get(type) === 'in lower case'
      ? undefined
      : { allowed: lowerCased, refused: first, ...common };
  return undefined;
}

function violationOf(roleCase: RoleCase, group: readonly [NearMiss, ...NearMiss[]]): Violation {
  const [{ use, grant, type, allowed, refused }] = group;
  const { machine } = use;
  const { role } = roleCase;
  const known = SPELT.get(type);
  const policy = plainPolicyOf(
    group.map((one) => one.grant),
    'required',
  );
  const consequence =
    known === undefined
      ? 'SageMaker has authorized names in either spelling'
      : `SageMaker authorizes the name of this type ${known}`;
  return {
    subject: { integration: grant.why.integration, type },
    severity: known === undefined ? 'info' : 'medium',
    confidence: 'potential',
    message: `\`${printable(role.name)}\` allows \`${grant.action}\` on \`${printable(allowed)}\` and not on \`${printable(refused.witness.resource)}\`, which ${whoNeeds(use, grant)} may need: they differ in case alone, and ${consequence}`,
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: role.arn, name: role.name },
    witness: refused.witness,
    because: becauseLines(group),
    expected: policy,
    cure: {
      kind: 'attach',
      roleArn: role.arn,
      policy,
      text: `Attach this inline policy to \`${printable(role.name)}\``,
      otherwise: 'Allow the name in both spellings',
    },
  };
}
