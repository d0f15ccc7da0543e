/** A snapshot folder that cannot be read or must not be written; the message says which and why. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/** An account that cannot be read at all, because nobody knows who asks. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}
