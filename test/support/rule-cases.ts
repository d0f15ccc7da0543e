import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../src/audit.ts';
import { parseSuppressions } from '../../src/config/suppressions-file.ts';
import type { Pack } from '../../src/expected/grant.ts';
import type { Baseline, Baselines } from '../../src/findings/baselines.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { Report } from '../../src/findings/report.ts';
import type { Gap } from '../../src/model/coverage.ts';
import { known, type Read } from '../../src/model/read.ts';
import { RESOURCE_POLICY_KINDS, type ResourcePolicy } from '../../src/model/resource-policy.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../../src/model/sagemaker-kinds.ts';
import { parseSnapshot, type Snapshot, type SnapshotFiles } from '../../src/model/snapshot.ts';
import { kept, once } from '../../src/policy/kept.ts';
import { addOrganization, type OrganizationJson } from './organization-file.ts';
import { publishedDocument, publishedVersion } from './published-policies.ts';

export const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
export const TAKEN_AT = '2026-11-20T06:00:00Z';

export interface RoleJson {
  readonly name: string;
  readonly path?: string;
  /** One or more services by their first name (`states`, the default, or `sagemaker`), or a whole policy. */
  readonly trust?: string | readonly string[] | object;
  /** Inline policies by name; a text such as `Name@v3` stands for that version of an AWS managed policy. */
  readonly policies?: Readonly<Record<string, unknown>>;
  /** Managed policies by ARN, likewise; their version is that of the text, else `v1`. */
  readonly managed?: Readonly<Record<string, unknown>>;
  readonly boundary?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly createdAt?: string;
  /** ISO 8601, or `never`; without it nothing is known of the role's last use. */
  readonly lastUsed?: string;
}

export interface MachineJson {
  readonly name: string;
  /** Name of a role without path, or an ARN. */
  readonly role: string;
  readonly region?: string;
  readonly type?: string;
  readonly definition: unknown;
  /** More of what DescribeStateMachine answers, such as `loggingConfiguration`. */
  readonly settings?: object;
  /** Published versions; each has the role of the machine unless it names another. */
  readonly versions?: readonly {
    readonly number: number;
    readonly role?: string;
    readonly definition: unknown;
    readonly settings?: object;
  }[];
  /** Numbers of the versions that an alias routes to. */
  readonly aliases?: readonly number[];
}

/** A policy that hangs on a resource, by the ARN of that resource. */
export type ResourcePolicyJson = Pick<ResourcePolicy, 'arn' | 'type'> & { readonly document: unknown };

/** A small account in AWS's own shapes, without what is the same in every case. */
interface BaselineJson {
  readonly versionId?: string;
  readonly document: unknown;
  readonly recordedAt?: string;
}

export interface AccountJson extends OrganizationJson {
  readonly partition?: string;
  readonly regions?: readonly string[];
  readonly machines: readonly MachineJson[];
  readonly roles: readonly RoleJson[];
  /**
   * SageMaker resources of the first region, by the noun of their Describe operation, as it answers; the ARN is filled in
   * where it is absent. Kinds that are not here were read and are empty.
   */
  readonly sagemaker?: Readonly<Record<string, readonly object[]>>;
  /** Kinds that were not read at all. */
  readonly unread?: readonly string[];
  /** Policies of SageMaker resources in the first region. */
  readonly resourcePolicies?: readonly ResourcePolicyJson[];
  /** Default versions of managed policies by ARN, where the documents do not tell. */
  readonly versions?: Readonly<Record<string, string>>;
  /** What AWS managed policies said before, by ARN; a text such as `Name@v3` stands for a version of one. */
  readonly baselines?: Readonly<Record<string, BaselineJson>>;
  /** The documented templates to go by. */
  readonly pack?: Pack;
  /** The entries of the file of suppressions. */
  readonly suppressions?: readonly unknown[];
  /** The reads that went wrong, as a snapshot records them. */
  readonly coverage?: readonly object[];
}

/** What a case pins of a finding; `remedy` where the case gives one. */
export type PinnedFinding = Pick<Finding, 'severity' | 'confidence' | 'message' | 'witness' | 'remedy'>;

export interface RuleCase extends AccountJson {
  readonly title: string;
  readonly why?: string;
  /** Findings of the rule, in the order of the report. */
  readonly findings?: readonly PinnedFinding[];
  /** Findings of other rules: `pass-role-too-wide of TrainRole, high`. */
  readonly others?: readonly string[];
  readonly gaps?: readonly Pick<Gap, 'kind' | 'why'>[];
}

export interface RuleCases {
  readonly rule: string;
  readonly accept: readonly RuleCase[];
  readonly reject: readonly RuleCase[];
  readonly unknown: readonly RuleCase[];
}

const FOLDER = join(import.meta.dirname, '../cases/rules');
const REPORTS = new WeakMap<AccountJson, Report>();

/** Every file of cases, by the name of its rule: the same objects each time, so that they are audited once. */
export const readRuleCases: () => readonly RuleCases[] = once(() =>
  readdirSync(FOLDER)
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as RuleCases),
);

export function snapshotOf(account: AccountJson): Snapshot {
  return parseSnapshot(filesOf(account), TAKEN_AT);
}

/** The report on an account; many tests ask for that on the same one. */
export function auditOf(account: AccountJson): Report {
  return kept(REPORTS, account, auditAnew);
}

function auditAnew(account: AccountJson): Report {
  const { pack, suppressions = [] } = account;
  return audit(snapshotOf(account), {
    engineVersion: '0.0.0-test',
    baselines: baselinesOf(account),
    suppressions: parseSuppressions({ suppressions }, 'suppressions.json'),
    ...(pack === undefined ? {} : { pack }),
  });
}

/** What an earlier run would have recorded. */
export function baselinesOf({ baselines = {} }: AccountJson): Baselines {
  const recorded = new Map<string, Baseline>();
  for (const [arn, { document, recordedAt = '2026-06-01T06:00:00Z', ...more }] of Object.entries(baselines)) {
    const versionId = more.versionId ?? publishedVersion(document);
    recorded.set(arn, {
      document: publishedDocument(document),
      recordedAt,
      ...(versionId === undefined ? {} : { versionId }),
    });
  }
  return recorded;
}

/** The same account as the files of a snapshot folder. */
export function filesOf(account: AccountJson): SnapshotFiles {
  const { partition = 'aws', regions = [REGION], coverage = [] } = account;
  const header = { schemaVersion: 1, takenAt: TAKEN_AT, partition, accountId: ACCOUNT, regions, coverage };
  const files = new Map<string, Read<unknown>>([
    ['snapshot.json', known(header)],
    ['iam/authorization-details.json', known(authorizationDetails(account))],
  ]);
  for (const region of regions)
    files.set(`${region}/states/state-machines.json`, known(stateMachines(account, region)));
  for (const region of regions) addSageMaker(files, account, region);
  addOrganization(files, account);
  return files;
}

function addSageMaker(files: Map<string, Read<unknown>>, account: AccountJson, region: string): void {
  const { partition = 'aws', regions = [REGION], sagemaker = {}, unread = [] } = account;
  for (const kind of SAGEMAKER_KINDS) {
    if (unread.includes(kind.noun)) continue;
    const records = region === regions[0] ? (sagemaker[kind.noun] ?? []) : [];
    const items = records.map((record) => {
      const name = (record as Record<string, unknown>)[kind.name] ?? 'unnamed';
      const type = kind.arn
        .replace(/Arn$/, '')
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase();
      return { [kind.arn]: `arn:${partition}:sagemaker:${region}:${ACCOUNT}:${type}/${name}`, ...record };
    });
    files.set(`${region}/${sageMakerFile(kind)}`, known({ items }));
  }
  addResourcePolicies(files, account, region);
}

function addResourcePolicies(files: Map<string, Read<unknown>>, account: AccountJson, region: string): void {
  const { regions = [REGION], resourcePolicies = [], unread = [] } = account;
  for (const { noun, file } of RESOURCE_POLICY_KINDS) {
    if (unread.includes(noun)) continue;
    const items = resourcePolicies
      .filter(({ type }) => type === noun && region === regions[0])
      .map(({ arn, document }) => ({ [`${noun}Arn`]: arn, ResourcePolicy: document }));
    files.set(`${region}/${file}`, known({ items }));
  }
}

function roleArn({ partition = 'aws' }: AccountJson, path: string, name: string): string {
  return `arn:${partition}:iam::${ACCOUNT}:role${path}${name}`;
}

function boundaryArn({ partition = 'aws' }: AccountJson, role: string): string {
  return `arn:${partition}:iam::${ACCOUNT}:policy/${role}Boundary`;
}

function authorizationDetails(account: AccountJson): object {
  const managed = new Map<string, unknown>();
  for (const { name, managed: attached = {}, boundary } of account.roles) {
    for (const [arn, document] of Object.entries(attached)) managed.set(arn, document);
    if (boundary !== undefined) managed.set(boundaryArn(account, name), boundary);
  }
  return {
    RoleDetailList: account.roles.map((role) => roleDetail(role, account)),
    Policies: [...managed].map(([Arn, document]) => {
      const VersionId = account.versions?.[Arn] ?? publishedVersion(document) ?? 'v1';
      const Document = publishedDocument(document);
      const versions = Document === null ? [] : [{ VersionId, IsDefaultVersion: true, Document }];
      return { Arn, DefaultVersionId: VersionId, PolicyVersionList: versions };
    }),
  };
}

function roleDetail(role: RoleJson, account: AccountJson): object {
  const { name, path = '/', trust = 'states', policies = {}, managed = {}, boundary, tags = {} } = role;
  return {
    Arn: roleArn(account, path, name),
    RoleName: name,
    Path: path,
    AssumeRolePolicyDocument: trustPolicy(trust),
    RolePolicyList: Object.entries(policies).map(([PolicyName, PolicyDocument]) => ({
      PolicyName,
      PolicyDocument: publishedDocument(PolicyDocument),
    })),
    AttachedManagedPolicies: Object.keys(managed).map((PolicyArn) => ({
      PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
      PolicyArn,
    })),
    ...(boundary === undefined
      ? {}
      : { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn(account, name) } }),
    ...(role.createdAt === undefined ? {} : { CreateDate: role.createdAt }),
    ...(role.lastUsed === undefined
      ? {}
      : { RoleLastUsed: role.lastUsed === 'never' ? {} : { LastUsedDate: role.lastUsed } }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

function trustPolicy(trust: string | readonly string[] | object): unknown {
  if (typeof trust !== 'string' && !Array.isArray(trust)) return trust;
  const services = [trust].flat().map((service) => `${service}.amazonaws.com`);
  const Statement = { Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' };
  return { Version: '2012-10-17', Statement };
}

function stateMachines(account: AccountJson, region: string): object {
  const { partition = 'aws', regions = [REGION] } = account;
  const here = account.machines.filter((machine) => (machine.region ?? regions[0]) === region);
  const arnOf = ({ name }: MachineJson) =>
    `arn:${partition}:states:${region}:${ACCOUNT}:stateMachine:${name}`;
  const role = (name: string) => (name.startsWith('arn:') ? name : roleArn(account, '/', name));
  return {
    stateMachines: here.map((machine) => ({
      stateMachineArn: arnOf(machine),
      name: machine.name,
      type: machine.type ?? 'STANDARD',
      roleArn: role(machine.role),
      definition: definitionText(machine.definition),
      ...machine.settings,
    })),
    versions: here.flatMap((machine) =>
      (machine.versions ?? []).map((version) => ({
        stateMachineArn: `${arnOf(machine)}:${version.number}`,
        roleArn: role(version.role ?? machine.role),
        definition: definitionText(version.definition),
        ...version.settings,
      })),
    ),
    aliases: here.flatMap((machine) =>
      (machine.aliases ?? []).map((number) => ({
        stateMachineAliasArn: `${arnOf(machine)}:live${number}`,
        routingConfiguration: [{ stateMachineVersionArn: `${arnOf(machine)}:${number}`, weight: 100 }],
      })),
    ),
  };
}

function definitionText(definition: unknown): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}

/** A finding in one line: `pass-role-too-wide of TrainRole, high`. */
export function lineOf({ ruleId, role, severity }: Finding): string {
  return `${ruleId} of ${role.name}, ${severity}`;
}

/** Findings that somebody would be woken for. */
export function aboveInfo(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity !== 'info');
}
