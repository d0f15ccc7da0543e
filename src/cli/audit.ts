import { writeFile } from 'node:fs/promises';
import type { Environment } from '../config.ts';
import { atLeast } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import { run } from '../run.ts';
import { type AuditArguments, auditArguments } from './audit-options.ts';
import type { Io } from './io.ts';
import { folderSource, liveSource } from './sources.ts';

/** `plumbline audit`: 0 nothing at or above `--fail-on`, 1 drift, 3 with `--strict` and incomplete coverage. */
export async function auditCommand(
  args: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  const options = auditArguments(args);
  const { snapshot, accounts, only, pack, format, out } = options;
  const source =
    snapshot === undefined ? await liveSource(options.regions, io, environment) : folderSource(snapshot);
  const { report } = await run(source, { accounts, pack, ...(only.length === 0 ? {} : { only }) });
  const text = format.render(report, { width: io.width, color: io.color && out === undefined });
  if (out === undefined) io.out(text);
  else await writeFile(out, text);
  return exitCode(report, options);
}

function exitCode({ findings, coverage }: Report, { failOn, strict }: AuditArguments): number {
  if (failOn !== 'never' && findings.some(({ severity }) => atLeast(severity, failOn))) return 1;
  return strict && !coverage.complete ? 3 : 0;
}
