import type { DistributedMap } from '../model/definition.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Asker, allowed, type Machine, regionalArn, requiredExactly } from './call.ts';
import type { Expectation, ExpectedGrant } from './grant.ts';
import { itemReaderExpectation, resultWriterExpectation } from './map-storage.ts';

/**
 * A Distributed Map starts child executions of its own state machine, and reads and writes in S3. It does not run
 * in an Express workflow, so that there nothing is required.
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function distributedMapExpectation(map: DistributedMap, machine: Machine): Expectation {
  const asker: Asker = { task: map, integration: 'distributed-map', pattern: 'request-response' };
  const { itemReader, resultWriter } = map;
  const parts: readonly Pick<Expectation, 'grants' | 'gaps'>[] = [
    { grants: childExecutionGrants(asker, machine), gaps: [] },
    ...(itemReader === undefined ? [] : [itemReaderExpectation(asker, itemReader, machine)]),
    ...(resultWriter === undefined ? [] : [resultWriterExpectation(asker, resultWriter, machine)]),
  ];
  const grants = parts.flatMap((part) => part.grants);
  const gaps = parts.flatMap((part) => part.gaps);
  if (machine.type !== 'EXPRESS' && !map.inExpressMap)
    return { grants, passedRoles: [], delegations: [], roleUses: [], objections: [], gaps };
  const why = 'a Distributed Map does not run in an Express workflow';
  return {
    // INVARIANT: what is required of a role is allowed for it too.
    grants: grants.filter(({ bound }) => bound === 'allowed'),
    passedRoles: [],
    delegations: [],
    roleUses: [],
    objections: [],
    gaps: [{ kind: 'unsupported', path: map.path, why }, ...gaps],
  };
}

/**
 * Only the start is known to fail the state. The documentation and CDK also follow, stop and redrive the children,
 * whose ARNs carry the name of the machine, or the name and the label of the map. Any label will do: an execution
 * that is redriven keeps the definition that it was started with.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html
 */
function childExecutionGrants(asker: Asker, machine: Machine): readonly ExpectedGrant[] {
  const name = escapeLiteral(machine.name);
  const children = [`${name}:*`, `${name}/*:*`].map((id) =>
    regionalArn(machine, 'states', `execution:${id}`),
  );
  const common = { quantifier: 'all', source: 'docs-2023' } as const;
  return [
    ...requiredExactly(asker, {
      ...common,
      action: 'states:StartExecution',
      resources: [escapeLiteral(machine.arn)],
      need: 'create',
    }),
    ...children.flatMap((child) => {
      const follow = { ...common, resources: [child] } as const;
      return [
        allowed(asker, { ...follow, action: 'states:DescribeExecution', need: 'poll' }),
        allowed(asker, { ...follow, action: 'states:StopExecution', need: 'cancel' }),
        allowed(asker, { ...follow, action: 'states:RedriveExecution', need: 'create' }),
      ];
    }),
  ];
}
