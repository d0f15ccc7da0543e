import type { RemedyForm } from '../publish/remedy-form.ts';
import { remedyForms } from '../publish/remedy-forms/index.ts';
import { lookbackDays, oneOf, parseFlags } from './flags.ts';
import { UsageError } from './io.ts';

/** What `plumbline explain` was asked for. */
export interface ExplainArguments {
  /** Id of a rule, or the beginning of the id of a finding. */
  readonly subject: string;
  /** Where the finding is looked for: the first of these that is named, else the live account. */
  readonly report?: string;
  readonly state?: string;
  readonly snapshot?: string;
  readonly regions: readonly string[];
  readonly lookbackDays?: string;
  readonly suppressions?: string;
  /** The only thing to print. */
  readonly remedy?: RemedyForm['name'];
  readonly format: 'text' | 'json';
}

const OPTIONS = {
  report: { type: 'string' },
  state: { type: 'string' },
  snapshot: { type: 'string' },
  region: { type: 'string', multiple: true },
  'lookback-days': { type: 'string' },
  suppressions: { type: 'string' },
  remedy: { type: 'string' },
  format: { type: 'string' },
} as const;

/** Throws UsageError that names the flag and what it expects. */
export function explainArguments(args: readonly string[]): ExplainArguments {
  const { values, positionals } = parseFlags(args, OPTIONS);
  const [subject, ...others] = positionals;
  if (subject === undefined || others.length > 0)
    throw new UsageError(`expected the id of one finding or rule, found ${positionals.length}`);
  const { report, state, snapshot, region = [], suppressions, remedy, format } = values;
  const { 'lookback-days': days } = values;
  if (remedy !== undefined && format !== undefined)
    throw new UsageError('`--remedy` prints nothing but the remedy: it cannot be used with `--format`');
  return {
    subject,
    regions: region,
    format: oneOf('format', format ?? 'text', ['text', 'json']),
    ...(report === undefined ? {} : { report }),
    ...(state === undefined ? {} : { state }),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(suppressions === undefined ? {} : { suppressions }),
    ...(days === undefined ? {} : { lookbackDays: lookbackDays(days) }),
    ...(remedy === undefined
      ? {}
      : {
          remedy: oneOf(
            'remedy',
            remedy,
            remedyForms.map(({ name }) => name),
          ),
        }),
  };
}
