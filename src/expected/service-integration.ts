import { allowed, type Call, required } from './call.ts';
import type { ExpectedGrant, Need, Pattern, Source } from './grant.ts';
import type { Integration } from './integration.ts';
import { managedRuleGrants } from './managed-rule.ts';
import { passRoleGrants, type RoleParameter } from './pass-role.ts';
import type { Target, TargetsOf } from './target.ts';

/** One action that Step Functions performs for a call, and the resources that it meets. */
export interface Step {
  readonly action: string;
  readonly need: Need;
  readonly on: TargetsOf;
  /** The patterns in which the call cannot do without; all of them where it is not said, `[]` where none is known. */
  readonly neededIn?: readonly Pattern[];
  /** The patterns in which documentation or a generator grants it; where it is not said, those of `neededIn`. */
  readonly grantedIn?: readonly Pattern[];
  /** The keys that the request is known to carry. */
  readonly context?: (call: Call) => Readonly<Record<string, string>>;
  /** Who says so; the API itself where it is not said. */
  readonly source?: Source;
}

/** What is to be known of an API so that its calls have expectations. */
export interface ServiceFacts {
  readonly resource: string;
  readonly patterns: Integration['patterns'];
  readonly source: string;
  readonly steps: readonly Step[];
  /** The managed EventBridge rule of `.sync`; absent where Step Functions polls. */
  readonly rule?: string;
  readonly roles?: readonly RoleParameter[];
}

const ALL: readonly Pattern[] = ['request-response', '.sync', '.waitForTaskToken'];

/** The integration of an API that is told by a table of steps. */
export function serviceIntegration({
  resource,
  patterns,
  source,
  steps,
  rule,
  roles = [],
}: ServiceFacts): Integration {
  return {
    resource,
    generatedByStepFunctions: true,
    patterns,
    source,
    roles,
    grants: (call) => [
      ...steps.flatMap((step) => stepGrants(call, step)),
      ...passRoleGrants(call, roles),
      ...(rule === undefined ? [] : managedRuleGrants(call, rule, 'docs-2023')),
    ],
  };
}

function stepGrants(call: Call, step: Step): readonly ExpectedGrant[] {
  const { neededIn = ALL, grantedIn = neededIn.length === 0 ? ALL : neededIn } = step;
  const needed = neededIn.includes(call.pattern);
  if (!needed && !grantedIn.includes(call.pattern)) return [];
  return step.on(call).flatMap((target) => targetGrants(call, step, target, needed));
}

function targetGrants(call: Call, step: Step, target: Target, needed: boolean): readonly ExpectedGrant[] {
  const { action, need, source = 'api' } = step;
  const { exact, loose, quantifier } = target;
  const ask = { action, need, source, quantifier };
  const granted = allowed(call, { ...ask, resources: loose });
  if (!needed) return [granted];
  const context = step.context?.(call) ?? {};
  return [required(call, { ...ask, resources: exact, context }), granted];
}
