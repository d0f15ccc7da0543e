import { readFile } from 'node:fs/promises';
import { optionsOf } from './expect-options.ts';
import { expectReport } from './expect-report.ts';
import { parseDefinitionFile } from './expect-source.ts';
import { asTable } from './expect-table.ts';
import { type Io, UsageError } from './io.ts';

/**
 * `plumbline expect DEFINITION.json`: the policy that a definition needs (`--bound required`) or justifies
 * (`--bound allowed`). Throws UsageError where the arguments make no sense or the file is not JSON.
 */
export async function expectCommand(args: readonly string[], io: Io): Promise<number> {
  const options = optionsOf(args);
  const source = parseDefinitionFile(await textOf(options.file), options);
  const report = expectReport(source, options);
  io.out(options.format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : asTable(report));
  return 0;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`\`${file}\` cannot be read`, { cause: error });
  }
}
