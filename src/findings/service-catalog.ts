import { shippedDocument } from '../expected/baselines/service-catalog-products.ts';
import {
  SERVICE_CATALOG_PATH,
  SERVICE_CATALOG_ROLES,
  type ServiceCatalogRole,
} from '../expected/service-catalog-roles.ts';
import { isRecord, own } from '../model/json.ts';
import type { Role } from '../model/role.ts';
import type { SageMakerResource } from '../model/sagemaker-resource.ts';
import type { Access } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Request } from '../policy/request.ts';
import type { Account, RoleCase } from './evidence.ts';
import type { SomeGains } from './policy-change.ts';
import { allowsOf, staleCopies } from './policy-copies.ts';
import { accessBy, gainsOf } from './policy-gains.ts';
import { onlyDenies } from './statements.ts';
import { letsAssume } from './trust.ts';

/** How a role of SageMaker's Service Catalog products is not what the console made. */
export type Alteration =
  | { readonly kind: 'moved'; readonly expectedArn: string }
  | { readonly kind: 'untrusted'; readonly services: readonly string[]; readonly witness: Request }
  | { readonly kind: 'detached'; readonly policy: string; readonly lacks: SomeGains }
  | { readonly kind: 'extended'; readonly policy: string; readonly by: string; readonly extra: SomeGains }
  | { readonly kind: 'undecided'; readonly why: string };

/** A role that is absent, and how sure it is that anybody misses it. */
export interface AbsentRole {
  readonly expected: ServiceCatalogRole;
  readonly arn: string;
  /** `needed`: the other one of launch and use is there; `likely`: projects are there; `general`: the use role stands in. */
  readonly how: 'needed' | 'likely' | 'general';
}

/** How a role differs from what the console makes; nothing for a role of another name. */
export function alterationsOf(roleCase: RoleCase, account: Account): readonly Alteration[] {
  const known = KNOWN.get(roleCase);
  if (known?.account === account) return known.alterations;
  const expected = SERVICE_CATALOG_ROLES.find(({ name }) => name === roleCase.role.name);
  const alterations = expected === undefined ? [] : [...compared(roleCase, expected, account)];
  KNOWN.set(roleCase, { account, alterations });
  return alterations;
}

/** Rules and gaps ask for the same case; an account never changes. */
const KNOWN = memory<RoleCase, { readonly account: Account; readonly alterations: readonly Alteration[] }>();

function* compared(roleCase: RoleCase, expected: ServiceCatalogRole, account: Account): Iterable<Alteration> {
  const { role, trust } = roleCase;
  if (role.path !== SERVICE_CATALOG_PATH)
    yield { kind: 'moved', expectedArn: expectedArn(expected, account) };
  // In the partition of China some services have names of their own.
  if (account.partition === 'aws-cn') return;
  const answers = expected.services.map((service) => ({
    service,
    answer: letsAssume(trust, { Service: service }, {}),
  }));
  const open = answers.find(({ answer }) => answer.kind === 'unknown');
  if (!answers.some(({ answer }) => answer.kind === 'contained')) {
    if (open?.answer.kind === 'unknown')
      yield { kind: 'undecided', why: `whether \`${open.service}\` may assume the role: ${open.answer.why}` };
    else yield untrusted(role, expected.services);
  }
  if (expected.policy !== undefined) yield* policyAlterations(roleCase, expected.policy, account);
}

function untrusted({ arn }: Role, services: ServiceCatalogRole['services']): Alteration {
  const context = { 'aws:PrincipalServiceName': [services[0]] };
  return { kind: 'untrusted', services, witness: { action: 'sts:AssumeRole', resource: arn, context } };
}

/** A stale copy of the policy is told by a rule of its own. */
function* policyAlterations(
  roleCase: RoleCase,
  { name, path }: { readonly name: string; readonly path: string },
  account: Account,
): Iterable<Alteration> {
  const arn = `arn:${account.partition}:iam::aws:policy${path}${name}`;
  const { role } = roleCase;
  const isAttached = role.policies.some((text) => text.arn === arn);
  const published = account.awsPolicies.get(arn) ?? shippedDocument(name, account.partition);
  if (published === undefined) {
    if (!isAttached)
      yield {
        kind: 'undecided',
        why: `whether the role allows what \`${name}\` does, which is not attached: its document is not known`,
      };
    return;
  }
  const standard = accessBy(published.document, name);
  const copies = staleCopies(roleCase, account).filter(({ original }) => original.policy === name);
  if (!isAttached && copies.length === 0) {
    const lacks = gainsOf(standard, allowsOf(roleCase), account, roleCase.pins);
    if (lacks.kind === 'some') yield { kind: 'detached', policy: name, lacks };
    if (lacks.kind === 'unknown')
      yield {
        kind: 'undecided',
        why: `whether the role allows what \`${name}\` does, which is not attached: ${lacks.why}`,
      };
  }
  const copied = new Set(copies.map(({ text }) => text));
  const others = roleCase.documents.filter((_, index) => {
    const text = role.policies[index];
    return text !== undefined && text.arn !== arn && !copied.has(text);
  });
  if (others.length === 0) return;
  const [, ...outer] = roleCase.access.layers;
  const denies = roleCase.documents.map(onlyDenies);
  const extra = gainsOf({ layers: [[...others, ...denies], ...outer] }, standard, account, roleCase.pins);
  if (extra.kind === 'some')
    yield { kind: 'extended', policy: name, by: granting(roleCase, extra.witness), extra };
  if (extra.kind === 'unknown')
    yield { kind: 'undecided', why: `whether the role allows more than \`${name}\` does: ${extra.why}` };
}

/** The name of the policy that allows the request. */
function granting({ role, documents, pins }: RoleCase, witness: Request): string {
  const index = documents.findIndex((document) => {
    const alone: Access = { layers: [[document]] };
    return evaluate(alone, witness, pins).kind === 'allowed';
  });
  return role.policies[index]?.name ?? 'several policies';
}

function expectedArn({ name }: ServiceCatalogRole, { partition, accountId }: Account): string {
  return `arn:${partition}:iam::${accountId}:role${SERVICE_CATALOG_PATH}${name}`;
}

/** Absence is claimed only on evidence, and missed only where something shows that projects are used. */
export function absentRoles(account: Account): readonly AbsentRole[] {
  return kept(ABSENT, account, () => [...findAbsent(account)]);
}

/** The rule looks at one role after the other, of the same account. */
const ABSENT = memory<Account, readonly AbsentRole[]>();

function* findAbsent(account: Account): Iterable<AbsentRole> {
  const isThere = ({ name }: ServiceCatalogRole) => account.roleArnByName.has(name);
  const there = SERVICE_CATALOG_ROLES.filter(isThere);
  for (const expected of SERVICE_CATALOG_ROLES) {
    const arn = expectedArn(expected, account);
    // A role elsewhere has the name, which no other role of the account can have.
    const isAbsent = !isThere(expected) && (account.rolesComplete || account.absentRoles.has(arn));
    const how = isAbsent ? missedAs(expected, there, account) : undefined;
    if (how !== undefined) yield { expected, arn, how };
  }
}

function missedAs(
  { part }: ServiceCatalogRole,
  there: readonly ServiceCatalogRole[],
  { projects }: Account,
): AbsentRole['how'] | undefined {
  const has = (other: ServiceCatalogRole['part']) => there.some((role) => role.part === other);
  if (part === 'other') return has('launch') && has('use') && has('other') ? 'general' : undefined;
  if (has('launch') || has('use')) return 'needed';
  return projects.length > 0 || has('other') ? 'likely' : undefined;
}

/** The projects that a product of Service Catalog made: others do without these roles. */
export function catalogProjects(resources: readonly SageMakerResource[]): readonly string[] {
  return resources
    .filter(({ kind, record }) => {
      const details = own(record, 'ServiceCatalogProvisioningDetails');
      const isCatalogs = isRecord(details) && own(details, 'ProductId') !== undefined;
      return kind.noun === 'Project' && isCatalogs && own(record, 'ProjectStatus') !== 'DeleteCompleted';
    })
    .map(({ arn }) => arn);
}
