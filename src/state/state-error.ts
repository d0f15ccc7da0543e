/** State that cannot be read or written; the message says where and why. Nothing of it is changed. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** What went wrong, in a word where there is one: `ENOSPC`, `AccessDenied`. */
export function reasonOf(error: unknown): string {
  if (error instanceof StateError) return error.message;
  if (!(error instanceof Error)) return 'an unknown reason';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

const NOT_ALLOWED = /not authorized to perform: ([a-z0-9-]{1,40}:[A-Za-z]{1,80})\b/;

/**
 * The same, and what to grant where the service denies the call: it may deny another action than the one that was called,
 * of the key that encrypts an object, or to list what is absent.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function reasonWithGrant(error: unknown, action: string): string {
  const reason = reasonOf(error);
  if (!(error instanceof Error) || reason !== 'AccessDenied') return reason;
  const [, named = action] = NOT_ALLOWED.exec(error.message) ?? [];
  return `${reason}: grant \`${named}\``;
}
