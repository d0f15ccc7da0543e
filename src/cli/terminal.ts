import type { Environment } from '../config/config.ts';
import type { Io } from './io.ts';

/** What is asked of a stream of the process. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where nobody says how wide the place is, as in a file or a pipe. */
export const DEFAULT_WIDTH: number = 100;
/** Longer lines of prose are hard to read. */
const WIDEST = 120;
const NARROWEST = 40;

type Place = Pick<Io, 'isTerminal' | 'isOutTerminal' | 'color' | 'width' | 'errWidth'>;

/**
 * What standard output and standard error are. A terminal that says it is `dumb` knows no colours, and no line that is
 * written over.
 */
export function placeOf({ NO_COLOR = '', TERM }: Environment, stdout: Stream, stderr: Stream): Place {
  const isDumb = TERM === 'dumb';
  const isOutTerminal = stdout.isTTY === true;
  return {
    isTerminal: stderr.isTTY === true && !isDumb,
    isOutTerminal,
    color: isOutTerminal && !isDumb && NO_COLOR === '',
    width: isOutTerminal ? Math.min(Math.max(widthOf(stdout), NARROWEST), WIDEST) : DEFAULT_WIDTH,
    errWidth: () => widthOf(stderr),
  };
}

/** Some terminals say that they have no columns. */
function widthOf({ columns = 0 }: Stream): number {
  return columns > 0 ? columns : DEFAULT_WIDTH;
}
