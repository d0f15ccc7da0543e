import type { PolicyDocument } from './document.ts';

/** Layer 0 holds the identity policies; then come the boundary and the levels of service control policies. */
export interface Access {
  /** A request is allowed where every layer has an Allow for it and no layer a Deny. */
  readonly layers: readonly (readonly PolicyDocument[])[];
}

/**
 * What a principal may do: its identity policies, within its boundary, within each level of service control
 * policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function identityAccess(
  policies: readonly PolicyDocument[],
  boundary?: PolicyDocument,
  scps: readonly (readonly PolicyDocument[])[] = [],
): Access {
  return { layers: [policies, ...(boundary === undefined ? [] : [[boundary]]), ...scps] };
}
