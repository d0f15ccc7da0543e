import { parseArn } from './arn.ts';
import type { Gap } from './coverage.ts';
import { asArray, asString, isRecord, type JsonRecord, kindOf, own } from './json.ts';
import { failed, known, type Read } from './read.ts';
import { parseSettings, type Settings } from './settings.ts';

/** One definition that can run: the current one, or a published version. A version keeps the role it was published with. */
export interface Revision {
  /** `current`, or the number of the version. */
  readonly qualifier: string;
  readonly roleArn: string;
  /** Amazon States Language, as text. */
  readonly definition: Read<string>;
  readonly settings: Settings;
  /** `runs`: current, or reached by an alias. `may-run`: a version that only its own ARN starts, or about to be deleted. */
  readonly use: 'runs' | 'may-run';
}

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly revisions: readonly Revision[];
  /** False where versions or aliases were not read: another definition may use the role. */
  readonly versionsKnown: boolean;
}

const SOURCE = 'states:DescribeStateMachine';

/** The content of `<region>/states/state-machines.json`. */
export function parseStateMachines(
  file: JsonRecord,
  region: string,
): { machines: StateMachine[]; gaps: Gap[] } {
  const gaps: Gap[] = [];
  const listed = own(file, 'stateMachines');
  if (!Array.isArray(listed)) {
    gaps.push({
      source: SOURCE,
      region,
      kind: 'malformed',
      why: `$.stateMachines: expected an array, found ${kindOf(listed)}`,
    });
    return { machines: [], gaps };
  }
  const versions = own(file, 'versions');
  const aliases = own(file, 'aliases');
  const versionsKnown = Array.isArray(versions) && Array.isArray(aliases);
  if (!versionsKnown)
    gaps.push({
      source: 'states:ListStateMachineVersions',
      region,
      kind: 'not-read',
      why: 'versions and aliases were not read: only current definitions are known',
    });
  const aliased = aliasedVersions(aliases);
  const machines: StateMachine[] = [];
  for (const [index, entry] of listed.entries()) {
    const at = `$.stateMachines[${index}]`;
    const current = isRecord(entry) ? parseCurrent(entry) : undefined;
    if (current === undefined) {
      gaps.push({
        source: SOURCE,
        region,
        kind: 'malformed',
        why: `${at}: expected a state machine with stateMachineArn and roleArn, found ${kindOf(entry)}`,
      });
      continue;
    }
    const older = versionsOf(current.arn, versions, aliased);
    machines.push({ versionsKnown, ...current, revisions: [...current.revisions, ...older] });
  }
  return { machines, gaps };
}

function parseCurrent(entry: JsonRecord): Omit<StateMachine, 'versionsKnown'> | undefined {
  const arn = asString(own(entry, 'stateMachineArn'));
  const parsed = arn === undefined ? undefined : parseArn(arn);
  const deleting = own(entry, 'status') === 'DELETING';
  const revision = parseRevision(entry, 'current', deleting ? 'may-run' : 'runs');
  if (arn === undefined || parsed === undefined || revision === undefined) return undefined;
  return {
    arn,
    name: asString(own(entry, 'name')) ?? parsed.resource.slice(parsed.resource.indexOf(':') + 1),
    partition: parsed.partition,
    region: parsed.region,
    accountId: parsed.accountId,
    type: own(entry, 'type') === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    revisions: [revision],
  };
}

function parseRevision(entry: JsonRecord, qualifier: string, use: Revision['use']): Revision | undefined {
  const roleArn = asString(own(entry, 'roleArn'));
  return roleArn === undefined
    ? undefined
    : { qualifier, roleArn, definition: parseDefinitionText(entry), settings: parseSettings(entry), use };
}

/**
 * A caller without `kms:Decrypt` may ask for METADATA_ONLY and then receives the definition `{}`.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
function parseDefinitionText(entry: JsonRecord): Read<string> {
  const text = own(entry, 'definition');
  if (typeof text === 'string' && text.replace(/\s/g, '') !== '{}') return known(text);
  if (isRecord(text) && Object.keys(text).length > 0) return known(JSON.stringify(text));
  if (isRecord(own(entry, 'encryptionConfiguration')) || typeof text === 'string')
    return {
      kind: 'denied',
      why: 'the definition is encrypted and was read as metadata only',
      action: 'kms:Decrypt',
    };
  return failed(`expected the definition as text, found ${kindOf(text)}`);
}

/** Version ARNs that some alias routes to. */
function aliasedVersions(aliases: unknown): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const alias of asArray(aliases)) {
    if (!isRecord(alias)) continue;
    for (const route of asArray(own(alias, 'routingConfiguration'))) {
      const arn = isRecord(route) ? asString(own(route, 'stateMachineVersionArn')) : undefined;
      if (arn !== undefined) reached.add(arn);
    }
  }
  return reached;
}

function versionsOf(machineArn: string, versions: unknown, aliased: ReadonlySet<string>): Revision[] {
  const found: Revision[] = [];
  for (const version of asArray(versions)) {
    if (!isRecord(version)) continue;
    const arn = asString(own(version, 'stateMachineArn')) ?? '';
    if (!arn.startsWith(`${machineArn}:`)) continue;
    const revision = parseRevision(
      version,
      arn.slice(machineArn.length + 1),
      aliased.has(arn) ? 'runs' : 'may-run',
    );
    if (revision !== undefined) found.push(revision);
  }
  return found;
}
