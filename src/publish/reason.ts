import { printable } from '../findings/printable.ts';
import { REDACTED, withoutKnownSecrets } from '../findings/secrets.ts';

const LONGEST_REASON = 300;

/** Why something failed, in a line for logs and for what is remembered. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? wordsOf(error.name, error.message) : 'the channel gives no reason';
}

/** The same by the code and the words of a service. */
export function wordsOf(code: string, message: string | undefined): string {
  return cleanReason(message === undefined || message === '' ? code : `${code}: ${message}`);
}

/**
 * One printable line, not too long, without what could be a secret: a refused signature is answered with the headers that
 * it was made from, among them the session token.
 */
export function cleanReason(text: string): string {
  const open = withoutKnownSecrets(text)
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, `$1?${REDACTED}`)
    .replace(/\b(?:A[A-Z]IA)[A-Z0-9]{12,}/g, REDACTED)
    .replace(
      /((?:token|secret|signature|password|credential|authorization)["']?\s*[:=])\s*\S+/gi,
      `$1${REDACTED}`,
    )
    // Keys, signatures and tokens are long and without a pattern; names of resources have their hyphens.
    .replace(/[A-Za-z0-9+/=%]{40,}/g, (run) => (/\d/.test(run) ? REDACTED : run));
  return [...printable(open)].slice(0, LONGEST_REASON).join('');
}
