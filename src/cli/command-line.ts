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
import { COMMANDS_HELP, generalHelp } from './help.ts';
import { type Io, UsageError } from './io.ts';
import { permissionsCommand } from './permissions.ts';
import { rulesCommand } from './rules.ts';

type Command = (args: readonly string[], io: Io, environment: Environment) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['audit', auditCommand],
  ['collect', async (...call) => (await import('./collect.ts')).collectCommand(...call)],
  ['expect', expectCommand],
  ['compare', compareCommand],
  ['evaluate', evaluateCommand],
  ['rules', rulesCommand],
  ['permissions', permissionsCommand],
]);

/** Runs one command line and answers with the exit code; what the caller did wrong is said in one line. */
export async function runCommandLine(
  argv: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  const [name = '--help', ...args] = argv;
  if (name === '--help' || name === '-h' || name === 'help') return say(io, generalHelp());
  if (name === '--version') return say(io, `${version}\n`);
  const command = COMMANDS.get(name);
  if (command === undefined) {
    io.err(
      `plumbline: \`${printable(name)}\` is not a command: expected one of ${[...COMMANDS.keys()].join(', ')}\n`,
    );
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) return say(io, `${COMMANDS_HELP[name]?.usage ?? ''}\n`);
  try {
    return await command(args, io, environment);
  } catch (error) {
    io.err(`plumbline ${name}: ${printable(messageOf(error))}\n`);
    return 2;
  }
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
