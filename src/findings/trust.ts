import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { contains } from '../policy/contains.ts';
import { type PolicyDocument, parseTrustPolicy } from '../policy/document.ts';
import { identityAccess } from '../policy/effective.ts';
import type { Verdict } from '../policy/verdict.ts';
import { becauseLine } from './because.ts';
import type { Account, Evidence, Use } from './evidence.ts';
import type { BecauseLine } from './finding.ts';

/** Who asks to assume a role, with the condition keys that such a request carries. */
interface Assumer {
  readonly service: string;
  /** Other names of the same service, such as that of one region. */
  readonly aliases: readonly string[];
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Does the trust policy let the service assume the role? Keys that are not known beforehand leave it undecided.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
function trusts(trust: PolicyDocument, { service, aliases, context }: Assumer): Verdict {
  const answers = [service, ...aliases].map((name) => trustsAs(trust, name, context));
  const open = answers.find(({ kind }) => kind === 'unknown');
  return answers.find(({ kind }) => kind === 'contained') ?? open ?? trustsAs(trust, service, context);
}

function trustsAs(trust: PolicyDocument, service: string, context: Assumer['context']): Verdict {
  const wanted = parseTrustPolicy({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: context },
    },
  });
  return contains(identityAccess([wanted]), identityAccess([trust]), { otherKeys: 'unknown' });
}

/** The service in any region and partition; in the partition of China the names of some services end in `.cn`. */
const STEP_FUNCTIONS = /^Service:states\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** Principals besides Step Functions that may assume the role: what they need of it, the audit does not know. */
export function otherPrincipals(trust: PolicyDocument): readonly string[] {
  const others = new Set<string>();
  for (const { effect, resources } of trust.statements) {
    if (effect !== 'Allow') continue;
    for (const principal of resources.patterns) {
      if (resources.not || !STEP_FUNCTIONS.test(principal)) others.add(principal);
    }
  }
  return [...others];
}

/** True where it is certain that nobody but Step Functions may assume the role. */
export function isOnlyForStepFunctions(trust: PolicyDocument): boolean {
  return otherPrincipals(trust).length === 0 && trust.statements.every(({ effect }) => effect !== 'Unknown');
}

/** Whether one service can assume one role for one state machine. */
export interface TrustQuestion {
  readonly role: Role;
  readonly assumer: Assumer;
  readonly machine: StateMachine;
  readonly because: readonly BecauseLine[];
  readonly answer: Verdict;
  /** True where the trust policy names the service, so that a condition or a Deny must be what refuses it. */
  readonly named: boolean;
}

/** Every role that a state machine runs with or passes, and the service that has to assume it. */
export function* trustQuestions({ account, cases }: Evidence): Iterable<TrustQuestion> {
  for (const roleCase of cases) {
    for (const machine of new Set(roleCase.uses.filter(runs).map((use) => use.machine))) {
      const assumer = stepFunctionsFor(machine);
      yield question(roleCase.role, roleCase.trust, assumer, machine, []);
    }
    for (const use of roleCase.uses.filter(runs)) yield* passedRoleQuestions(use, account);
  }
}

function question(
  role: Role,
  trust: PolicyDocument,
  assumer: Assumer,
  machine: StateMachine,
  because: readonly BecauseLine[],
): TrustQuestion {
  const principal = `Service:${assumer.service}`;
  const named = trust.statements.some(
    ({ effect, resources }) => effect === 'Allow' && !resources.not && resources.patterns.includes(principal),
  );
  return { role, assumer, machine, because, answer: trusts(trust, assumer), named };
}

function runs({ revision }: Use): boolean {
  return revision.use === 'runs';
}

function* passedRoleQuestions(use: Use, account: Account): Iterable<TrustQuestion> {
  const { passedRoles } = use.expectation;
  for (const roleArn of new Set(passedRoles.map((passed) => passed.roleArn))) {
    const role = account.roles.get(roleArn);
    const passes = passedRoles.filter((passed) => passed.roleArn === roleArn);
    const [first] = passes;
    if (role === undefined || first === undefined) continue;
    const assumer = {
      service: first.service,
      aliases: [],
      context: { 'aws:SourceAccount': account.accountId },
    };
    const because = passes.map(({ why }) => becauseLine(use, why, 'pass-role'));
    const trust = parseTrustPolicy(readValue(role.trust.document), role.trust.name);
    yield question(role, trust, assumer, use.machine, because);
  }
}

/**
 * Step Functions sends the state machine and its account with the request.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
function stepFunctionsFor({ arn, accountId, region, partition }: StateMachine): Assumer {
  const chinese =
    partition === 'aws-cn' ? ['states.amazonaws.com.cn', `states.${region}.amazonaws.com.cn`] : [];
  return {
    service: 'states.amazonaws.com',
    aliases: [`states.${region}.amazonaws.com`, ...chinese],
    context: { 'aws:SourceAccount': accountId, 'aws:SourceArn': arn },
  };
}
