/**
 * What fails where a grant is missing. The first ones are needs of a state machine's role; those from `read` on are needs of
 * a role that SageMaker assumes, and `base` harms nobody: without it a job writes no logs and metrics.
 */
export type Need =
  | 'create'
  | 'pass-role'
  | 'assume-role'
  | 'tag'
  | 'poll'
  | 'cancel'
  | 'event-rule'
  | 'documented'
  | 'config'
  | 'read'
  | 'list'
  | 'write'
  | 'pull'
  | 'key'
  | 'network'
  | 'invoke'
  | 'base';

/** Where an expectation comes from: the API's own shape, a dated documentation template, or a generator's habit. */
export type Source = 'api' | 'docs-2025' | 'docs-2023' | 'cdk' | 'sdk' | 'serverless' | 'terraform';

/**
 * How a task waits for its service. `.sync:2` asks for the same as `.sync`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export type Pattern = 'request-response' | '.sync' | '.waitForTaskToken';

/** A dated set of documented templates. */
export type Pack = 'docs-2023' | 'docs-2025';

/** The task that makes the expectation. */
export interface Because {
  /** JSON path of the state in its definition, or the field of the state machine beside it (`loggingConfiguration`). */
  readonly state: string;
  /** `sagemaker:createTrainingJob`, or the feature of the definition (`distributed-map`) or of the state machine (`logging`). */
  readonly integration: string;
  readonly pattern: Pattern;
  readonly source: Source;
  readonly confidence: 'confirmed' | 'potential';
  /** The field of the request that asks for it: `OutputDataConfig.S3OutputPath`. */
  readonly field?: string;
}

/** One or more spellings of one resource, in policy syntax. */
export type Spellings = readonly [string, ...string[]];

export interface ExpectedGrant {
  readonly action: string;
  /**
   * Resource patterns in policy syntax, literal `*`, `?` and `$` escaped. One of them is enough: they are the
   * spellings of one resource (SageMaker has authorized names both as written and in lower case).
   */
  readonly resources: Spellings;
  /** Condition keys that the request is known to carry, each with its value. */
  readonly context: Readonly<Record<string, string>>;
  /** `required`: this definition provably asks for it. `allowed`: the loosest form that is still justified. */
  readonly bound: 'required' | 'allowed';
  /** `all`: the name, or a prefix of it, is known. `some`: only the run decides, one allowed name is enough. */
  readonly quantifier: 'all' | 'some';
  readonly need: Need;
  readonly why: Because;
}

/** A role that a task hands to a service. */
export interface PassedRole {
  readonly roleArn: string;
  readonly service: string;
  readonly why: Because;
}

/** What a task asks of another role, which the state machine's own role assumes for it. */
export interface Delegation {
  readonly roleArn: string;
  readonly grants: readonly ExpectedGrant[];
  readonly why: Because;
}

/** A part of a definition that could not be turned into grants, by JSON path. */
export interface ExpectationGap {
  readonly kind: 'malformed' | 'unsupported' | 'undecided';
  readonly path: string;
  readonly why: string;
}

/** A task that is written to wait in a way in which it cannot. */
export interface PatternObjection {
  /** The entry of `gaps` that says so. */
  readonly gap: ExpectationGap;
  readonly integration: string;
  /** As it is written, such as `.sync:2`. */
  readonly written: string;
  readonly pattern: Pattern;
  /** `unsupported`: the documentation does not list it for the integration. `express`: no Express workflow waits. */
  readonly kind: 'unsupported' | 'express';
  /** The patterns in which the task could run. */
  readonly supported: readonly string[];
}

/** A role that SageMaker uses because of one request: of a resource as it is described, or of a task that makes one. */
export interface RoleUse {
  /** JSON path of the task; `$` of a resource. */
  readonly state: string;
  /** The field of the request that names it: `RoleArn`. */
  readonly field: string;
  readonly role:
    | { readonly kind: 'arn'; readonly roleArn: string }
    /** The role of a model of that name. */
    | { readonly kind: 'model'; readonly name: string };
  /** Who assumes it; absent where no service does. */
  readonly service?: string;
  readonly grants: readonly ExpectedGrant[];
  readonly gaps: readonly ExpectationGap[];
  /** Why the role needs more than `grants` say, such as code that nobody can read; absent where they are all. */
  readonly open?: string;
}

/** What one definition expects of the role it runs with. */
export interface Expectation {
  readonly grants: readonly ExpectedGrant[];
  readonly passedRoles: readonly PassedRole[];
  readonly delegations: readonly Delegation[];
  /** The roles that the jobs and models of its tasks run with, as far as the definition names them. */
  readonly roleUses: readonly RoleUse[];
  readonly objections: readonly PatternObjection[];
  readonly gaps: readonly ExpectationGap[];
}
