import { runCommandLine } from '../../src/cli/command-line.ts';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, as in a pipe: no terminal, no colours, an empty environment. */
export async function runCli(...args: readonly string[]): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => out.push(text),
    err: (text: string) => err.push(text),
    isTerminal: false,
    color: false,
    width: 100,
  };
  const code = await runCommandLine(args, io, {});
  return { code, out: out.join(''), err: err.join('') };
}
