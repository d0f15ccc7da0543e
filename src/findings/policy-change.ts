import type { Request } from '../policy/request.ts';
import type { Baseline, ReadPolicy } from './baselines.ts';
import type { Severity } from './finding.ts';

/** What a policy is measured by. */
export interface Measure extends Baseline {
  /** `recorded`: an earlier run saw it; `dated`: it comes with the documented templates. */
  readonly source: 'recorded' | 'dated';
}

/** An AWS managed policy whose version or document is another one than that of its baseline. */
export type PolicyChange = Changed &
  (
    | { readonly kind: 'republished' }
    | { readonly kind: 'moved'; readonly gained: Gains; readonly lost: Gains }
  );

interface Changed {
  readonly policy: ReadPolicy;
  readonly measure: Measure;
  /** The names of the roles that it is attached to, of those that are audited. */
  readonly attachedTo: readonly string[];
}

/** What one document allows and another one does not. */
export type Gains =
  | { readonly kind: 'none' }
  | SomeGains
  | { readonly kind: 'unknown'; readonly why: string };

export interface SomeGains {
  readonly kind: 'some';
  /** The worst of it: allowed by the one, refused by the other. */
  readonly witness: Request;
  /**
   * `high` for permissions on permissions and for writing to storage or keys; `low` where AWS lists no such resource
   * for the action.
   */
  readonly severity: Extract<Severity, 'high' | 'medium' | 'low'>;
  /** The action patterns that allow more, beside those that the witness meets. */
  readonly others: readonly string[];
}
