import { CredentialsError, SnapshotError } from '../collect/errors.ts';
import { ConfigError, type Environment } from '../config/config.ts';
import { printable } from '../findings/printable.ts';
import { AccountError } from '../run/run.ts';
import { StateError } from '../state/state-error.ts';
import { version } from '../version.ts';
import { auditCommand } from './audit.ts';
import { compareCommand } from './compare.ts';
import { evaluateCommand } from './evaluate.ts';
import { expectCommand } from './expect.ts';
import { generalHelp, helpOf } from './help.ts';
import { type Io, UsageError } from './io.ts';
import { manuals } from './manuals/index.ts';
import { didYouMean } from './meant.ts';
import { permissionsCommand } from './permissions.ts';
import { rulesCommand } from './rules.ts';

type Command = (args: readonly string[], io: Io, environment: Environment) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['audit', auditCommand],
  ['explain', async (...call) => (await import('./explain.ts')).explainCommand(...call)],
  ['collect', async (...call) => (await import('./collect.ts')).collectCommand(...call)],
  ['expect', expectCommand],
  ['compare', compareCommand],
  ['evaluate', evaluateCommand],
  ['rules', rulesCommand],
  ['permissions', permissionsCommand],
]);

const ASKS_HELP = new Set(['--help', '-h', 'help']);

/** Runs one command line and answers with the exit code; what the caller did wrong is said in one line. */
export async function runCommandLine(
  argv: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  const [name = '--help', ...args] = argv;
  if (ASKS_HELP.has(name))
    return help(
      args.find((arg) => !ASKS_HELP.has(arg)),
      io,
    );
  if (name === '--version') return say(io, `${version}\n`);
  const command = COMMANDS.get(name);
  if (command === undefined) return noCommand(name, io);
  if (asksHelp(args)) return help(name, io);
  try {
    return await command(args, io, environment);
  } catch (error) {
    io.err(`plumbline ${name}: ${printable(messageOf(error))}\n`);
    return 2;
  }
}

/** Also beside flags that make no sense: who asks for help has not got them right yet. */
function asksHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function help(name: string | undefined, io: Io): number {
  if (name === undefined) return say(io, generalHelp(io));
  const manual = manuals.find((candidate) => candidate.name === name);
  return manual === undefined ? noCommand(name, io) : say(io, helpOf(manual, io));
}

function noCommand(name: string, io: Io): number {
  const names = manuals.map((manual) => manual.name);
  const instead = didYouMean(name, names) ?? `expected one of ${names.join(', ')}`;
  io.err(`plumbline: \`${printable(name)}\` is not a command: ${instead}\n`);
  return 2;
}

function say(io: Io, text: string): number {
  io.out(text);
  return 0;
}

/** What the caller can mend is told as it is; anything else is a failure of Plumbline or of its surroundings. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed for an unknown reason';
  const expected = [UsageError, SnapshotError, CredentialsError, ConfigError, AccountError, StateError];
  return expected.some((kind) => error instanceof kind) ? error.message : `it failed: ${error.message}`;
}
