import { optionsOf } from './expect-options.ts';
import { expectReport } from './expect-report.ts';
import { parseDefinitionFile } from './expect-source.ts';
import { asTable } from './expect-table.ts';
import { readTextFile } from './files.ts';
import type { Io } from './io.ts';

/**
 * `plumbline expect DEFINITION.json`: the policy that a definition needs (`--bound required`) or justifies
 * (`--bound allowed`). Throws UsageError where the arguments make no sense or the file is not JSON.
 */
export async function expectCommand(args: readonly string[], io: Io): Promise<number> {
  const options = optionsOf(args);
  const source = parseDefinitionFile(await readTextFile(options.file), options);
  const report = expectReport(source, options);
  io.out(options.format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : asTable(report));
  return 0;
}
