import type { Delegation, Expectation, ExpectedGrant, RoleUse } from '../expected/grant.ts';
import type { ResourcePolicy } from '../model/resource-policy.ts';
import type { PolicyText, Role } from '../model/role.ts';
import type { SageMakerResource } from '../model/sagemaker-resource.ts';
import type { Revision, StateMachine } from '../model/state-machine.ts';
import type { AccessLevel, Catalogue } from '../policy/catalogue.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Access } from '../policy/effective.ts';
import type { Decision } from '../policy/evaluate.ts';
import type { Pins } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import type { Statement } from '../policy/statement.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { ReadPolicy } from './baselines.ts';
import type { BecauseLine, Confidence, Severity } from './finding.ts';
import type { PolicyChange } from './policy-change.ts';

/** How the evaluator refuses a witness. */
export type Refusal = Extract<Decision, { kind: 'explicitDeny' | 'implicitDeny' }>;

/** A request that the definition makes and the role refuses. */
export interface Missing {
  readonly kind: 'missing';
  readonly witness: Request;
  readonly confidence: Confidence;
  readonly refusal: Refusal;
  /** The policy of the resource, which an audit does not read, could allow it all the same. */
  readonly byResource: boolean;
}

/** What became of one required grant; `unknown` is neither a claim nor a pass. */
export type Outcome =
  | { readonly kind: 'covered' }
  | Missing
  | { readonly kind: 'unknown'; readonly why: string };

export interface GrantCheck {
  readonly grant: ExpectedGrant;
  readonly outcome: Outcome;
}

/** One definition that runs with a role, and what it expects of it. */
export interface Use {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly expectation: Expectation;
}

/** What makes SageMaker use a role. */
export type Origin =
  | { readonly kind: 'resource'; readonly resource: SageMakerResource }
  /** `state`: the JSON path of the task; `model`: whose role it is, where the task names no role. */
  | {
      readonly kind: 'task';
      readonly use: Use;
      readonly state: string;
      readonly model?: SageMakerResource;
    };

/** One use of a role by SageMaker: as its execution role, or as another role that a resource names. */
export interface Execution {
  readonly origin: Origin;
  readonly roleArn: string;
  readonly region: string;
  readonly use: RoleUse;
}

/** One execution that asks a question, with the grant as its own request words it. */
export interface Asker {
  readonly execution: Execution;
  readonly grant: ExpectedGrant;
}

/**
 * A required grant of executions, held against what their role allows: one question of all resources of a region, and one
 * of each state machine, however many jobs or tasks ask it.
 */
export interface Question {
  readonly region: string;
  /** Absent where resources ask. */
  readonly machine?: StateMachine;
  readonly askers: readonly [Asker, ...Asker[]];
  readonly outcome: Outcome;
}

/** A use with its required grants held against what the role really allows. */
export interface CheckedUse extends Use {
  readonly checks: readonly GrantCheck[];
}

/** What tasks ask of another role, by the role that their `Credentials` name. */
export interface CheckedDelegation {
  readonly use: Use;
  readonly delegation: Delegation;
  /** Absent where the other role is not among those that were read. */
  readonly target?: {
    readonly role: Role;
    /** Whether it lets the state machine's role assume it. */
    readonly trust: Verdict;
    readonly checks: readonly GrantCheck[];
  };
}

/** One Allow statement of a role's own policies. */
export interface Granting {
  readonly text: PolicyText;
  readonly statement: Statement;
  /** What of the statement remains after every Deny, the boundary and the SCPs. */
  readonly access: Access;
}

/** A statement that lets the role pass more than anybody can have meant. */
export interface WidePass {
  /** `any-role`: whatever its name. `any-service`: to whichever service asks. */
  readonly kinds: readonly ('any-role' | 'any-service')[];
  /** True where documentation or a generator passes the same roles without saying to whom. */
  readonly isCustomary: boolean;
  readonly witness: Request;
}

/** A policy that lets a role of jobs and models do what people do in notebooks, or more. */
export interface BroadPolicy {
  readonly text: PolicyText;
  /** The statement that allows the witness. */
  readonly granting: Granting;
  readonly severity: Extract<Severity, 'high' | 'medium'>;
  readonly witness: Request;
  /** In words, the worst first. */
  readonly does: readonly string[];
  /** True where it lets the role give itself whatever it likes: nobody else can need that of it. */
  readonly managesPermissions: boolean;
}

/** A statement against what the uses of its role justify. */
export type ExcessAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'excess'; readonly severity: Severity; readonly witness: Request }
  | { readonly kind: 'unknown'; readonly why: string };

export interface JudgedStatement extends Granting {
  /** `*` on `*` without a condition, and permissions to manage permissions among what remains of it. */
  readonly admin: boolean;
  readonly widePass?: WidePass;
  readonly excess: ExcessAnswer;
}

/** Who asks to assume a role, with the condition keys that such a request carries. */
export interface Assumer {
  readonly service: string;
  /** Other names of the same service, such as that of one region. */
  readonly aliases: readonly string[];
  readonly context: Readonly<Record<string, string>>;
}

/** What a role is needed for: one thing alone, or the role itself where there are several. */
export interface Subject {
  readonly arn: string;
  readonly type: string;
  /** In words, such as `` `nightly` `` or `` `churn` (Model) and 2 others ``. */
  readonly name: string;
  readonly isOne: boolean;
  /** Region, or `global`. */
  readonly region: string;
}

/** Whether one service can assume one role for what needs it. */
export interface TrustQuestion {
  readonly role: Role;
  readonly assumer: Assumer;
  readonly subject: Subject;
  readonly because: readonly BecauseLine[];
  readonly answer: Verdict;
  /** True where the trust policy names the service, so that a condition or a Deny must be what refuses it. */
  readonly named: boolean;
  /** True where nothing else decides but the `aws:SourceArn` that the feature is documented to send. */
  readonly bySourceArn: boolean;
  /** Of the refusal. */
  readonly severity: Severity;
}

/** What a role allows, ready to be asked. All fields are always there: V8 compiles what reads them for one shape of objects. */
export interface RoleAccess {
  /** The role's policies, parsed, in the order of `role.policies`. */
  readonly documents: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly access: Access;
  /** Condition keys whose value the role itself decides. */
  readonly pins: Pins;
}

/**
 * A role that state machines or SageMaker resources use, or that trusts Step Functions or SageMaker, and everything about it in
 * one place.
 */
export interface RoleCase extends RoleAccess {
  readonly role: Role;
  readonly trust: PolicyDocument;
  readonly trustQuestions: readonly TrustQuestion[];
  /** While a remedy is tried, those that it can concern, and one at least if there are any. */
  readonly uses: readonly CheckedUse[];
  readonly delegations: readonly CheckedDelegation[];
  readonly executions: readonly Execution[];
  /** What the executions ask of the role. */
  readonly questions: readonly Question[];
  /** Everything that some use of the role justifies: state machines, tasks of others that name it in `Credentials`, executions. */
  readonly allowed: readonly ExpectedGrant[];
  /** Empty where nothing uses the role: then nothing measures it. */
  readonly statements: readonly JudgedStatement[];
  /** Policies that are told as a whole, and their statements no more; only of a role that SageMaker executes with. */
  readonly broadPolicies: readonly BroadPolicy[];
  /** Why nothing can be called excess, as a gap tells it: something that uses the role, or may, is not known. */
  readonly excessBlockedBy: string | undefined;
}

/** The catalogue on the resources of one account. */
export interface HomeCatalogue {
  readonly all: Catalogue;
  /** The actions of each access level, the most dangerous first. */
  readonly levels: ReadonlyMap<AccessLevel, Catalogue>;
}

/** What all rules may know of the account. */
export interface Account {
  readonly partition: string;
  readonly accountId: string;
  /** By their ARNs. */
  readonly roles: Pick<ReadonlyMap<string, Role>, 'get' | 'has'>;
  /** The keys of `roles`, sorted, so that a role picked as an example is always the same. */
  readonly roleArns: readonly string[];
  /** The first of `roleArns` for each name: two roles may have one name under different paths. */
  readonly roleArnByName: ReadonlyMap<string, string>;
  /** True where an ARN that is not in `roles` does not exist. */
  readonly rolesComplete: boolean;
  /** How many roles each managed policy is attached to, by its ARN. */
  readonly attachments: ReadonlyMap<string, number>;
  readonly absentRoles: ReadonlySet<string>;
  /** The AWS managed policies on any role, by ARN, as far as their documents were read. */
  readonly awsPolicies: ReadonlyMap<string, ReadPolicy>;
  /** Those of them on roles of the cases that are not what their baselines say, by ARN. */
  readonly policyChanges: ReadonlyMap<string, PolicyChange>;
  /** ARNs of the SageMaker projects that a product of Service Catalog made. */
  readonly projects: readonly string[];
  /** When the account was read, ISO 8601. */
  readonly takenAt: string;
  readonly regions: readonly string[];
  /** True where every definition was read, in every region: those of all state machines and of their versions. */
  readonly statesComplete: boolean;
  /** ARNs of the roles that some definition hands to a service. */
  readonly passedRoles: ReadonlySet<string>;
  /** True where every SageMaker resource that can name a role was read, in every region. */
  readonly sageMakerComplete: boolean;
  /** What tasks with `Credentials` ask of a role, by its ARN. */
  readonly delegated: ReadonlyMap<string, readonly ExpectedGrant[]>;
  /** Parsed, one list for each level. */
  readonly serviceControlPolicies: readonly (readonly PolicyDocument[])[];
  /** Parsed, one list for each level, as far as they bind resources. */
  readonly resourceControlPolicies: readonly (readonly PolicyDocument[])[];
  /** Of the organization that the account is in, where that is known. */
  readonly organizationId?: string;
  readonly home: HomeCatalogue;
  /** For statements whose PassRole is told by a rule of its own. */
  readonly homeButPassRole: HomeCatalogue;
}

/** An entry of the file of suppressions that is of no use, or of which that is not known. */
export interface SuppressionCheck {
  /** No ARN: `suppression:`, rule and resource. */
  readonly arn: string;
  /** In words, as the beginning of a sentence. */
  readonly name: string;
  readonly kind: 'broken' | 'expired' | 'too-long' | 'outdated' | 'unused' | 'unknown';
  readonly why: string;
}

export interface Evidence {
  readonly account: Account;
  readonly cases: readonly RoleCase[];
  /** Uses of a role that is not among the roles read. */
  readonly homeless: readonly Use[];
  readonly homelessExecutions: readonly Execution[];
  /** Policies of SageMaker resources; they belong to no role. */
  readonly resourcePolicies: readonly ResourcePolicy[];
  /** Of the entries that somebody has to see to; they belong to no role. */
  readonly suppressions: readonly SuppressionCheck[];
}

/** A part of what is known of an account; all parts are objects of one shape, which every rule reads. */
export function evidenceOf(
  account: Account,
  {
    cases = [],
    homeless = [],
    homelessExecutions = [],
    resourcePolicies = [],
    suppressions = [],
  }: Partial<Evidence>,
): Evidence {
  return { account, cases, homeless, homelessExecutions, resourcePolicies, suppressions };
}
