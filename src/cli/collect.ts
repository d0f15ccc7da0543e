import { writeSnapshotFolder } from '../collect/snapshot-files.ts';
import { refuseForeignFolder } from '../collect/snapshot-paths.ts';
import { type Environment, loadConfig } from '../config/config.ts';
import { printable } from '../findings/printable.ts';
import type { Gap } from '../model/coverage.ts';
import { parseSnapshot, type Snapshot } from '../model/snapshot.ts';
import { lookbackDays, noPositionals, parseFlags } from './flags.ts';
import { type Io, UsageError } from './io.ts';
import { progressLine } from './progress-line.ts';
import { accountSource, withFlags } from './sources.ts';

/**
 * `plumbline collect --out DIR [--region R]… [--lookback-days N]`: exit code 0, or 2 where nothing of the account could be read.
 * Throws UsageError, ConfigError, CredentialsError and SnapshotError.
 */
export async function collectCommand(
  args: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  const { values, positionals } = parseFlags(args, {
    out: { type: 'string' },
    region: { type: 'string', multiple: true, default: [] },
    'lookback-days': { type: 'string' },
  });
  noPositionals(positionals);
  const { out = '', region: regions, 'lookback-days': days } = values;
  if (out === '') throw new UsageError('`--out` is missing: name the folder to write');
  await refuseForeignFolder(out);

  const flags = { regions, ...(days === undefined ? {} : { lookbackDays: lookbackDays(days) }) };
  const config = await loadConfig(withFlags(environment, flags), process.cwd());
  const account = await accountSource(config, io, progressLine(io, config.regions))();
  const { files, fileTime } = await account.read({ confirm: [] }).finally(account.close);
  const snapshot = parseSnapshot(files, fileTime);
  // The header alone is always there.
  if (files.size === 1) {
    io.err(lines('plumbline collect: nothing could be read', ...gapLines(snapshot.gaps)));
    return 2;
  }
  await writeSnapshotFolder(out, files);
  io.out(summaryOf(out, snapshot));
  return 0;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function summaryOf(out: string, snapshot: Snapshot): string {
  const { accountId, regions, stateMachines, roles, sageMakerResources, gaps } = snapshot;
  return lines(
    `Account ${printable(accountId)} is in \`${printable(out)}\``,
    `  ${stateMachines.length} state machines in ${regions.join(', ')}`,
    `  ${roles.length} roles`,
    `  ${sageMakerResources.length} SageMaker resources`,
    ...(gaps.length === 0 ? [] : [`  ${gaps.length} gaps in what was read:`, ...gapLines(gaps)]),
  );
}

const MOST_GAPS_SHOWN = 20;

/** A service that refuses many questions in a region has one line, so that it hides no other. */
function gapLines(gaps: readonly Gap[]): readonly string[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const { kind, source, region, resource = '' } = gap;
    const key = [kind, source.split(':')[0], region, resource].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), gap]);
  }
  const shown = [...groups.values()].slice(0, MOST_GAPS_SHOWN);
  const rest = groups.size - shown.length;
  return [...shown.flatMap(groupLine), ...(rest === 0 ? [] : [`    and ${rest} more`])];
}

function groupLine([first, ...others]: readonly Gap[]): readonly string[] {
  if (first === undefined) return [];
  const { source, region, resource, kind, why, action } = first;
  const grant = action === undefined ? '' : ` (grant \`${action}\`)`;
  const like = others.length === 0 ? '' : `, and ${others.length} like it`;
  return [printable(`    ${kind}: \`${source}\` ${resource ?? region}: ${why}${grant}${like}`)];
}
