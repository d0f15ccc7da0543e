import { parseArn } from './arn.ts';
import { type Gap, type GapKind, isOfAccount } from './coverage.ts';
import { asArray, asString, isRecord, type JsonRecord, kindOf, own } from './json.ts';
import { failed, type Read } from './read.ts';
import type { ResourcePolicy } from './resource-policy.ts';
import { decodeDocument, type PolicyText, parseManagedPolicies, parseRoles, type Role } from './role.ts';
import { parseSageMaker } from './sagemaker-files.ts';
import type { SageMakerResource } from './sagemaker-resource.ts';
import { parseStateMachines, type StateMachine } from './state-machine.ts';

/** One account at one moment. */
export interface Snapshot {
  readonly partition: string;
  readonly accountId: string;
  readonly regions: readonly string[];
  /** ISO 8601; the only clock the core knows. */
  readonly takenAt: string;
  readonly roles: readonly Role[];
  /** True where every role of the account was read, so that an ARN that is not among them does not exist. */
  readonly rolesComplete: boolean;
  /** ARNs for which a direct read gave a typed not-found: the only proof that a thing is gone. */
  readonly absent: readonly string[];
  /** ARNs of jobs for which a direct read told that they are older than what is audited. */
  readonly past: readonly string[];
  /** Service control policies, one list per level from the root of the organization down; empty where none were read. */
  readonly serviceControlPolicies: readonly (readonly PolicyText[])[];
  readonly stateMachines: readonly StateMachine[];
  readonly sageMakerResources: readonly SageMakerResource[];
  /** Policies of SageMaker resources; a resource without one is not here. */
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly gaps: readonly Gap[];
}

/** The files of a snapshot folder by their path in it, each as JSON or as the reason why it is none. */
export type SnapshotFiles = ReadonlyMap<string, Read<unknown>>;

export const SNAPSHOT_FILE = 'snapshot.json';
export const AUTHORIZATION_FILE = 'iam/authorization-details.json';
export const ORGANIZATION_FILE = 'organizations/policies.json';
const ROLES_SOURCE = 'iam:GetAccountAuthorizationDetails';
export const STATE_MACHINES_FILE = 'states/state-machines.json';

const GAP_KINDS: readonly string[] = ['denied', 'failed', 'partial'] satisfies GapKind[];

/**
 * Everything that can be understood becomes the snapshot, everything else a gap. An absent file was not read;
 * an empty list was read and is empty. `fileTime` stands in where `snapshot.json` is missing.
 */
export function parseSnapshot(files: SnapshotFiles, fileTime: string): Snapshot {
  const gaps: Gap[] = [];
  const open = (
    path: string,
    region: string,
    sources: readonly [string, ...string[]],
  ): JsonRecord | undefined => {
    const file = files.get(path) ?? failed('the file is absent: it was not read');
    if (file.kind === 'known' && isRecord(file.value)) return file.value;
    const why = file.kind === 'known' ? `$: expected an object, found ${kindOf(file.value)}` : file.why;
    const absent = !files.has(path);
    // The reader has already said why it wrote no file.
    if (absent && gaps.some((gap) => sources.includes(gap.source) && gap.region === region)) return undefined;
    if (absent && gaps.some(isOfAccount)) return undefined;
    gaps.push({
      source: sources[0],
      region,
      kind: absent ? 'not-read' : 'malformed',
      why: `${path}: ${why}`,
    });
    return undefined;
  };

  const header = files.has(SNAPSHOT_FILE) ? open(SNAPSHOT_FILE, 'global', ['snapshot']) : undefined;
  const recorded = recordedCoverage(header);
  gaps.push(...recorded.gaps);

  const details = open(AUTHORIZATION_FILE, 'global', [ROLES_SOURCE]);
  const roles =
    details === undefined ? { roles: [], gaps: [] } : parseRoles(details, parseManagedPolicies(details));
  gaps.push(...roles.gaps);
  const truncated = details !== undefined && own(details, 'IsTruncated') === true;
  if (truncated)
    gaps.push({
      source: ROLES_SOURCE,
      region: 'global',
      kind: 'partial',
      why: '$.IsTruncated: there are more roles than the file holds',
    });

  const organization = files.has(ORGANIZATION_FILE)
    ? open(ORGANIZATION_FILE, 'global', ['organizations:ListPolicies'])
    : undefined;

  const regions = regionsOf(header, files);
  if (regions.length === 0 && !gaps.some(isOfAccount)) {
    const why =
      'no region is named, and no file of one is there: neither state machines nor SageMaker resources were read';
    gaps.push({ source: 'snapshot', region: 'global', kind: 'not-read', why });
  }
  const stateMachines: StateMachine[] = [];
  for (const region of regions) {
    const file = open(`${region}/${STATE_MACHINES_FILE}`, region, ['states:ListStateMachines']);
    if (file === undefined) continue;
    const parsed = parseStateMachines(file, region);
    stateMachines.push(...parsed.machines);
    gaps.push(...parsed.gaps);
  }
  const sageMaker = regions.map((region) =>
    parseSageMaker({
      region,
      has: (path) => files.has(path),
      open: (path, sources) => open(path, region, sources),
      isTold: gaps.some(
        (gap) => isOfAccount(gap) || (gap.source.startsWith('sagemaker:') && gap.region === region),
      ),
    }),
  );
  gaps.push(...sageMaker.flatMap((part) => part.gaps));

  const anyArn = [...stateMachines, ...roles.roles]
    .map(({ arn }) => parseArn(arn))
    .find((arn) => arn !== undefined);
  return {
    partition: textOf(header, 'partition') ?? anyArn?.partition ?? 'aws',
    accountId: textOf(header, 'accountId') ?? anyArn?.accountId ?? '',
    regions,
    takenAt: textOf(header, 'takenAt') ?? fileTime,
    roles: roles.roles,
    rolesComplete:
      details !== undefined &&
      roles.gaps.length === 0 &&
      !truncated &&
      Array.isArray(own(details, 'RoleDetailList')) &&
      recorded.rolesComplete,
    absent: recorded.absent,
    past: recorded.past,
    serviceControlPolicies: organization === undefined ? [] : policyLevels(organization),
    stateMachines,
    sageMakerResources: sageMaker.flatMap(({ resources }) => resources),
    resourcePolicies: sageMaker.flatMap(({ policies }) => policies),
    gaps,
  };
}

function textOf(header: JsonRecord | undefined, key: string): string | undefined {
  return header === undefined ? undefined : asString(own(header, key));
}

function regionsOf(header: JsonRecord | undefined, files: SnapshotFiles): readonly string[] {
  const named =
    header === undefined
      ? []
      : asArray(own(header, 'regions')).filter((region) => typeof region === 'string');
  if (named.length > 0) return named;
  const found = new Set<string>();
  for (const path of files.keys()) {
    const [folder = ''] = path.split('/');
    if (path.endsWith(`/${STATE_MACHINES_FILE}`) || path.startsWith(`${folder}/sagemaker/`))
      found.add(folder);
  }
  return [...found].sort();
}

function policyLevels(organization: JsonRecord): readonly (readonly PolicyText[])[] {
  return asArray(own(organization, 'serviceControlPolicies')).map((level, depth) =>
    asArray(level).map((document, index) => ({
      name: `service control policy ${depth}.${index}`,
      origin: 'scp',
      document: decodeDocument(document),
    })),
  );
}

interface RecordedCoverage {
  readonly gaps: readonly Gap[];
  readonly rolesComplete: boolean;
  readonly absent: readonly string[];
  readonly past: readonly string[];
}

/** What a direct read of one thing told, beside that it went well. */
export const ABSENT = 'NoSuchEntity';
export const PAST = 'BeforeLookback';

/** What the reader wrote down about its own reads. */
function recordedCoverage(header: JsonRecord | undefined): RecordedCoverage {
  const gaps: Gap[] = [];
  const absent: string[] = [];
  const past: string[] = [];
  for (const entry of header === undefined ? [] : asArray(own(header, 'coverage')).filter(isRecord)) {
    const resource = asString(own(entry, 'resource'));
    const why = own(entry, 'why');
    if (own(entry, 'kind') !== 'known') gaps.push(recordedGap(entry));
    else if (resource !== undefined && why === ABSENT) absent.push(resource);
    else if (resource !== undefined && why === PAST) past.push(resource);
  }
  const rolesComplete = !gaps.some(({ source }) => source.startsWith('iam:'));
  return { gaps, rolesComplete, absent, past };
}

function recordedGap(entry: JsonRecord): Gap {
  const kind = asString(own(entry, 'kind')) ?? '';
  const resource = asString(own(entry, 'resource'));
  const action = asString(own(entry, 'action'));
  return {
    source: asString(own(entry, 'source')) ?? 'snapshot',
    region: asString(own(entry, 'region')) ?? 'global',
    kind: isGapKind(kind) ? kind : 'failed',
    why: asString(own(entry, 'why')) ?? 'no reason was recorded',
    ...(resource === undefined ? {} : { resource }),
    ...(action === undefined ? {} : { action }),
  };
}

function isGapKind(kind: string): kind is GapKind {
  return GAP_KINDS.includes(kind);
}
