import type { Need, Source } from '../expected/grant.ts';
import type { Request } from '../policy/request.ts';

/** From worst to mildest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type Status = 'new' | 'active' | 'changed' | 'reopened' | 'resolved' | 'suppressed';

/** `confirmed`: it holds in every run. `potential`: it depends on what a run is given, or on coverage that is named. */
export type Confidence = 'confirmed' | 'potential';

/** One reason for a finding: the state that needs it, or the SageMaker resource, or the model that a state names. */
export interface BecauseLine {
  /** Absent where a resource of its own is the reason. */
  readonly stateMachine?: string;
  /** ARN of the SageMaker resource that names the role. */
  readonly resource?: string;
  /** JSON path of the state in the definition, or the field of the state machine beside it; `$` of a resource. */
  readonly state: string;
  /** The field of the request that asks for it. */
  readonly field?: string;
  readonly integration: string;
  /** Of a state. */
  readonly pattern?: string;
  readonly source: Source;
  readonly need: Need;
}

/** The statement of a role's policy that a finding speaks of; `index` counts from 0. */
export interface StatementRef {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
}

/** An IAM policy document, ready to be written as JSON. */
export interface PolicyJson {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
}

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Remedy {
  readonly text: string;
  /** The exact inline policy to attach, or the replacement of the statement. */
  readonly policy?: PolicyJson;
}

/** Why a finding is over. Absence from a list is no reason: see `observation.ts`. */
export type ResolveReason = 'fixed' | 'resource-deleted' | 'rule-retired' | 'scope-retired';

/** Who has decided not to be told of a finding, why, and until when. */
export interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  /** ISO 8601: a day, or a time. */
  readonly expires: string;
}

/** A call that changed something, and who made it, as CloudTrail tells. */
export interface ChangedBy {
  /** The caller: an ARN where there is one, else the name of a service or a user. */
  readonly by: string;
  /** The name of the call: `PutRolePolicy`. */
  readonly event: string;
  /** ISO 8601: when it was made. */
  readonly at: string;
  /** The `eventID` of CloudTrail. */
  readonly eventId: string;
}

/** A claim about the account, with the request that proves it. The shape is the contract of the JSON report. */
export interface Finding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly confidence: Confidence;
  readonly title: string;
  readonly message: string;
  readonly region: string;
  readonly resource: { readonly arn: string; readonly type: string };
  readonly role: { readonly arn: string; readonly name: string };
  readonly expected?: { readonly policy: PolicyJson };
  readonly witness?: Request;
  readonly because: readonly BecauseLine[];
  readonly statement?: StatementRef;
  readonly remedy: Remedy;
  /** Of what matters of its content: where it changes, the finding has changed. */
  readonly contentDigest: string;
  /** The change after which it was found with this content, where one is known; no part of the content. */
  readonly change?: ChangedBy;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly references: readonly string[];
  /** Of a suppressed finding. */
  readonly suppression?: Acceptance;
  /** Of a resolved finding. */
  readonly resolvedReason?: ResolveReason;
}

/** True where `severity` is at least as bad as `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** True where somebody has to see to it: it is neither over nor suppressed. */
export function isOpen({ status }: Pick<Finding, 'status'>): boolean {
  return status !== 'resolved' && status !== 'suppressed';
}
