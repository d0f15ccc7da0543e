import { printable } from '../findings/printable.ts';
import { catalogue } from '../policy/catalogue.ts';
import { contains, type Reading } from '../policy/contains.ts';
import type { Verdict } from '../policy/verdict.ts';
import { type AccessSource, accessOf } from './access.ts';
import { answerLines, documentsIn, optionalDocumentsIn } from './batch.ts';
import { readJsonFiles } from './files.ts';
import { noPositionals, oneOf, parseFlags } from './flags.ts';
import { type Io, UsageError } from './io.ts';
import { requestText } from './request-text.ts';

const OPTIONS = {
  required: { type: 'string', multiple: true },
  granted: { type: 'string', multiple: true },
  boundary: { type: 'string', multiple: true },
  scp: { type: 'string', multiple: true },
  typed: { type: 'boolean' },
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
    return answerLines(io, (line) => {
      const granted = {
        policies: documentsIn(line, 'granted'),
        boundary: optionalDocumentsIn(line, 'boundary'),
        scp: optionalDocumentsIn(line, 'scp'),
      };
      return answerOf(compare(documentsIn(line, 'required'), granted, reading));
    });
  }
  if (values.required === undefined || values.granted === undefined)
    throw new UsageError('name the two sides with `--required FILE` and `--granted FILE`, or use `--batch`');
  const required = await readJsonFiles(values.required);
  const granted = {
    policies: await readJsonFiles(values.granted),
    boundary: values.boundary && (await readJsonFiles(values.boundary)),
    scp: values.scp && (await readJsonFiles(values.scp)),
  };
  const verdict = compare(required, granted, reading);
  io.out(format === 'json' ? `${JSON.stringify(answerOf(verdict), null, 2)}\n` : textOf(verdict));
  return EXIT[verdict.kind];
}

const EXIT: Readonly<Record<Verdict['kind'], number>> = { contained: 0, exceeds: 1, unknown: 3 };

function compare(required: readonly unknown[], granted: AccessSource, reading: Reading): Verdict {
  return contains(accessOf({ policies: required }), accessOf(granted), reading);
}

function answerOf(verdict: Verdict): object {
  const { kind, ...rest } = verdict;
  return { verdict: kind, ...rest };
}

function textOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'contained':
      return 'contained: everything that is required is granted\n';
    case 'exceeds':
      return `exceeds: this request is required and not granted\n${requestText(verdict.witness)}`;
    case 'unknown':
      return `unknown: ${printable(verdict.why)}\n`;
  }
}
