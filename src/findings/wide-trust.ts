import { mapped } from '../model/mapped.ts';
import { contains } from '../policy/contains.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { kept, memory, type Store, shortMemory } from '../policy/kept.ts';
import type { Request } from '../policy/request.ts';
import type { Account, RoleCase } from './evidence.ts';
import { isOpen, isSageMakers } from './execution.ts';
import { accessBy, assumption } from './trust.ts';

/** Somebody beyond the services in question who may assume a role, whatever the condition keys say that nobody can know. */
export interface WideTrust {
  readonly kind: 'anybody' | 'account' | 'principal' | 'identity-provider' | 'service';
  /** ARN, account, host or services. */
  readonly who: readonly [string, ...string[]];
  readonly witness: Request;
}

/** An account that no trust policy names on purpose. */
const UNHEARD_ACCOUNT = '999999999999';
const OWN_SERVICES = /^(states|sagemaker(-[a-z-]+)?)\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;
const GITHUB = 'token.actions.githubusercontent.com';

/**
 * Principals of the own account and SAML providers are left out: both are people of the account, and what they may do is
 * decided where they are managed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function* wideTrust(roleCase: RoleCase, account: Account): Iterable<WideTrust> {
  const { trust } = roleCase;
  if (!trust.statements.every(speaksOfServices)) yield* noServices(roleCase, account);
  yield* otherServices(roleCase, account);
}

function* noServices(roleCase: RoleCase, account: Account): Iterable<WideTrust> {
  const anybody = trustOfAnybody(roleCase, account);
  if (anybody !== undefined) yield anybody;
  else yield* otherAccounts(roleCase, account);
  for (const provider of principalsOf(roleCase.trust, 'Federated:')) {
    const found = identityProvider(roleCase, provider);
    if (found !== undefined) yield found;
  }
}

/** The names of one type that some statement allows. */
function principalsOf({ statements }: PolicyDocument, type: string): ReadonlySet<string> {
  const found = statements.flatMap(({ effect, resources }) =>
    effect === 'Allow' && !resources.not ? resources.patterns : [],
  );
  return new Set(
    mapped(
      found.filter((name) => name.startsWith(type)),
      (name) => name.slice(type.length),
    ),
  );
}

/** The request of a principal with these keys, if the trust policy admits it whatever other keys it has. */
function admitted(
  { role, trust }: RoleCase,
  principal: Readonly<Record<string, string>>,
  keys: Readonly<Record<string, string>>,
  action = 'sts:AssumeRole',
): Request | undefined {
  const answers = kept(ANSWERS, trust, () => shortMemory<string, boolean>(100));
  const isAdmitted = kept(answers, JSON.stringify([principal, keys, action]), () => {
    const condition = Object.keys(keys).length === 0 ? {} : { StringEquals: keys };
    const asked = assumption(principal, condition, action);
    return contains(asked, accessBy(trust), { otherKeys: 'unknown' }).kind === 'contained';
  });
  if (!isAdmitted) return undefined;
  const context = Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, [value]]));
  return { action, resource: role.arn, context };
}

/** Roles with the same trust policy are asked the same. */
const ANSWERS = memory<PolicyDocument, Store<string, boolean>>();

function trustOfAnybody(roleCase: RoleCase, { partition }: Account): WideTrust | undefined {
  const arn = `arn:${partition}:iam::${UNHEARD_ACCOUNT}:root`;
  const keys = { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': UNHEARD_ACCOUNT };
  const witness = admitted(roleCase, { AWS: arn }, keys);
  return witness === undefined ? undefined : { kind: 'anybody', who: ['*'], witness };
}

function speaksOfServices({ effect, resources }: PolicyDocument['statements'][number]): boolean {
  return (
    effect === 'Allow' && !resources.not && resources.patterns.every((name) => name.startsWith('Service:'))
  );
}

/** One for each account: its root, which stands for all of its principals, or the first that is named. */
function* otherAccounts(roleCase: RoleCase, { accountId }: Account): Iterable<WideTrust> {
  const told = new Map<string, WideTrust>();
  for (const arn of principalsOf(roleCase.trust, 'AWS:')) {
    const [, owner, rest] = /^arn:[^:]+:(?:iam|sts)::(\d{12}):(.+)$/.exec(arn) ?? [];
    if (owner === undefined || owner === accountId) continue;
    const isRoot = rest === 'root';
    const account = { 'aws:PrincipalAccount': owner };
    // Which of its principals an account lets assume the role, nobody knows.
    const witness = admitted(
      roleCase,
      { AWS: arn },
      isRoot ? account : { ...account, 'aws:PrincipalArn': arn },
    );
    if (witness === undefined || told.get(owner)?.kind === 'account') continue;
    const shown = { ...witness, context: { ...witness.context, 'aws:PrincipalArn': [arn] } };
    if (isRoot) told.set(owner, { kind: 'account', who: [owner], witness: shown });
    else if (!told.has(owner)) told.set(owner, { kind: 'principal', who: [arn], witness: shown });
  }
  yield* told.values();
}

/**
 * A provider of web identities has users of all its customers. GitHub gives one audience to all of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
function identityProvider(roleCase: RoleCase, provider: string): WideTrust | undefined {
  if (provider.includes(':saml-provider/')) return undefined;
  const host = provider.replace(/^arn:.*:oidc-provider\//, '');
  const audience: Readonly<Record<string, string>> =
    host === GITHUB ? { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } : {};
  const action = 'sts:AssumeRoleWithWebIdentity';
  const witness = admitted(roleCase, { Federated: provider }, audience, action);
  if (witness === undefined) return undefined;
  const context = { ...witness.context, 'aws:FederatedProvider': [provider] };
  return { kind: 'identity-provider', who: [host], witness: { ...witness, context } };
}

/** Services that share a role with SageMaker. What Studio asks others to do for its users is documented in many places. */
function* otherServices(roleCase: RoleCase, account: Account): Iterable<WideTrust> {
  const { executions, trust, trustQuestions } = roleCase;
  if (!executions.some(isSageMakers) || executions.some(isOpen) || !account.sageMakerComplete) return;
  // A role that SageMaker cannot assume is another matter.
  if (trustQuestions.some(({ answer }) => answer.kind === 'exceeds')) return;
  const expected = new Set(executions.map(({ use }) => use.service));
  const others = [...principalsOf(trust, 'Service:')].filter(
    (service) => !OWN_SERVICES.test(service) && !expected.has(service),
  );
  const found = others.flatMap((service) => {
    const keys = { 'aws:SourceAccount': account.accountId };
    const witness = admitted(roleCase, { Service: service }, keys);
    if (witness === undefined) return [];
    const context = { 'aws:PrincipalServiceName': [service], ...witness.context };
    return [{ service, witness: { ...witness, context } }];
  });
  const [first, ...more] = found;
  if (first === undefined) return;
  const who = [first.service, ...more.map(({ service }) => service)] as const;
  yield { kind: 'service', who, witness: first.witness };
}
