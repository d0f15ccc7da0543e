import { printable } from '../findings/printable.ts';
import { clip } from './clip.ts';

const LONGEST_WHY = 300;

/** What went wrong by the code and the words of a service, in one short line. */
export function wordsOf(code: string, message: string | undefined): string {
  return clip(printable(message === undefined || message === '' ? code : `${code}: ${message}`), LONGEST_WHY);
}

/** What an error says, in one short line. */
export function whyOf(error: unknown): string {
  return error instanceof Error ? wordsOf(error.name, error.message) : 'the service gives no reason';
}
