/**
 * What a report can show beside its findings: who runs with which role, what that role hands on, and what its policies say.
 * Only made where it is asked for (`AuditOptions.picture`), as it repeats a good part of the account.
 */
export interface Picture {
  /** The roles that something uses, or that trust Step Functions or SageMaker; by ARN. */
  readonly roles: readonly PicturedRole[];
  /** By `from`, `to` and `kind`. */
  readonly links: readonly PictureLink[];
}

export interface PicturedRole {
  readonly arn: string;
  readonly name: string;
  /** In the order in which IAM lists them. */
  readonly policies: readonly PicturedPolicy[];
  readonly boundary?: PicturedPolicy;
  /** What its uses provably ask for, all together; empty where nothing is known to use it. */
  readonly expected: readonly PicturedStatement[];
}

export interface PicturedPolicy {
  readonly name: string;
  readonly origin: 'inline' | 'customer-managed' | 'aws-managed' | 'boundary';
  /** Absent where the document was not read or makes no sense. */
  readonly statements?: readonly PicturedStatement[];
}

/** A statement of IAM, every element a list; values that look like a secret are redacted. */
export interface PicturedStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * `runs-as`: a state machine and its role. `passes`: a role and a role that one of its definitions hands to a service.
 * `assumes`: a role and the role that a task names in `Credentials`. `executes-with`: a SageMaker resource and its role.
 */
export type LinkKind = 'runs-as' | 'passes' | 'assumes' | 'executes-with';

export interface PictureLink {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  /** Of `passes`: the service that gets the role. */
  readonly service?: string;
}
