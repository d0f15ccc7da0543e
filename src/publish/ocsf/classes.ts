import type { Finding } from '../../findings/finding.ts';

/** A class of events of OCSF 1.6.0. */
export interface OcsfClass {
  readonly uid: 2003 | 2008;
  readonly name: string;
}

/** What is missing, fails, or makes no sense. */
export const COMPLIANCE: OcsfClass = { uid: 2003, name: 'Compliance Finding' };
/** What is too much. */
const IAM_ANALYSIS: OcsfClass = { uid: 2008, name: 'IAM Analysis Finding' };

/** Whom an analysis looks at: what an identity may do, or who may use a resource. */
export type Analysis = 'permissions' | 'access';

/** The rules that find too much; every other one finds what is missing or fails. */
export const EXCESS_RULES: ReadonlyMap<string, Analysis> = new Map([
  ['execution-role-too-broad', 'permissions'],
  ['execution-role-unused', 'permissions'],
  ['network-permission-unneeded', 'permissions'],
  ['pass-role-too-wide', 'permissions'],
  ['permission-excess', 'permissions'],
  ['resource-policy-present', 'access'],
  ['search-bypasses-deny', 'permissions'],
  ['trust-too-wide', 'access'],
]);

/** The one class that a finding belongs to. */
export function classOf({ ruleId }: Pick<Finding, 'ruleId'>): OcsfClass {
  return EXCESS_RULES.has(ruleId) ? IAM_ANALYSIS : COMPLIANCE;
}
