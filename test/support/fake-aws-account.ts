import { AwsFault, type Route, type Routes } from './fake-aws.ts';
import { type FakeSageMaker, sageMakerRoutes } from './fake-sagemaker.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

export interface FakeRole {
  readonly name: string;
  readonly path?: string;
  /** Documents by name. */
  readonly inline?: Readonly<Record<string, object>>;
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
  readonly boundary?: string;
  /** Who may assume it; default: Step Functions. */
  readonly service?: string;
}

export interface FakeRevision {
  readonly role: string;
  readonly definition: string;
}

export interface FakeMachine extends FakeRevision {
  readonly name: string;
  /** Where it is; default: in every region. */
  readonly region?: string;
  readonly versions?: readonly FakeRevision[];
  /** Version numbers by the alias that routes to them. */
  readonly aliases?: Readonly<Record<string, number>>;
}

export interface FakeAccount {
  /** Default: `ACCOUNT`. */
  readonly id?: string;
  readonly machines: readonly FakeMachine[];
  readonly roles: readonly FakeRole[];
  /** Default documents by the ARN of the managed policy. */
  readonly policies: Readonly<Record<string, object>>;
  readonly sagemaker?: FakeSageMaker;
  /** Items on a page of a list of Step Functions or IAM. */
  readonly pageSize?: number;
}

export function roleArn(name: string, path = '/', account: string = ACCOUNT): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

export function machineArn(name: string, region: string = REGION, account: string = ACCOUNT): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
}

const WITHOUT_SAGEMAKER = sageMakerRoutes({});

const CREATED = new Date('2026-01-02T03:04:05Z');

/** Routes that answer as AWS does: paged, with encoded policy documents and typed not-found errors. */
export function accountRoutes(account: FakeAccount): Routes {
  return {
    ...identityRoutes(account),
    ...statesRoutes(account),
    ...(account.sagemaker === undefined ? WITHOUT_SAGEMAKER : sageMakerRoutes(account.sagemaker)),
    ...iamRoutes(account),
  };
}

function identityRoutes({ id = ACCOUNT }: FakeAccount): Routes {
  const Arn = `arn:aws:iam::${id}:user/auditor`;
  return { 'sts:GetCallerIdentity': () => ({ Account: id, UserId: 'AIDAEXAMPLE', Arn }) };
}

interface Slice {
  readonly items: readonly unknown[];
  readonly next?: string;
}

function slice(all: readonly unknown[], size: number, token: unknown): Slice {
  const start = token === undefined ? 0 : Number(String(token).replace('from-', ''));
  const items = all.slice(start, start + size);
  return start + size < all.length ? { items, next: `from-${start + size}` } : { items };
}

function statesRoutes({ id, machines, pageSize = 100 }: FakeAccount): Routes {
  const inRegion = byRegion(machines);
  const list =
    (key: string, all: (region: string, arn: string) => readonly object[]): Route =>
    (input, region) => {
      const { items, next } = slice(all(region, String(input.stateMachineArn)), pageSize, input.nextToken);
      return { [key]: items, nextToken: next };
    };
  const find = (arn: string, region: string): FakeMachine => {
    const machine = inRegion(region).get(arn.slice(machineArn('', region, id).length));
    if (machine === undefined)
      throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  };
  return {
    'states:ListStateMachines': list('stateMachines', (region) =>
      [...inRegion(region).keys()].map((name) => ({
        stateMachineArn: machineArn(name, region, id),
        name,
        type: 'STANDARD',
        creationDate: CREATED,
      })),
    ),
    'states:DescribeStateMachine': (input, region) => {
      const [arn = '', version] = splitVersion(String(input.stateMachineArn));
      const machine = find(arn, region);
      const revision = version === undefined ? machine : machine.versions?.[Number(version) - 1];
      if (revision === undefined) throw new AwsFault('StateMachineDoesNotExist');
      return {
        stateMachineArn: input.stateMachineArn,
        name: machine.name,
        status: 'ACTIVE',
        type: 'STANDARD',
        roleArn: revision.role,
        definition: revision.definition,
        creationDate: CREATED,
      };
    },
    'states:ListStateMachineVersions': list('stateMachineVersions', (region, arn) =>
      (find(arn, region).versions ?? []).map((_, index) => ({
        stateMachineVersionArn: `${arn}:${index + 1}`,
        creationDate: CREATED,
      })),
    ),
    'states:ListStateMachineAliases': list('stateMachineAliases', (region, arn) =>
      Object.keys(find(arn, region).aliases ?? {}).map((name) => ({
        stateMachineAliasArn: `${arn}:${name}`,
        creationDate: CREATED,
      })),
    ),
    'states:DescribeStateMachineAlias': (input, region) => {
      const [arn = '', alias = ''] = splitVersion(String(input.stateMachineAliasArn));
      const version = find(arn, region).aliases?.[alias];
      if (version === undefined) throw new AwsFault('ResourceNotFound');
      const routingConfiguration = [{ stateMachineVersionArn: `${arn}:${version}`, weight: 100 }];
      return { stateMachineAliasArn: input.stateMachineAliasArn, name: alias, routingConfiguration };
    },
  };
}

/** The machines of a region by their names, looked for once. */
function byRegion(machines: readonly FakeMachine[]): (region: string) => ReadonlyMap<string, FakeMachine> {
  const regions = new Map<string, ReadonlyMap<string, FakeMachine>>();
  return (region) => {
    const isThere = (machine: FakeMachine): boolean => (machine.region ?? region) === region;
    const known =
      regions.get(region) ??
      new Map(machines.filter(isThere).map((machine): [string, FakeMachine] => [machine.name, machine]));
    regions.set(region, known);
    return known;
  };
}

/** `…:stateMachine:name:suffix` into the machine's ARN and the version number or alias. */
function splitVersion(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [parts.slice(0, 7).join(':'), ...parts.slice(7)];
}

function encoded(document: unknown): string {
  return encodeURIComponent(JSON.stringify(document));
}

/** What is on a page of all details. */
interface Detail {
  readonly role?: FakeRole;
  readonly policy?: readonly [arn: string, document: object];
}

function iamRoutes({ id, roles, policies, pageSize = 100 }: FakeAccount): Routes {
  const find = (name: unknown): FakeRole => {
    const role = roles.find((candidate) => candidate.name === name);
    if (role === undefined)
      throw new AwsFault('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    return role;
  };
  const list =
    (key: string, all: (role: FakeRole) => readonly unknown[]): Route =>
    (input) => {
      const { items, next } = slice(all(find(input.RoleName)), pageSize, input.Marker);
      return { [key]: items, IsTruncated: next !== undefined, Marker: next };
    };
  const all: readonly Detail[] = [
    ...roles.map((role) => ({ role })),
    ...Object.entries(policies).map((policy) => ({ policy })),
  ];
  const documentOf = (arn: unknown): object => {
    const document = policies[String(arn)];
    if (document === undefined) throw new AwsFault('NoSuchEntity', `Policy ${arn} does not exist.`, 404);
    return document;
  };
  return {
    'iam:GetAccountAuthorizationDetails': (input) => {
      const { items, next } = slice(all, pageSize, input.Marker);
      const page = items as readonly Detail[];
      return {
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: page.flatMap(({ role }) => (role === undefined ? [] : roleDetail(role, id))),
        Policies: page.flatMap(({ policy }) => (policy === undefined ? [] : policyDetail(...policy))),
        IsTruncated: next !== undefined,
        Marker: next,
      };
    },
    'iam:GetRole': (input) => ({ Role: roleHead(find(input.RoleName), id) }),
    'iam:ListRolePolicies': list('PolicyNames', ({ inline = {} }) => Object.keys(inline)),
    'iam:GetRolePolicy': ({ RoleName, PolicyName }) => ({
      RoleName,
      PolicyName,
      PolicyDocument: encoded(find(RoleName).inline?.[String(PolicyName)]),
    }),
    'iam:ListAttachedRolePolicies': list('AttachedPolicies', attachments),
    'iam:GetPolicy': ({ PolicyArn }) => {
      documentOf(PolicyArn);
      return { Policy: { Arn: PolicyArn, DefaultVersionId: 'v2' } };
    },
    'iam:GetPolicyVersion': ({ PolicyArn, VersionId }) => ({
      PolicyVersion: { VersionId, IsDefaultVersion: true, Document: encoded(documentOf(PolicyArn)) },
    }),
  };
}

function attachments({ attached = [] }: FakeRole): readonly object[] {
  return attached.map((arn) => ({ PolicyArn: arn, PolicyName: arn.slice(arn.lastIndexOf('/') + 1) }));
}

function roleHead(role: FakeRole, account?: string): object {
  return {
    Arn: roleArn(role.name, role.path, account),
    RoleName: role.name,
    RoleId: `AROA${role.name}`,
    Path: role.path ?? '/',
    CreateDate: CREATED,
    AssumeRolePolicyDocument: encoded(trustOf(role.service)),
    Tags: [{ Key: 'team', Value: 'data' }],
    ...(role.boundary === undefined
      ? {}
      : {
          PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary },
        }),
  };
}

function roleDetail(role: FakeRole, account?: string): object {
  return {
    ...roleHead(role, account),
    InstanceProfileList: [],
    RolePolicyList: Object.entries(role.inline ?? {}).map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: encoded(document),
    })),
    AttachedManagedPolicies: attachments(role),
  };
}

function policyDetail(Arn: string, document: object): object {
  const old = {
    VersionId: 'v1',
    IsDefaultVersion: false,
    CreateDate: CREATED,
    Document: encoded({ old: true }),
  };
  return {
    Arn,
    PolicyName: Arn.slice(Arn.lastIndexOf('/') + 1),
    DefaultVersionId: 'v2',
    PolicyVersionList: [
      old,
      { ...old, VersionId: 'v2', IsDefaultVersion: true, Document: encoded(document) },
    ],
  };
}

function trustOf(service = 'states.amazonaws.com'): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
}
