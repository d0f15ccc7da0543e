import * as v from 'valibot';
import type { Pack } from '../expected/grant.ts';
import { SEVERITIES } from '../findings/finding.ts';
import type { JsonRecord } from '../model/json.ts';
import type { PublishSettings } from '../publish/channel.ts';
import { type Checked, checkObject } from './checked.ts';

/** What an installation audits, what it remembers, and what it says to whom. */
export interface Config extends PublishSettings {
  /** At least one. */
  readonly regions: readonly string[];
  /** The accounts that may be audited; empty where that is left to the credentials. */
  readonly accounts: readonly string[];
  /** The dated set of templates that roles are compared with; the newest where absent. */
  readonly rules?: Pack;
  /** How far back jobs are read. */
  readonly lookbackDays: number;
  /** The file of suppressions, from the folder of the configuration; absent: the usual one, if there is one. */
  readonly suppressions?: string;
  /** The bucket that keeps findings between runs; absent: none are kept. */
  readonly stateBucket?: string;
  /** How accounts are read that are not that of the credentials; absent: they are not. */
  readonly member?: MemberSettings;
  /** True where AWS Organizations tells which accounts there are; `accounts`, where it names some, narrows them. */
  readonly organization?: boolean;
}

export interface MemberSettings {
  /** Name of the role in each account, without its path. */
  readonly roleName: string;
  /** What the trust of that role asks for beside the auditor. */
  readonly externalId?: string;
}

/** What was said of it in one place. */
export type Settings = Partial<Config>;

/** What the variables say; whether findings go to Security Hub, and by which role, they say apart. */
export interface VariableSettings {
  readonly settings: Settings;
  readonly usesSecurityHub?: boolean;
  readonly roleName?: string;
  readonly memberRole?: string;
  readonly externalId?: string;
}

export const CONFIG_FILE = 'plumbline.config.json';

const PACKS = ['docs-2023', 'docs-2025'] as const satisfies readonly Pack[];
const DAYS = 'a whole number of days from 1 to 365';
const BUCKET = 'the name of an S3 bucket';
const BUS = 'the name or the ARN of an event bus';
const HUB = 'an object with `roleName`, or with nothing';
const ROLE = 'the name of a role without its path';
const SWITCH = 'true or false';
const FILE = 'the path of a file';
const MEMBER = 'an object with `roleName`';
const EXTERNAL_ID = 'an external id of 2 to 1224 letters, digits and +=,.@:/-';

export const REGION: RegExp = /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/;
const STANDARD_TOPIC = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
const EVENT_BUS = /^(arn:[a-z-]+:events:[a-z0-9-]+:\d{12}:event-bus\/)?[/._A-Za-z0-9-]{1,256}$/;
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]{1,64}$/;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL = /^[\w+=,.@:/-]{2,1224}$/;

const region = v.pipe(v.string('a region'), v.regex(REGION, 'a region such as us-east-1'));
const accountId = v.pipe(v.string('an account id'), v.regex(/^\d{12}$/, 'an account id of 12 digits'));
const regions = v.pipe(v.array(region, 'an array of regions'), v.minLength(1, 'at least one region'));
const accounts = v.array(accountId, 'an array of account ids');
const topicArn = v.pipe(v.string('an ARN'), v.regex(STANDARD_TOPIC, 'the ARN of a standard SNS topic'));
const minSeverity = v.picklist(SEVERITIES, `one of ${SEVERITIES.join(', ')}`);
const lookbackDays = v.pipe(v.number(DAYS), v.integer(DAYS), v.minValue(1, DAYS), v.maxValue(365, DAYS));
const rules = v.picklist(PACKS, `one of ${PACKS.join(', ')}`);
const bucket = v.pipe(v.string(BUCKET), v.regex(BUCKET_NAME, BUCKET));
const eventBus = v.pipe(v.string(BUS), v.regex(EVENT_BUS, BUS));
const roleName = v.pipe(v.string(ROLE), v.regex(ROLE_NAME, ROLE));
const externalId = v.pipe(v.string(EXTERNAL_ID), v.regex(EXTERNAL, EXTERNAL_ID));
const suppressions = v.pipe(v.string(FILE), v.regex(/\S/, FILE));

const fileSchema = v.object({
  $schema: v.exactOptional(v.string('the address of a JSON Schema')),
  regions: v.exactOptional(regions),
  accounts: v.exactOptional(accounts),
  topicArn: v.exactOptional(topicArn),
  minSeverity: v.exactOptional(minSeverity),
  rules: v.exactOptional(rules),
  lookbackDays: v.exactOptional(lookbackDays),
  suppressions: v.exactOptional(suppressions),
  stateBucket: v.exactOptional(bucket),
  reportBucket: v.exactOptional(bucket),
  chatTopicArn: v.exactOptional(topicArn),
  eventBus: v.exactOptional(eventBus),
  securityHub: v.exactOptional(v.strictObject({ roleName: v.exactOptional(roleName) }, HUB)),
  member: v.exactOptional(v.strictObject({ roleName, externalId: v.exactOptional(externalId) }, MEMBER)),
  organization: v.exactOptional(v.boolean(SWITCH)),
});

const variablesSchema = v.object({
  PLUMBLINE_REGIONS: v.exactOptional(regions),
  PLUMBLINE_ACCOUNTS: v.exactOptional(accounts),
  PLUMBLINE_TOPIC_ARN: v.exactOptional(topicArn),
  PLUMBLINE_MIN_SEVERITY: v.exactOptional(minSeverity),
  PLUMBLINE_RULES: v.exactOptional(rules),
  PLUMBLINE_LOOKBACK_DAYS: v.exactOptional(lookbackDays),
  PLUMBLINE_SUPPRESSIONS: v.exactOptional(suppressions),
  PLUMBLINE_STATE_BUCKET: v.exactOptional(bucket),
  PLUMBLINE_REPORT_BUCKET: v.exactOptional(bucket),
  PLUMBLINE_CHAT_TOPIC_ARN: v.exactOptional(topicArn),
  PLUMBLINE_EVENT_BUS: v.exactOptional(eventBus),
  PLUMBLINE_SECURITY_HUB: v.exactOptional(v.picklist(['true', 'false'], SWITCH)),
  PLUMBLINE_SECURITY_HUB_ROLE: v.exactOptional(roleName),
  PLUMBLINE_MEMBER_ROLE: v.exactOptional(roleName),
  PLUMBLINE_EXTERNAL_ID: v.exactOptional(externalId),
  PLUMBLINE_ORGANIZATION: v.exactOptional(v.picklist(['true', 'false'], SWITCH)),
});

/** The keys that the file may have. */
export const CONFIG_KEYS: readonly string[] = Object.keys(fileSchema.entries);

/** What `plumbline.config.json` says. */
export function checkFile(file: unknown): Checked<Settings> {
  const checked = checkObject(fileSchema, file, `${CONFIG_FILE}: $`);
  if (checked.kind === 'invalid') return checked;
  const { $schema, ...value } = checked.value;
  return { kind: 'valid', value };
}

/** What the variables say whose names begin with `PLUMBLINE_`. */
export function checkVariables(variables: JsonRecord): Checked<VariableSettings> {
  const checked = checkObject(variablesSchema, variables, '');
  if (checked.kind === 'invalid') return checked;
  const { PLUMBLINE_SECURITY_HUB: isOn, PLUMBLINE_SECURITY_HUB_ROLE: roleName, ...named } = checked.value;
  const { PLUMBLINE_MEMBER_ROLE: memberRole, PLUMBLINE_EXTERNAL_ID: externalId } = named;
  const settings = given({
    regions: named.PLUMBLINE_REGIONS,
    accounts: named.PLUMBLINE_ACCOUNTS,
    topicArn: named.PLUMBLINE_TOPIC_ARN,
    minSeverity: named.PLUMBLINE_MIN_SEVERITY,
    rules: named.PLUMBLINE_RULES,
    lookbackDays: named.PLUMBLINE_LOOKBACK_DAYS,
    suppressions: named.PLUMBLINE_SUPPRESSIONS,
    stateBucket: named.PLUMBLINE_STATE_BUCKET,
    reportBucket: named.PLUMBLINE_REPORT_BUCKET,
    chatTopicArn: named.PLUMBLINE_CHAT_TOPIC_ARN,
    eventBus: named.PLUMBLINE_EVENT_BUS,
    organization: isTrue(named.PLUMBLINE_ORGANIZATION),
  });
  const apart = given({ usesSecurityHub: isTrue(isOn), roleName, memberRole, externalId });
  return { kind: 'valid', value: { settings, ...apart } };
}

function isTrue(text: 'true' | 'false' | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}

type Given<Values> = { readonly [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/** Without what is undefined, so that it hides nothing. */
function given<Values extends object>(values: Values): Given<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<Values>;
}
