import { runCommandLine } from '../../src/cli/command-line.ts';
import type { Io } from '../../src/cli/io.ts';

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
  color: false,
  width: 100,
};

/** Runs one command line in this process, as in a pipe: no terminal, no colours, an empty environment. */
export function runCli(...args: readonly string[]): Promise<CliRun> {
  return runCliWith([], ...args);
}

/** The same with lines on standard input. */
export async function runCliWith(lines: Iterable<string>, ...args: readonly string[]): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    ...QUIET,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    lines: async function* () {
      yield* lines;
    },
  };
  const code = await runCommandLine(args, io, {});
  return { code, out: out.join(''), err: err.join('') };
}
