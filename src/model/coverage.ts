/**
 * Why something was not audited. `denied`, `failed`, `partial`: a read of the account. `not-read`: nobody
 * tried. `malformed`: it was read and makes no sense. `unsupported`: this version does not know it.
 * `undecided`: it was understood, and the answer depends on what an audit cannot know.
 */
export type GapKind =
  | 'denied'
  | 'failed'
  | 'partial'
  | 'not-read'
  | 'malformed'
  | 'unsupported'
  | 'undecided';

/** Reads without which nothing of an account is read: one that went wrong stands for all that follow. */
const ACCOUNT_SOURCES: readonly string[] = ['sts:AssumeRole', 'organization'];

/** A hole in the coverage: never a finding, never a pass. */
export interface Gap {
  /** The API that would have told (`states:DescribeStateMachine`), or the part of the audit that could not decide. */
  readonly source: string;
  /** Region, or `global`. */
  readonly region: string;
  /** ARN of what was not audited. */
  readonly resource?: string;
  readonly kind: GapKind;
  readonly why: string;
  /** The IAM action to grant to the auditor to close the gap. */
  readonly action?: string;
}

/** True where the gap is the whole account. */
export function isOfAccount({ source }: Pick<Gap, 'source'>): boolean {
  return ACCOUNT_SOURCES.includes(source);
}
