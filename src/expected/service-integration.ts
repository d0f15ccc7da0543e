import { allowed, type Call, required } from './call.ts';
import type { ExpectationGap, ExpectedGrant, Need, Pattern, Source } from './grant.ts';
import type { Integration } from './integration.ts';
import { managedRuleGrants, RULE_ACTIONS } from './managed-rule.ts';
import { valueAt } from './parameter.ts';
import { passRoleGrants, type RoleParameter } from './pass-role.ts';
import { named, type Target, type TargetsOf } from './target.ts';

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
  /** The condition that it is granted under; none where it is not said. */
  readonly under?: Readonly<Record<string, string>>;
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
  /** The templates that show `rule`; those of 2023 where it is not said. */
  readonly ruleShownBy?: Source;
  /** True where nobody has published how `.sync` learns of the end, so that it may use a managed rule of any name. */
  readonly mayUseRule?: true;
  readonly roles?: readonly RoleParameter[];
  readonly gaps?: Integration['gaps'];
}

const ALL: readonly Pattern[] = ['request-response', '.sync', '.waitForTaskToken'];

/** For what is done only to wait for a job, or to stop it. */
export const IN_SYNC: readonly Pattern[] = ['.sync'];

/** The integration of an API that is told by a table of steps. */
export function serviceIntegration({
  resource,
  patterns,
  source,
  steps,
  rule,
  ruleShownBy = 'docs-2023',
  mayUseRule,
  roles = [],
  gaps,
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
      ...(rule === undefined && mayUseRule === undefined ? [] : managedRuleGrants(call, rule, ruleShownBy)),
    ],
    gaps: (call) => [...(mayUseRule === true ? waitGaps(call) : []), ...(gaps?.(call) ?? [])],
  };
}

function waitGaps({ integration, pattern, task }: Call): readonly ExpectationGap[] {
  if (pattern !== '.sync') return [];
  const why = `how \`${integration}.sync\` learns of the end is not published`;
  return [{ kind: 'undecided', path: task.path, why }];
}

/** A condition key that carries the text of a parameter, where the definition tells the whole of it. */
export function carrying(key: string, path: string): NonNullable<Step['context']> {
  return (call) => {
    const value = valueAt(call, path);
    return value.kind === 'literal' && typeof value.value === 'string' ? { [key]: value.value } : {};
  };
}

/** The managed rule where templates or generators grant it, and the call can do without. */
export function spareRule(name: string, source: Source): readonly Step[] {
  const on = named(`arn:{partition}:events:{region}:{account}:rule/${name}`);
  return RULE_ACTIONS.map((action) => ({ action, need: 'event-rule', on, neededIn: [], source }));
}

function stepGrants(call: Call, step: Step): readonly ExpectedGrant[] {
  const { neededIn = ALL, grantedIn = neededIn.length === 0 ? ALL : neededIn } = step;
  const needed = neededIn.includes(call.pattern);
  if (!needed && !grantedIn.includes(call.pattern)) return [];
  return step.on(call).flatMap((target) => targetGrants(call, step, target, needed));
}

function targetGrants(call: Call, step: Step, target: Target, needed: boolean): readonly ExpectedGrant[] {
  const { action, need, source = 'api', under = {} } = step;
  const { exact, loose, quantifier } = target;
  const ask = { action, need, source, quantifier };
  const granted = allowed(call, { resources: loose, context: under, ...ask });
  if (!needed) return [granted];
  const context = step.context?.(call) ?? {};
  return [required(call, { resources: exact, context, ...ask }), granted];
}
