import type { Request } from '../policy/request.ts';
import type { Cure } from './cure.ts';
import type { Evidence } from './evidence.ts';
import type { BecauseLine, Confidence, PolicyJson, Severity, StatementRef } from './finding.ts';
import type { Scrutiny } from './scrutiny.ts';
import type { Topic } from './topics.ts';

/**
 * What only a finding tells may be a function: the trial of a remedy makes many violations that become none. It is no getter,
 * because V8 keeps a hidden class for each object with getters, and what they hold, until all of the heap is looked through.
 */
export type Lazy<Value> = Value | (() => Value);

/** The value, made if it has to be. */
export function told<Value extends object | string | undefined>(lazy: Lazy<Value>): Value {
  return typeof lazy === 'function' ? lazy() : lazy;
}

/** What a rule has to say about one subject. The judge gives it an identity, a status and a verified remedy. */
export interface Violation {
  /** The semantic unit within the resource; with rule and resource it names the finding for ever. */
  readonly subject: unknown;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: Lazy<string>;
  /** Region, or `global`. */
  readonly region: string;
  readonly resource: { readonly arn: string; readonly type: string };
  readonly role: { readonly arn: string; readonly name: string };
  /** The role is one of several that the finding is about: another example is the same finding. */
  readonly isExample?: boolean;
  readonly witness?: Request;
  readonly because: Lazy<readonly BecauseLine[]>;
  readonly expected?: Lazy<PolicyJson>;
  readonly statement?: StatementRef;
  /** Pages about this very violation, beside those of the rule. */
  readonly references?: Lazy<readonly string[]>;
  readonly cure: Lazy<Cure>;
}

/** One thing worth saying. A rule is a generator: it cannot await, so it cannot reach out. */
export interface Rule {
  /** Stable for ever: suppressions and ticket systems are keyed by it. */
  readonly id: string;
  readonly title: string;
  /** The worst severity that the rule gives. */
  readonly severity: Severity;
  /** A witness of `excess` is a request that the role allows; of most others it is one that the role refuses. */
  readonly topic: Topic;
  readonly why: string;
  readonly remedy: string;
  readonly references: readonly string[];
  /** What a run has to have read before it can call a finding of this rule over. */
  readonly scrutiny: Scrutiny;
  /** It looks at roles alone that have some of these, and passes over all others; `refusals`: by what uses them, or executes with them. */
  readonly of?: 'uses' | 'executions' | 'refusals';
  /** What the policies of a role say is nothing to it, and no policy is its cure: what is tried on them cannot change its findings. */
  readonly ignoresPolicies?: true;
  readonly check: (evidence: Evidence) => Iterable<Violation>;
}
