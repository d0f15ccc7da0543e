import type { DistributedMap } from '../model/definition.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Machine, regionalArn } from './call.ts';
import type { Because, Expectation, ExpectationGap, ExpectedGrant } from './grant.ts';

/**
 * A Distributed Map starts child executions of its own state machine. Reading items from S3 and writing results
 * there is not known to this version, so that S3 as a whole is allowed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function distributedMapExpectation(map: DistributedMap, machine: Machine): Expectation {
  const why: Because = {
    state: map.path,
    integration: 'distributed-map',
    pattern: 'request-response',
    source: 'docs-2023',
    confidence: 'confirmed',
  };
  const common = { context: {}, quantifier: 'all', why } as const;
  const start = {
    ...common,
    action: 'states:StartExecution',
    resources: [escapeLiteral(machine.arn)],
    need: 'create',
  } as const;
  const gaps = storageGaps(map);
  const grants: ExpectedGrant[] = [
    { ...start, bound: 'required' },
    { ...start, bound: 'allowed' },
  ];
  for (const resource of childExecutions(machine)) {
    const follow = { ...common, bound: 'allowed', resources: [resource] } as const;
    grants.push({ ...follow, action: 'states:DescribeExecution', need: 'poll' });
    grants.push({ ...follow, action: 'states:StopExecution', need: 'cancel' });
    grants.push({ ...follow, action: 'states:RedriveExecution', need: 'create' });
  }
  if (gaps.length > 0)
    grants.push({ ...common, bound: 'allowed', action: 's3:*', resources: ['*'], need: 'create' });
  return { grants, passedRoles: [], gaps };
}

/** Child executions carry the name of the machine, or the name and the label of the map run. */
function childExecutions(machine: Machine): readonly string[] {
  const name = escapeLiteral(machine.name);
  return [`${name}:*`, `${name}/*:*`].map((id) => regionalArn(machine, 'states', `execution:${id}`));
}

function storageGaps(map: DistributedMap): readonly ExpectationGap[] {
  const fields = [
    ...(map.hasItemReader ? ['ItemReader'] : []),
    ...(map.hasResultWriter ? ['ResultWriter'] : []),
  ];
  return fields.map((field) => ({
    kind: 'unsupported',
    path: map.path,
    why: `the grants of \`${field}\` are not known to this version`,
  }));
}
