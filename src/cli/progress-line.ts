import type { Progress } from '../collect/reader.ts';
import { cutToColumns } from '../publish/columns.ts';
import type { Io } from './io.ts';
import { readingText } from './progress-text.ts';
import { remaining, type Sight, seen } from './remaining.ts';

/** One line on standard error that is written over and over; nothing where nobody watches. */
export interface ProgressLine {
  readonly onProgress: (progress: Progress) => void;
  /** Says what is done now, until something else is said. */
  readonly say: (text: string) => void;
  /** Takes the line away, so that other lines can be written; what is said later brings it back. */
  readonly clear: () => void;
}

/** The time of a progress line. */
export interface Ticks {
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back at this interval until the answer is called; keeps no process alive. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
}

const CLEAR_LINE = '\r\u001b[K';
/** At most ten a second. */
const LEAST_INTERVAL = 100;
/** While nothing moves, the time that is left grows. */
const TICK = 1_000;

const SILENT: ProgressLine = { onProgress: () => {}, say: () => {}, clear: () => {} };

/** `regions`: all that are read, so that the line can tell which of them it is about. */
export function progressLine(
  io: Pick<Io, 'err' | 'isTerminal' | 'errWidth'>,
  regions: readonly string[],
  ticks: Ticks = SYSTEM_TICKS,
): ProgressLine {
  if (!io.isTerminal) return SILENT;
  let text: (() => string) | undefined;
  let stage = '';
  let sights: readonly Sight[] = [];
  let writtenAt = Number.NEGATIVE_INFINITY;
  let written = '';
  let stop: (() => void) | undefined;

  const write = (): void => {
    const line = cutToColumns(text?.() ?? '', io.errWidth() - 1);
    if (line === written) return;
    io.err(`${CLEAR_LINE}${line}`);
    written = line;
    writtenAt = ticks.now();
  };

  return {
    onProgress: (progress) => {
      const now = ticks.now();
      const { region = '', what, done, total } = progress;
      if (stage !== `${region} ${what} ${total}`) sights = [];
      stage = `${region} ${what} ${total}`;
      sights = seen(sights, { at: now, done });
      text = () => {
        const left = total === undefined || done >= total ? undefined : remaining(sights, total, ticks.now());
        return readingText(progress, left, regions);
      };
      stop ??= ticks.every(TICK, write);
      if (now - writtenAt >= LEAST_INTERVAL) write();
    },
    say: (saying) => {
      text = () => saying;
      write();
    },
    clear: () => {
      stop?.();
      stop = undefined;
      text = undefined;
      if (written !== '') io.err(CLEAR_LINE);
      written = '';
    },
  };
}

const SYSTEM_TICKS: Ticks = {
  now: () => performance.now(),
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds).unref();
    return () => clearInterval(timer);
  },
};
