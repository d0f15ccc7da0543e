import { formats } from './expect-formats/index.ts';
import { optionsOf } from './expect-options.ts';
import { expectReport } from './expect-report.ts';
import { parseDefinitionFile } from './expect-source.ts';
import { warningsOf } from './expect-warnings.ts';
import { readTextFile } from './files.ts';
import type { Io } from './io.ts';

/**
 * `plumbline expect DEFINITION.json`: the policy that a definition needs (`--bound required`) or justifies
 * (`--bound allowed`). Throws UsageError where the arguments make no sense, the file is not JSON, or the format
 * cannot hold the policy.
 */
export async function expectCommand(args: readonly string[], io: Io): Promise<number> {
  const options = optionsOf(args);
  const source = parseDefinitionFile(await readTextFile(options.file), options);
  const report = expectReport(source, options);
  io.out(await formats[options.format](report));
  for (const warning of warningsOf(report, options.format)) io.err(`plumbline expect: ${warning}\n`);
  return 0;
}
