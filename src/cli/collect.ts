import { parseArgs } from 'node:util';
import { createClients } from '../collect/clients.ts';
import { collect } from '../collect/collect.ts';
import { CredentialsError, SnapshotError } from '../collect/errors.ts';
import type { Progress } from '../collect/reader.ts';
import { writeSnapshotFolder } from '../collect/snapshot-files.ts';
import { printable } from '../findings/printable.ts';
import type { Gap } from '../model/coverage.ts';
import { parseSnapshot, type Snapshot, type SnapshotFiles } from '../model/snapshot.ts';
import { type Io, UsageError } from './io.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** `plumbline collect --out DIR [--region R]…`: exit code 0, or 2 where no snapshot could be written. */
export async function collectCommand(args: readonly string[], io: Io, env: Env): Promise<number> {
  try {
    const { out, regions } = optionsOf(args, env);
    const files = await readAccount(regions, io);
    const snapshot = parseSnapshot(files, NO_FILE_TIME);
    if (files.size === 1) {
      io.err(['plumbline collect: nothing could be read', ...gapLines(snapshot.gaps), ''].join('\n'));
      return 2;
    }
    await writeSnapshotFolder(out, files);
    io.out(summaryOf(out, snapshot));
    return 0;
  } catch (error) {
    if (!isExpected(error)) throw error;
    io.err(`plumbline collect: ${printable(error.message)}\n`);
    return 2;
  }
}

/** Never used: a header that was just collected has its own time. */
const NO_FILE_TIME = '';

function isExpected(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof SnapshotError || error instanceof CredentialsError;
}

interface CollectArguments {
  readonly out: string;
  /** At least one. */
  readonly regions: readonly [string, ...string[]];
}

function optionsOf(args: readonly string[], env: Env): CollectArguments {
  const { out, region } = flagsOf(args);
  if (out === undefined || out === '') throw new UsageError('`--out` is missing: name the folder to write');
  const [first, ...others] = [...new Set(region ?? [env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? ''])];
  if (first === undefined || first === '')
    throw new UsageError('no region: use `--region`, or set `AWS_REGION`');
  const wrong = [first, ...others].find((name) => !/^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/.test(name));
  if (wrong !== undefined)
    throw new UsageError(`\`${wrong}\` is not a region: expected a name like \`us-east-1\``);
  return { out, regions: [first, ...others] };
}

function flagsOf(args: readonly string[]): { readonly out?: string; readonly region?: readonly string[] } {
  try {
    return parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, region: { type: 'string', multiple: true } },
      strict: true,
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the arguments are not understood', {
      cause: error,
    });
  }
}

async function readAccount(regions: CollectArguments['regions'], io: Io): Promise<SnapshotFiles> {
  const clients = createClients({ region: regions[0] });
  try {
    return await collect(clients, {
      regions,
      now: () => new Date(),
      ...(io.isTerminal ? { onProgress: (progress: Progress) => io.err(progressLine(progress)) } : {}),
    });
  } finally {
    if (io.isTerminal) io.err(CLEAR_LINE);
    clients.destroy();
  }
}

const CLEAR_LINE = '\r\u001b[K';

function progressLine({ stage, done, total }: Progress): string {
  return `${CLEAR_LINE}${stage}: ${done}${total === undefined ? '' : ` of ${total}`}`;
}

function summaryOf(out: string, snapshot: Snapshot): string {
  const { accountId, regions, stateMachines, roles, gaps } = snapshot;
  return [
    `Account ${accountId} is in \`${printable(out)}\``,
    `  ${stateMachines.length} state machines in ${regions.join(', ')}`,
    `  ${roles.length} roles`,
    ...(gaps.length === 0 ? [] : [`  ${gaps.length} gaps in what was read:`, ...gapLines(gaps)]),
    '',
  ].join('\n');
}

const MOST_GAPS_SHOWN = 20;

function gapLines(gaps: readonly Gap[]): readonly string[] {
  const shown = gaps.slice(0, MOST_GAPS_SHOWN).map(gapLine);
  const rest = gaps.length - shown.length;
  return rest === 0 ? shown : [...shown, `    and ${rest} more`];
}

function gapLine({ source, region, resource, kind, why, action }: Gap): string {
  const grant = action === undefined ? '' : ` (grant \`${action}\`)`;
  return printable(`    ${kind}: \`${source}\` ${resource ?? region}: ${why}${grant}`);
}
