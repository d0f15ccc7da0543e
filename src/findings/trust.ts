import type { PassedRole } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { contains } from '../policy/contains.ts';
import { type PolicyDocument, parseTrustPolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { kept, memory, type Store, shortMemory } from '../policy/kept.ts';
import type { Verdict } from '../policy/verdict.ts';
import { becauseLine } from './because.ts';
import type { Account, Assumer, TrustQuestion, Use } from './evidence.ts';
import type { BecauseLine } from './finding.ts';
import { printable } from './printable.ts';

/**
 * Does the trust policy let the service assume the role? Keys that are not known beforehand leave it undecided.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
function trusts(trust: PolicyDocument, { service, aliases, context }: Assumer): Verdict {
  let open: Verdict | undefined;
  for (const name of [service, ...aliases]) {
    const answer = trustsAs(trust, name, context);
    if (answer.kind === 'contained') return answer;
    if (answer.kind === 'unknown') open ??= answer;
  }
  return open ?? trustsAs(trust, service, context);
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
  const answers = kept(ANSWERS, trust, () => shortMemory<string, Verdict>(100));
  const answer = (carried: Readonly<Record<string, string>>): Verdict =>
    kept(answers, JSON.stringify([principal, carried]), () =>
      contains(assumption(principal, { StringEquals: carried }), accessBy(trust), { otherKeys: 'unknown' }),
    );
  // Who may assume it whatever the keys may do so with these.
  const whatever = answer({});
  return whatever.kind === 'contained' ? whatever : answer(keys);
}

const ANSWERS = memory<PolicyDocument, Store<string, Verdict>>();

/** The trust policy of a role; roles with the same one share it. */
export function trustOf({ trust }: Role): PolicyDocument {
  const json = readValue(trust.document);
  return kept(TRUSTS, JSON.stringify([trust.name, json]), () => parseTrustPolicy(json, trust.name));
}

const TRUSTS = shortMemory<string, PolicyDocument>(100);

/** Who may assume a role by its trust policy. */
export function accessBy(trust: PolicyDocument): Access {
  return kept(ACCESS, trust, () => identityAccess([trust]));
}

const ACCESS = memory<PolicyDocument, Access>();

/** The requests of a principal to assume a role that meet a condition. */
export function assumption(
  principal: Readonly<Record<string, string>>,
  condition: Readonly<Record<string, Readonly<Record<string, string>>>>,
  action = 'sts:AssumeRole',
): Access {
  const statement = { Effect: 'Allow', Principal: principal, Action: action, Condition: condition };
  return identityAccess([parseTrustPolicy({ Version: '2012-10-17', Statement: statement })]);
}

/** The service in any region and partition; in the partition of China the names of some services end in `.cn`. */
const STEP_FUNCTIONS = /^Service:states\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;
const SAGEMAKER = /^Service:sagemaker\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** Principals that may assume the role and whose needs the audit does not know: it knows those of Step Functions. */
export function otherPrincipals(trust: PolicyDocument, knowsSageMaker: boolean): readonly string[] {
  return allowedPrincipals(trust).filter(
    (principal) => !STEP_FUNCTIONS.test(principal) && !(knowsSageMaker && SAGEMAKER.test(principal)),
  );
}

/** Everybody whom some statement names or, where it names those that may not, all others. */
function allowedPrincipals(trust: PolicyDocument): readonly string[] {
  return kept(PRINCIPALS, trust, ({ statements }) => {
    const allowing = statements.filter(({ effect }) => effect === 'Allow');
    const named = allowing.flatMap(({ resources }) =>
      resources.not ? resources.patterns.map((name) => `all but ${name}`) : resources.patterns,
    );
    return [...new Set(named)];
  });
}

const PRINCIPALS = memory<PolicyDocument, readonly string[]>();

/** True where some statement of the trust policy lets SageMaker assume the role, under whatever condition. */
export function isForSageMaker(trust: PolicyDocument): boolean {
  return allowedPrincipals(trust).some((principal) => SAGEMAKER.test(principal));
}

/** True where it is certain that nobody but SageMaker may assume the role. */
export function isOnlyForSageMaker(trust: PolicyDocument): boolean {
  const principals = allowedPrincipals(trust);
  return (
    principals.length > 0 &&
    principals.every((principal) => SAGEMAKER.test(principal)) &&
    trust.statements.every(({ effect }) => effect !== 'Unknown')
  );
}

/** The role that state machines run with and the roles that they pass, each with the service that has to assume it. */
export function* trustQuestions(
  role: Role,
  trust: PolicyDocument,
  uses: readonly Use[],
  account: Account,
): Iterable<TrustQuestion> {
  const running = uses.filter(runs);
  for (const machine of new Set(mapped(running, (use) => use.machine)))
    yield machineQuestion(role, trust, stepFunctionsFor(machine), machine, []);
  for (const use of running) yield* passedRoleQuestions(use, account);
}

function machineQuestion(
  role: Role,
  trust: PolicyDocument,
  assumer: Assumer,
  { arn, name, region }: StateMachine,
  because: readonly BecauseLine[],
): TrustQuestion {
  const type = 'AWS::StepFunctions::StateMachine';
  return {
    role,
    assumer,
    subject: { arn, type, name: `\`${printable(name)}\``, isOne: true, region },
    because,
    answer: trusts(trust, assumer),
    named: isNamed(trust, assumer),
    bySourceArn: false,
    severity: 'critical',
  };
}

/** True where some statement of the trust policy names the service. */
export function isNamed(trust: PolicyDocument, { service }: Pick<Assumer, 'service'>): boolean {
  return trust.statements.some(
    ({ effect, resources }) =>
      effect === 'Allow' && !resources.not && resources.patterns.includes(`Service:${service}`),
  );
}

function runs({ revision }: Use): boolean {
  return revision.use === 'runs';
}

function* passedRoleQuestions(use: Use, account: Account): Iterable<TrustQuestion> {
  const { passedRoles } = use.expectation;
  for (const roleArn of new Set(mapped(passedRoles, (passed) => passed.roleArn))) {
    const role = account.roles.get(roleArn);
    const passes = passedRoles.filter((passed) => passed.roleArn === roleArn);
    const [first] = passes;
    if (role === undefined || first === undefined || isAskedAtHome(use, first)) continue;
    const assumer = {
      service: first.service,
      aliases: [],
      context: { 'aws:SourceAccount': account.accountId },
    };
    const because = passes.map(({ why }) => becauseLine(use, why, 'pass-role'));
    yield machineQuestion(role, trustOf(role), assumer, use.machine, because);
  }
}

/** True where the case of the passed role asks the same, among its other executions. */
function isAskedAtHome({ expectation }: Use, { roleArn, service }: PassedRole): boolean {
  return expectation.roleUses.some(
    (used) => used.role.kind === 'arn' && used.role.roleArn === roleArn && used.service === service,
  );
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
