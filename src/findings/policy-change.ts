import type { Request } from '../policy/request.ts';
import type { Baseline, ReadPolicy } from './baselines.ts';
import type { Severity } from './finding.ts';

/** What a policy is measured by. */
export interface Measure extends Baseline {
  /** `recorded`: an earlier run saw it; `dated`: it comes with the documented templates. */
  readonly source: 'recorded' | 'dated';
}

/** An AWS managed policy whose version or document is another one than that of its baseline. */
export type PolicyChange =
  | { readonly kind: 'republished'; readonly policy: ReadPolicy; readonly measure: Measure }
  | {
      readonly kind: 'moved';
      readonly policy: ReadPolicy;
      readonly measure: Measure;
      readonly gained: Gains;
      readonly lost: Gains;
    };

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
