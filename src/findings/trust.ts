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
  /** Older trust policies name the service of one region; it is the same service. */
  readonly alias?: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Does the trust policy let the service assume the role? Keys that are not known beforehand leave it undecided.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
function trusts(trust: PolicyDocument, { service, alias, context }: Assumer): Verdict {
  const answer = trustsAs(trust, service, context);
  if (alias === undefined || answer.kind === 'contained') return answer;
  const other = trustsAs(trust, alias, context);
  return other.kind === 'exceeds' ? answer : other;
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

const STEP_FUNCTIONS = /^Service:states\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** Principals besides Step Functions that may assume the role: what they need of it, the audit does not know. */
export function otherPrincipals(trust: PolicyDocument): readonly string[] {
  const others = new Set<string>();
  for (const { effect, resources } of trust.statements) {
    if (effect === 'Deny') continue;
    for (const principal of resources.patterns) {
      if (resources.not || !STEP_FUNCTIONS.test(principal)) others.add(principal);
    }
  }
  return [...others];
}

/** Whether one service can assume one role for one state machine. */
export interface TrustQuestion {
  readonly role: Role;
  readonly assumer: Assumer;
  readonly machine: StateMachine;
  readonly because: readonly BecauseLine[];
  readonly answer: Verdict;
}

/** Every role that a state machine runs with or passes, and the service that has to assume it. */
export function* trustQuestions({ account, cases }: Evidence): Iterable<TrustQuestion> {
  for (const roleCase of cases) {
    for (const machine of new Set(roleCase.uses.filter(runs).map((use) => use.machine))) {
      const assumer = stepFunctionsFor(machine);
      yield { role: roleCase.role, assumer, machine, because: [], answer: trusts(roleCase.trust, assumer) };
    }
    for (const use of roleCase.uses.filter(runs)) yield* passedRoleQuestions(use, account);
  }
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
    const assumer = { service: first.service, context: { 'aws:SourceAccount': account.accountId } };
    const because = passes.map(({ why }) => becauseLine(use, why, 'pass-role'));
    const trust = parseTrustPolicy(readValue(role.trust.document), role.trust.name);
    yield { role, assumer, machine: use.machine, because, answer: trusts(trust, assumer) };
  }
}

/**
 * Step Functions sends the state machine and its account with the request.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
function stepFunctionsFor({ arn, accountId, region }: StateMachine): Assumer {
  return {
    service: 'states.amazonaws.com',
    alias: `states.${region}.amazonaws.com`,
    context: { 'aws:SourceAccount': accountId, 'aws:SourceArn': arn },
  };
}
