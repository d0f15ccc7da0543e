import { LOOKBACK_DAYS } from '../collect/sagemaker/limits.ts';
import { isRecord, type JsonRecord, own } from '../model/json.ts';
import { type Checked, shown } from './checked.ts';
import {
  CONFIG_FILE,
  type Config,
  checkFile,
  checkVariables,
  REGION,
  type VariableSettings,
} from './config-schema.ts';
import { ConfigError, readSettingsFile } from './settings-file.ts';

export type { Config } from './config-schema.ts';
export { ConfigError } from './settings-file.ts';

/** Variables by name; an empty one counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

const LISTS: readonly string[] = ['PLUMBLINE_REGIONS', 'PLUMBLINE_ACCOUNTS'];

/** The environment of this process: nothing else reads it. */
export function readEnvironment(): Environment {
  return process.env;
}

/** What logs and metrics of this installation are named. */
export function serviceNameFrom({ POWERTOOLS_SERVICE_NAME: named = '' }: Environment): string {
  return named === '' ? 'plumbline' : named;
}

/**
 * Variables win over the content of the file; where neither names regions, AWS_REGION or AWS_DEFAULT_REGION does.
 * Throws one ConfigError that names every problem of both.
 */
export function parseConfig(environment: Environment, file: unknown = {}): Config {
  const fromFile = checkFile(file);
  const fromVariables = checkVariables(variablesOf(environment));
  const idle = [...idleRole(environment, file), ...idleExternalId(environment, file)];
  if (fromFile.kind === 'invalid' || fromVariables.kind === 'invalid' || idle.length > 0)
    throw new ConfigError([...problemsOf(fromFile), ...problemsOf(fromVariables), ...idle]);

  const { securityHub, member, ...inFile } = fromFile.value;
  const { settings, ...apart } = fromVariables.value;
  return {
    accounts: [],
    minSeverity: 'medium',
    lookbackDays: LOOKBACK_DAYS,
    ...inFile,
    ...settings,
    ...securityHubOf(securityHub, apart),
    ...memberOf(member, apart),
    ...homeRegionOf(environment),
    regions: settings.regions ?? inFile.regions ?? regionsFrom([], environment),
  };
}

/** Where buckets and buses are that are given by their names. */
function homeRegionOf({ AWS_REGION: region = '' }: Environment): Pick<Config, 'homeRegion'> {
  return region === '' ? {} : { homeRegion: region };
}

/** A role for a Security Hub that nobody has switched on or off. */
function idleRole(environment: Environment, file: unknown): readonly string[] {
  const { PLUMBLINE_SECURITY_HUB: isOn = '', PLUMBLINE_SECURITY_HUB_ROLE: roleName = '' } = environment;
  const isInFile = isRecord(file) && own(file, 'securityHub') !== undefined;
  return roleName === '' || isOn !== '' || isInFile
    ? []
    : [
        '`PLUMBLINE_SECURITY_HUB_ROLE` is of no use without `PLUMBLINE_SECURITY_HUB`: set that to true or false',
      ];
}

/** An external id for a role that nobody has named. */
function idleExternalId(environment: Environment, file: unknown): readonly string[] {
  const { PLUMBLINE_MEMBER_ROLE: role = '', PLUMBLINE_EXTERNAL_ID: externalId = '' } = environment;
  const isInFile = isRecord(file) && own(file, 'member') !== undefined;
  return externalId === '' || role !== '' || isInFile
    ? []
    : ['`PLUMBLINE_EXTERNAL_ID` is of no use without `PLUMBLINE_MEMBER_ROLE`'];
}

function memberOf(
  inFile: Config['member'],
  { memberRole, externalId }: Omit<VariableSettings, 'settings'>,
): Pick<Config, 'member'> {
  const roleName = memberRole ?? inFile?.roleName;
  if (roleName === undefined) return {};
  return { member: { ...inFile, roleName, ...(externalId === undefined ? {} : { externalId }) } };
}

function securityHubOf(
  inFile: Config['securityHub'],
  { usesSecurityHub = inFile !== undefined, roleName }: Omit<VariableSettings, 'settings'>,
): Pick<Config, 'securityHub'> {
  if (!usesSecurityHub) return {};
  return { securityHub: { ...inFile, ...(roleName === undefined ? {} : { roleName }) } };
}

/** The configuration of this environment and of the file in `folder`, if there is one. Throws ConfigError. */
export async function loadConfig(environment: Environment, folder: string): Promise<Config> {
  return parseConfig(environment, await readSettingsFile(folder, CONFIG_FILE));
}

/** The regions to audit: those of the flags, else PLUMBLINE_REGIONS, else the region of the AWS environment. Throws ConfigError. */
export function regionsFrom(flags: readonly string[], environment: Environment): readonly string[] {
  const named = listOf(environment.PLUMBLINE_REGIONS) ?? listOf(environment.AWS_REGION);
  const found = flags.length > 0 ? flags : (named ?? listOf(environment.AWS_DEFAULT_REGION) ?? []);
  if (found.length === 0)
    throw new ConfigError(['no region is named: pass --region, or set `PLUMBLINE_REGIONS` or `AWS_REGION`']);
  const problems = found
    .filter((name) => !REGION.test(name))
    .map((name) => `\`${shown(name)}\` is not a region: expected a name such as us-east-1`);
  if (problems.length > 0) throw new ConfigError(problems);
  return [...new Set(found)];
}

/** The file of suppressions where no configuration is asked, as for a snapshot. */
export function suppressionsFrom({ PLUMBLINE_SUPPRESSIONS: named }: Environment): string | undefined {
  return named === '' ? undefined : named;
}

function problemsOf(checked: Checked<unknown>): readonly string[] {
  return checked.kind === 'invalid' ? checked.problems : [];
}

/** The variables of Plumbline that are set, lists split at commas and numbers as such. */
function variablesOf(environment: Environment): JsonRecord {
  const variables: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('PLUMBLINE_') || value === undefined || value === '') continue;
    variables[name] = parsed(name, value);
  }
  return variables;
}

function parsed(name: string, text: string): unknown {
  if (LISTS.includes(name)) return listOf(text);
  return name === 'PLUMBLINE_LOOKBACK_DAYS' && /^\d+$/.test(text) ? Number(text) : text;
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text === undefined || text === '' ? undefined : text.split(',').map((entry) => entry.trim());
}
