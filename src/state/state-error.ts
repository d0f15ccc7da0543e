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
