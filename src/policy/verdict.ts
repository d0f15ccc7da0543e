import type { Request } from './request.ts';

/** The answer to "does the right side allow all that the left side allows?". Both definite answers are proofs. */
export type Verdict =
  | { readonly kind: 'contained' }
  | {
      readonly kind: 'exceeds';
      readonly witness: Request;
      /** The right side would allow the witness if wildcards could take the colons between the parts of an ARN. */
      readonly assumes?: 'segment-reading';
    }
  | { readonly kind: 'unknown'; readonly why: string };

/** The answer to "is there a request that both sides allow?". */
export type Overlap =
  | { readonly kind: 'overlaps'; readonly witness: Request }
  | { readonly kind: 'disjoint' }
  | { readonly kind: 'unknown'; readonly why: string };
