import { printable } from '../findings/printable.ts';

const LONGEST_REASON = 300;
const HIDDEN = '[hidden]';

/** Why something failed, in a line for logs and for what is remembered. */
export function reasonOf(error: unknown): string {
  return cleanReason(
    error instanceof Error ? `${error.name}: ${error.message}` : 'the channel gives no reason',
  );
}

/**
 * One printable line, not too long, without what could be a secret: a refused signature is answered with the headers that
 * it was made from, among them the session token.
 */
export function cleanReason(text: string): string {
  const open = text
    .replace(/\/\/[^/\s@]+@/g, `//${HIDDEN}@`)
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, `$1?${HIDDEN}`)
    .replace(/\b(?:A[A-Z]IA)[A-Z0-9]{12,}/g, HIDDEN)
    .replace(
      /((?:token|secret|signature|password|credential|authorization)["']?\s*[:=])\s*\S+/gi,
      `$1${HIDDEN}`,
    )
    // Keys, signatures and tokens are long and without a pattern; names of resources have their hyphens.
    .replace(/[A-Za-z0-9+/=%]{40,}/g, (run) => (/\d/.test(run) ? HIDDEN : run));
  return [...printable(open)].slice(0, LONGEST_REASON).join('');
}
