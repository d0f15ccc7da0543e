import type { PolicyDocument } from './document.ts';

/**
 * Layer 0 holds the identity policies; then come the boundary, the levels of service control policies and those of
 * resource control policies.
 */
export interface Access {
  /** A request is allowed where every layer has an Allow for it and no layer a Deny. */
  readonly layers: readonly (readonly PolicyDocument[])[];
}

/**
 * What a principal may do: its identity policies, within its boundary, within each level of service control policies
 * and of resource control policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * AWS enforces resource control policies for some services only, on the resources of the organization's members: the
 * caller hands over those that apply, level by level with the RCPFullAWSAccess that no level is without.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function identityAccess(
  policies: readonly PolicyDocument[],
  boundary?: PolicyDocument,
  scps: readonly (readonly PolicyDocument[])[] = [],
  rcps: readonly (readonly PolicyDocument[])[] = [],
): Access {
  return { layers: [policies, ...(boundary === undefined ? [] : [[boundary]]), ...scps, ...rcps] };
}
