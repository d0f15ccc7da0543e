import { parseArn } from '../model/arn.ts';
import type { Task } from '../model/definition.ts';
import type { ParameterValue } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Because, Delegation, Expectation, ExpectedGrant } from './grant.ts';

/**
 * A task with `Credentials` is called with another role, which the state machine's own role has to assume. What the
 * task asks for, in the account of that role, is then asked of it; to the own role it is still allowed, since CDK
 * leaves it there. Step Functions polls such tasks and uses no events.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
export function withOtherCredentials(
  task: Task,
  value: ParameterValue,
  expectationIn: (accountId?: string) => Expectation,
): Expectation {
  const roleArn = literalRole(value);
  const own = expectationIn();
  const why: Because = {
    state: task.path,
    integration: 'credentials',
    pattern: 'request-response',
    source: 'docs-2023',
    confidence: 'confirmed',
  };
  // INVARIANT: what is required of a role is allowed for it too, so that nothing is lost here.
  const left = withoutEvents(own).filter(({ bound }) => bound === 'allowed');
  const grants = [...left, ...assumeRole(task, value, roleArn, why)];
  if (roleArn === undefined) {
    const path = `${task.path}.Credentials`;
    const gap = { kind: 'undecided', path, why: 'only a run knows the role that the task assumes' } as const;
    return { ...own, grants, passedRoles: [], delegations: [], roleUses: [], gaps: [...own.gaps, gap] };
  }
  const theirs = expectationIn(parseArn(roleArn)?.accountId);
  const delegation: Delegation = { roleArn, grants: withoutEvents(theirs), why };
  return { ...theirs, grants, delegations: [delegation] };
}

function withoutEvents({ grants }: Expectation): readonly ExpectedGrant[] {
  return grants.filter(({ need }) => need !== 'event-rule');
}

/** The ARN of a role, where the definition tells it in full. */
function literalRole(value: ParameterValue): string | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return undefined;
  const arn = parseArn(value.value);
  return arn?.service === 'iam' && arn.resource.startsWith('role/') ? value.value : undefined;
}

/** A role that only a run knows may be of any account; the template grants `*` for it. */
function assumeRole(
  task: Task,
  value: ParameterValue,
  roleArn: string | undefined,
  why: Because,
): readonly ExpectedGrant[] {
  const known = roleArn ?? (value.kind === 'prefix' ? value.prefix : undefined);
  const partition = parseArn(task.resource)?.partition ?? '*';
  const pattern =
    known === undefined
      ? `arn:${escapeLiteral(partition)}:iam::*:role/*`
      : `${escapeLiteral(known)}${roleArn === undefined ? '*' : ''}`;
  const ask = { action: 'sts:AssumeRole', context: {}, need: 'assume-role', why } as const;
  return [
    {
      ...ask,
      resources: [pattern],
      bound: 'required',
      quantifier: known === undefined ? 'some' : 'all',
    },
    {
      ...ask,
      resources: known === undefined ? [pattern, '*'] : [pattern],
      bound: 'allowed',
      quantifier: 'all',
    },
  ];
}
