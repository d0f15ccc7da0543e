import { printableJson } from '../findings/printable.ts';
import { catalogue } from '../policy/catalogue.ts';
import { contains, type Reading } from '../policy/contains.ts';
import { differences } from '../policy/differences.ts';
import type { Verdict } from '../policy/verdict.ts';
import { accessOf } from './access.ts';
import { answerLines, documentsIn } from './batch.ts';
import { differencesReport, verdictAnswer, verdictReport } from './comparison-report.ts';
import { readJsonFiles } from './files.ts';
import { noPositionals, oneOf, parseFlags } from './flags.ts';
import { type Io, UsageError } from './io.ts';
import { LIMIT_OPTIONS, limitsIn, readLimits } from './limits.ts';

const OPTIONS = {
  required: { type: 'string', multiple: true },
  granted: { type: 'string', multiple: true },
  ...LIMIT_OPTIONS,
  typed: { type: 'boolean' },
  all: { type: 'boolean' },
  batch: { type: 'boolean' },
  format: { type: 'string' },
} as const;

/**
 * `plumbline compare`: 0 where all that is required is granted, 1 where some request is not, 3 where it cannot be
 * decided; with `--batch` 0, or 2 where some line makes no sense.
 */
export async function compareCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseFlags(args, OPTIONS);
  noPositionals(positionals);
  const format = oneOf('format', values.format ?? 'text', ['json', 'text']);
  const reading: Reading = values.typed === true ? { typed: catalogue } : {};
  if (values.batch === true) {
    if (values.all === true) throw new UsageError('`--all` cannot be used with `--batch`');
    return answerLines(io, (line) => {
      const granted = accessOf(documentsIn(line, 'granted'), limitsIn(line));
      const required = accessOf(documentsIn(line, 'required'));
      return verdictAnswer(contains(required, granted, reading));
    });
  }
  if (values.required === undefined || values.granted === undefined)
    throw new UsageError('name the two sides with `--required FILE` and `--granted FILE`, or use `--batch`');
  const required = accessOf(await readJsonFiles(values.required));
  const granted = accessOf(await readJsonFiles(values.granted), await readLimits(values));
  const { kind, answer, text } =
    values.all === true
      ? differencesReport(differences(required, granted, reading))
      : verdictReport(contains(required, granted, reading));
  io.out(format === 'json' ? `${printableJson(answer)}\n` : text);
  return EXIT[kind];
}

const EXIT: Readonly<Record<Verdict['kind'], number>> = { contained: 0, exceeds: 1, unknown: 3 };
