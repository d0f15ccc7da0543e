import { printable } from '../findings/printable.ts';
import type { ExpectReport } from './expect-report.ts';
import { trustOf } from './expect-role.ts';
import { UsageError } from './io.ts';

/** A text that a format cannot hold unchanged, and why. */
export interface Unwritable {
  readonly is: (text: string) => boolean;
  readonly why: string;
}

/** Half of a surrogate pair: UTF-8 has no form for it. */
export const HALF_CHARACTER: Unwritable = {
  is: (text) => /\p{Cs}/u.test(text),
  why: 'it has half a character, which UTF-8 cannot hold',
};

/**
 * There is no escape for it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export const DYNAMIC_REFERENCE: Unwritable = {
  is: (text) => text.includes('{{resolve:'),
  why: 'CloudFormation would resolve its `{{resolve:…}}`',
};

/**
 * Throws UsageError where a text of the policy, or of the trust in its role, would reach AWS changed: a policy that
 * says something else is worse than none.
 */
export function refuse(report: ExpectReport, format: string, reasons: readonly Unwritable[]): void {
  for (const text of textsIn([report.policy.Statement, trustOf(report.stateMachine).conditions])) {
    const reason = reasons.find(({ is }) => is(text));
    if (reason !== undefined)
      throw new UsageError(
        `\`--format ${format}\` cannot write \`${printable(text)}\`: ${reason.why}; use \`--format json\``,
      );
  }
}

/** Every text in a value, the keys of its objects included. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(textsIn) : [];
}
