import type { Pack } from '../expected/grant.ts';
import { SEVERITIES, type Severity } from '../findings/finding.ts';
import type { Format } from '../publish/format.ts';
import { formats } from '../publish/formats/index.ts';
import { choiceInstead, lookbackDays, matching, noPositionals, oneOf, parseFlags } from './flags.ts';
import { UsageError } from './io.ts';

/** What `plumbline audit` was asked for. */
export interface AuditArguments {
  /** The folder to audit; absent: the live account. */
  readonly snapshot?: string;
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly only: readonly string[];
  /** Absent: what the configuration says. */
  readonly lookbackDays?: string;
  /** Absent: what the configuration says, else the newest. */
  readonly pack?: Pack;
  readonly format: Format;
  /** The file to write; absent: standard output. */
  readonly out?: string;
  readonly failOn: Severity | 'never';
  /** The folder that keeps findings, and what AWS managed policies said, between runs. */
  readonly state?: string;
  /** The file of suppressions; absent: what the configuration says, else the usual one, if there is one. */
  readonly suppressions?: string;
  readonly acceptBaselines: boolean;
  readonly strict: boolean;
}

const OPTIONS = {
  snapshot: { type: 'string' },
  region: { type: 'string', multiple: true },
  account: { type: 'string', multiple: true },
  only: { type: 'string', multiple: true },
  'lookback-days': { type: 'string' },
  rules: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  'fail-on': { type: 'string' },
  strict: { type: 'boolean' },
  state: { type: 'string' },
  suppressions: { type: 'string' },
  'accept-baselines': { type: 'boolean' },
} as const;

/** Throws UsageError that names the flag and what it expects. */
export function auditArguments(args: readonly string[]): AuditArguments {
  const { values, positionals } = parseFlags(args, OPTIONS);
  noPositionals(positionals);
  const { snapshot, out, rules, state, suppressions } = values;
  const { account = [], only = [], 'lookback-days': days } = values;
  const acceptBaselines = values['accept-baselines'] ?? false;
  if (acceptBaselines && state === undefined)
    throw new UsageError('`--accept-baselines` needs `--state DIR`: without it nothing is remembered');
  return {
    regions: values.region ?? [],
    accounts: account.map((id) => matching('account', id, /^\d{12}$/, '12 digits')),
    only: only.map((arn) =>
      matching('only', arn, /^arn:/, 'the ARN of a state machine, a SageMaker resource or a role'),
    ),
    format: formatOf(values.format ?? 'text'),
    failOn: oneOf('fail-on', values['fail-on'] ?? 'medium', [...SEVERITIES, 'never']),
    strict: values.strict ?? false,
    acceptBaselines,
    ...(state === undefined ? {} : { state }),
    ...(suppressions === undefined ? {} : { suppressions }),
    ...(rules === undefined ? {} : { pack: oneOf('rules', rules, ['docs-2023', 'docs-2025']) }),
    ...(days === undefined ? {} : { lookbackDays: lookbackDays(days) }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(out === undefined ? {} : { out }),
  };
}

function formatOf(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name);
  const names = formats.map((known) => known.name);
  if (format === undefined) throw new UsageError(`\`--format ${name}\`: ${choiceInstead(name, names)}`);
  return format;
}
