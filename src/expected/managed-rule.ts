import { type Ask, allowed, type Call, regionalArn, requiredExactly } from './call.ts';
import type { ExpectedGrant, Source } from './grant.ts';

/** The beginning that all managed rules of Step Functions have in common. */
export const ANY_MANAGED_RULE = 'StepFunctionsGetEvent*';
export const RULE_ACTIONS: readonly string[] = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/**
 * The EventBridge rule by which `.sync` learns that a job has ended. Without the permission the state machine itself
 * cannot be created or updated. Its name is an exact text; where nobody has published it, any may be allowed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-sync
 */
export function managedRuleGrants(
  call: Call,
  rule: string | undefined,
  source: Source,
): readonly ExpectedGrant[] {
  if (call.pattern !== '.sync') return [];
  return RULE_ACTIONS.flatMap((action) => {
    const ask: Ask = {
      action,
      resources: [regionalArn(call.machine, 'events', `rule/${rule ?? ANY_MANAGED_RULE}`)],
      quantifier: 'all',
      need: 'event-rule',
      source,
    };
    return rule === undefined
      ? [allowed(call, { ...ask, confidence: 'potential' })]
      : requiredExactly(call, ask);
  });
}
