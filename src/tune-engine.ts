import { setFlagsFromString } from 'node:v8';

/** The most that V8 may inline into one function, in bytes of its bytecode; its own default is 920. */
export const INLINING = '--max-inlined-bytecode-size-cumulative';

/**
 * An audit runs many functions, each for a short time: compiling them with all that they call takes more of the processor than
 * the code gives back.
 */
export function tuneEngine(): void {
  setFlagsFromString(`${INLINING}=200`);
}
