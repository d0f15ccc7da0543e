import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { contains } from '../policy/contains.ts';
import { type PolicyDocument, parseTrustPolicy } from '../policy/document.ts';
import { identityAccess } from '../policy/effective.ts';
import type { Verdict } from '../policy/verdict.ts';
import { becauseLine } from './because.ts';
import type { Account, Assumer, TrustQuestion, Use } from './evidence.ts';
import type { BecauseLine } from './finding.ts';

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
  return letsAssume(trust, { Service: service }, context);
}

/** Whether a trust policy lets a principal assume its role in a request that carries the given keys. */
export function letsAssume(
  trust: PolicyDocument,
  principal: Readonly<Record<string, string>>,
  keys: Readonly<Record<string, string>>,
): Verdict {
  const wanted = parseTrustPolicy({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: keys },
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

/** The role that state machines run with and the roles that they pass, each with the service that has to assume it. */
export function* trustQuestions(
  role: Role,
  trust: PolicyDocument,
  uses: readonly Use[],
  account: Account,
): Iterable<TrustQuestion> {
  const running = uses.filter(runs);
  for (const machine of new Set(running.map((use) => use.machine)))
    yield question(role, trust, stepFunctionsFor(machine), machine, []);
  for (const use of running) yield* passedRoleQuestions(use, account);
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
