import type { PolicyJson, StatementRef } from './finding.ts';

/**
 * What would make a violation go away. `attach` and `replace` are tried on a copy of the role and audited again
 * before anybody is told; `tell` is advice that no policy document expresses.
 */
export type Cure =
  | {
      readonly kind: 'attach';
      readonly roleArn: string;
      /** The role whose case holds the finding, where it is another one. */
      readonly foundAt?: string;
      readonly policy: PolicyJson;
      readonly text: string;
      readonly otherwise: string;
    }
  | {
      readonly kind: 'replace';
      readonly roleArn: string;
      /** Without an index the whole policy is replaced. */
      readonly statement: Pick<StatementRef, 'policy'> & { readonly index?: number };
      /** Absent where nothing of it is needed. */
      readonly policy?: PolicyJson;
      readonly text: string;
      readonly otherwise: string;
    }
  | { readonly kind: 'tell'; readonly text: string };
