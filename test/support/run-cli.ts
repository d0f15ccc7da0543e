import { runCommandLine } from '../../src/cli/command-line.ts';
import type { Io } from '../../src/cli/io.ts';
import type { Environment } from '../../src/config/config.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A place that is no terminal and keeps nothing. */
export const QUIET: Io = {
  out: () => {},
  drained: async () => {},
  lines: async function* () {},
  err: () => {},
  isTerminal: false,
  isOutTerminal: false,
  color: false,
  width: 100,
  errWidth: () => 100,
};

/** Runs one command line in this process, as in a pipe: no terminal, no colours, an empty environment. */
export function runCli(...args: readonly string[]): Promise<CliRun> {
  return runCliWith([], ...args);
}

/** The same with lines on standard input. */
export function runCliWith(lines: Iterable<string>, ...args: readonly string[]): Promise<CliRun> {
  return runCliOn({}, lines, {}, ...args);
}

/** The same on a terminal of so many columns, without colours. */
export function runCliOnTerminal(width: number, ...args: readonly string[]): Promise<CliRun> {
  return runCliOn({ isTerminal: true, isOutTerminal: true, width, errWidth: () => width }, [], {}, ...args);
}

/** The same in another place, with lines on standard input, in an environment. */
async function runCliOn(
  place: Partial<Io>,
  lines: Iterable<string>,
  environment: Environment,
  ...args: readonly string[]
): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    ...QUIET,
    ...place,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    lines: async function* () {
      yield* lines;
    },
  };
  const code = await runCommandLine(args, io, environment);
  return { code, out: out.join(''), err: err.join('') };
}
