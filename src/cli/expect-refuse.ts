import { printable } from '../findings/printable.ts';
import { type Unwritable, unwritableIn } from '../publish/unwritable.ts';
import type { ExpectReport } from './expect-report.ts';
import { trustOf } from './expect-role.ts';
import { UsageError } from './io.ts';

/**
 * Throws UsageError where a text of the policy, or of the trust in its role, would reach AWS changed: a policy that
 * says something else is worse than none.
 */
export function refuse(report: ExpectReport, format: string, reasons: readonly Unwritable[]): void {
  const found = unwritableIn([report.policy.Statement, trustOf(report.stateMachine).conditions], reasons);
  if (found !== undefined)
    throw new UsageError(
      `\`--format ${format}\` cannot write \`${printable(found.text)}\`: ${found.why}; use \`--format json\``,
    );
}
