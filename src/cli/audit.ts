import { writeFile } from 'node:fs/promises';
import { type Config, type Environment, loadConfig, suppressionsFrom } from '../config/config.ts';
import { loadSuppressions } from '../config/suppressions-file.ts';
import { atLeast, type Finding, isOpen } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import type { Report } from '../findings/report.ts';
import { run } from '../run/run.ts';
import type { Memory } from '../run/run-options.ts';
import type { Source } from '../run/source.ts';
import { folderObjects } from '../state/folder-objects.ts';
import { type AuditArguments, auditArguments } from './audit-options.ts';
import type { Io } from './io.ts';
import { nextStep } from './next-step.ts';
import { type ProgressLine, progressLine } from './progress-line.ts';
import { accountSource, auditedWith, folderSource, withFlags } from './sources.ts';
import { DEFAULT_WIDTH } from './terminal.ts';

/** `plumbline audit`: 0 nothing at or above `--fail-on`, 1 drift, 2 where not all could be remembered, 3 with `--strict` and incomplete coverage. */
export async function auditCommand(
  args: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  const options = auditArguments(args);
  const { snapshot, only, format, out } = options;
  const config = snapshot === undefined ? await configFor(options, environment) : undefined;
  const pack = options.pack ?? config?.rules;
  const suppressions = await loadSuppressions(
    options.suppressions ?? config?.suppressions ?? suppressionsFrom(environment),
    process.cwd(),
  );
  const line = progressLine(io, config?.regions ?? []);
  const { report, problems } = await run(auditedWith(sourceFor(options, config, io, line), line), {
    accounts: config?.accounts ?? options.accounts,
    suppressions,
    ...(pack === undefined ? {} : { pack }),
    ...(only.length === 0 ? {} : { only }),
    ...(format.needsPicture === undefined ? {} : { picture: true }),
    ...memoryOf(options),
  }).finally(line.clear);
  for (const problem of problems) io.err(`plumbline audit: ${printable(problem)}\n`);
  if (out !== undefined) await writeFile(out, format.render(report, { width: DEFAULT_WIDTH, color: false }));
  else {
    io.out(format.render(report, io));
    if (io.isOutTerminal && format.name === 'text') io.out(nextStep(report, options, io));
  }
  return problems.length > 0 ? 2 : exitCode(report, options);
}

/** The configuration of the live account. Flags win over variables, variables over the file. */
function configFor(flags: AuditArguments, environment: Environment): Promise<Config> {
  return loadConfig(withFlags(environment, flags), process.cwd());
}

function sourceFor(
  { snapshot = '' }: AuditArguments,
  config: Config | undefined,
  io: Io,
  line: ProgressLine,
): Source {
  return config === undefined ? folderSource(snapshot, line) : accountSource(config, io, line);
}

function memoryOf({ state, acceptBaselines }: AuditArguments): { readonly memory?: Memory } {
  return state === undefined ? {} : { memory: { objects: folderObjects(state), acceptBaselines } };
}

function exitCode({ findings, coverage }: Report, { failOn, strict }: AuditArguments): number {
  const isDrift = (finding: Finding): boolean =>
    failOn !== 'never' && isOpen(finding) && atLeast(finding.severity, failOn);
  if (findings.some(isDrift)) return 1;
  return strict && !coverage.complete ? 3 : 0;
}
