import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Checked, checkObject, shown } from './checked.ts';
import { LOOKBACK_DAYS } from './collect/sagemaker/limits.ts';
import type { Pack } from './expected/grant.ts';
import { SEVERITIES, type Severity } from './findings/finding.ts';
import { isRecord, type JsonRecord, own } from './model/json.ts';

/** Variables by name; an empty one counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What an installation audits, and what it says to whom. */
export interface Config {
  /** At least one. */
  readonly regions: readonly string[];
  /** The accounts that may be audited; empty where that is left to the credentials. */
  readonly accounts: readonly string[];
  readonly topicArn?: string;
  /** Milder findings stay in the report and are not published. */
  readonly minSeverity: Severity;
  /** The dated set of templates that roles are compared with; the newest where absent. */
  readonly rules?: Pack;
  /** How far back jobs are read. */
  readonly lookbackDays: number;
}

/** A configuration that cannot be used; `problems` holds one sentence for each thing wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

export const CONFIG_FILE = 'plumbline.config.json';

const LISTS: readonly string[] = ['PLUMBLINE_REGIONS', 'PLUMBLINE_ACCOUNTS'];
const PACKS = ['docs-2023', 'docs-2025'] as const satisfies readonly Pack[];
const DAYS = 'a whole number of days from 1 to 365';
const REGION = /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/;
const STANDARD_TOPIC = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

const region = v.pipe(v.string('a region'), v.regex(REGION, 'a region such as us-east-1'));
const accountId = v.pipe(v.string('an account id'), v.regex(/^\d{12}$/, 'an account id of 12 digits'));
const regions = v.pipe(v.array(region, 'an array of regions'), v.minLength(1, 'at least one region'));
const accounts = v.array(accountId, 'an array of account ids');
const topicArn = v.pipe(v.string('an ARN'), v.regex(STANDARD_TOPIC, 'the ARN of a standard SNS topic'));
const minSeverity = v.picklist(SEVERITIES, `one of ${SEVERITIES.join(', ')}`);
const lookbackDays = v.pipe(v.number(DAYS), v.integer(DAYS), v.minValue(1, DAYS), v.maxValue(365, DAYS));
const rules = v.picklist(PACKS, `one of ${PACKS.join(', ')}`);

const fileSchema = v.object({
  $schema: v.exactOptional(v.string('the address of a JSON Schema')),
  regions: v.exactOptional(regions),
  accounts: v.exactOptional(accounts),
  topicArn: v.exactOptional(topicArn),
  minSeverity: v.exactOptional(minSeverity),
  rules: v.exactOptional(rules),
  lookbackDays: v.exactOptional(lookbackDays),
});

const variablesSchema = v.object({
  PLUMBLINE_REGIONS: v.exactOptional(regions),
  PLUMBLINE_ACCOUNTS: v.exactOptional(accounts),
  PLUMBLINE_TOPIC_ARN: v.exactOptional(topicArn),
  PLUMBLINE_MIN_SEVERITY: v.exactOptional(minSeverity),
  PLUMBLINE_RULES: v.exactOptional(rules),
  PLUMBLINE_LOOKBACK_DAYS: v.exactOptional(lookbackDays),
});

/** The keys that `plumbline.config.json` may have. */
export const CONFIG_KEYS: readonly string[] = Object.keys(fileSchema.entries);

/** The environment of this process: nothing else reads it. */
export function readEnvironment(): Environment {
  return process.env;
}

/**
 * Variables win over the content of the file; where neither names regions, AWS_REGION or AWS_DEFAULT_REGION does.
 * Throws one ConfigError that names every problem of both.
 */
export function parseConfig(environment: Environment, file: unknown = {}): Config {
  const fromFile = checkObject(fileSchema, file, `${CONFIG_FILE}: $`);
  const fromVariables = checkObject(variablesSchema, variablesOf(environment), '');
  if (fromFile.kind === 'invalid' || fromVariables.kind === 'invalid')
    throw new ConfigError([...problemsOf(fromFile), ...problemsOf(fromVariables)]);

  const { $schema, ...settings } = fromFile.value;
  const variables = fromVariables.value;
  const topic = variables.PLUMBLINE_TOPIC_ARN ?? settings.topicArn;
  const pack = variables.PLUMBLINE_RULES ?? settings.rules;
  return {
    regions: variables.PLUMBLINE_REGIONS ?? settings.regions ?? regionsFrom([], environment),
    accounts: variables.PLUMBLINE_ACCOUNTS ?? settings.accounts ?? [],
    minSeverity: variables.PLUMBLINE_MIN_SEVERITY ?? settings.minSeverity ?? 'medium',
    lookbackDays: variables.PLUMBLINE_LOOKBACK_DAYS ?? settings.lookbackDays ?? LOOKBACK_DAYS,
    ...(topic === undefined ? {} : { topicArn: topic }),
    ...(pack === undefined ? {} : { rules: pack }),
  };
}

/** The configuration of this environment and of the file in `folder`, if there is one. Throws ConfigError. */
export async function loadConfig(environment: Environment, folder: string): Promise<Config> {
  const text = await readFile(join(folder, CONFIG_FILE), 'utf8').catch((error: unknown) => {
    if (isRecord(error) && own(error, 'code') === 'ENOENT') return '{}';
    throw new ConfigError([`\`${CONFIG_FILE}\` cannot be read`]);
  });
  return parseConfig(environment, parseJson(text));
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

function problemsOf(checked: Checked<unknown>): readonly string[] {
  return checked.kind === 'invalid' ? checked.problems : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`\`${CONFIG_FILE}\` is not JSON`]);
  }
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
