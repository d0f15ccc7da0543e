import { isRecord, type JsonRecord, kindOf, own } from './json.ts';

/**
 * What a revision configures beside its definition. Versions have tracing and logging of their own.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html
 */
export interface Settings {
  readonly tracing: boolean;
  readonly logging: boolean;
  /** The customer managed key that encrypts definition and history: its id, its ARN or an alias. */
  readonly kmsKeyId?: string;
  /** Parts that make no sense, by their path in the answer of DescribeStateMachine. */
  readonly problems: readonly SettingsProblem[];
}

interface SettingsProblem {
  readonly path: string;
  readonly why: string;
}

const LOG_LEVELS: readonly unknown[] = ['ALL', 'ERROR', 'FATAL', 'OFF'];

/**
 * The settings in an answer of DescribeStateMachine; what is absent is off.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function parseSettings(described: JsonRecord): Settings {
  const problems: SettingsProblem[] = [];
  const expect = (path: string, expected: string, value: unknown): undefined => {
    const found = typeof value === 'string' ? 'another text' : kindOf(value);
    problems.push({ path: `$.${path}`, why: `expected ${expected}, found ${found}` });
  };
  const part = (key: string): JsonRecord | undefined => {
    const value = own(described, key);
    if (value === undefined || isRecord(value)) return value;
    return expect(key, 'an object', value);
  };
  const tracing = part('tracingConfiguration');
  const logging = part('loggingConfiguration');
  const encryption = part('encryptionConfiguration');
  const kmsKeyId = encryption === undefined ? undefined : parseKey(encryption, expect);
  return {
    tracing: tracing !== undefined && parseTracing(tracing, expect),
    logging: logging !== undefined && parseLogging(logging, expect),
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    problems,
  };
}

/** Notes that something else was expected than `value`. */
type Expect = (path: string, expected: string, value: unknown) => undefined;

function parseTracing(tracing: JsonRecord, expect: Expect): boolean {
  const enabled = own(tracing, 'enabled');
  if (enabled !== undefined && typeof enabled !== 'boolean')
    expect('tracingConfiguration.enabled', 'a boolean', enabled);
  return enabled === true;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html */
function parseLogging(logging: JsonRecord, expect: Expect): boolean {
  const level = own(logging, 'level') ?? 'OFF';
  const destinations = own(logging, 'destinations') ?? [];
  if (!LOG_LEVELS.includes(level)) {
    expect('loggingConfiguration.level', 'a log level', level);
    return false;
  }
  if (!Array.isArray(destinations)) {
    expect('loggingConfiguration.destinations', 'an array', destinations);
    return false;
  }
  return level !== 'OFF' && destinations.length > 0;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html */
function parseKey(encryption: JsonRecord, expect: Expect): string | undefined {
  const type = own(encryption, 'type');
  if (type === 'AWS_OWNED_KEY') return undefined;
  if (type !== 'CUSTOMER_MANAGED_KMS_KEY')
    return expect('encryptionConfiguration.type', 'a type of encryption', type);
  const key = own(encryption, 'kmsKeyId');
  return typeof key === 'string' ? key : expect('encryptionConfiguration.kmsKeyId', 'a string', key);
}
