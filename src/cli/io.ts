/** Where a command writes, and what it may assume about the place. */
export interface Io {
  /** Standard output: the result, and nothing else. */
  readonly out: (text: string) => void;
  /** Resolves when standard output can take more, so that a fast writer does not fill the memory. */
  readonly drained: () => Promise<void>;
  /** Standard input, line by line. */
  readonly lines: () => AsyncIterable<string>;
  /** Standard error: progress, warnings and errors. */
  readonly err: (text: string) => void;
  /** True where standard error is a terminal, so that progress may be shown. */
  readonly isTerminal: boolean;
  /** True where standard output is one, so that somebody reads it now. */
  readonly isOutTerminal: boolean;
  /** True where standard output may be coloured: a terminal that can, and `NO_COLOR` unset. */
  readonly color: boolean;
  /** Columns of standard output, for prose. */
  readonly width: number;
  /** Columns of standard error now: a window changes its size. */
  readonly errWidth: () => number;
}

/** An error in what the caller typed: the message says what was expected, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
