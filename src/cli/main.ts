import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readEnvironment } from '../config/config.ts';
import { runCommandLine } from './command-line.ts';
import type { Io } from './io.ts';
import { placeOf } from './terminal.ts';

const environment = readEnvironment();
const { stdin, stdout, stderr } = process;
const io: Io = {
  out: (text) => stdout.write(text),
  drained: async () => {
    if (stdout.writableNeedDrain) await once(stdout, 'drain');
  },
  lines: () => createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  err: (text) => stderr.write(text),
  ...placeOf(environment, stdout, stderr),
};
process.exitCode = await runCommandLine(process.argv.slice(2), io, environment);
