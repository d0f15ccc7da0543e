import { isOpen, SEVERITIES, type Severity } from '../findings/finding.ts';
import type { Row } from './data.ts';

/** The findings of one role. */
export interface RoleGroup {
  /** ARN of the role; of suppressions, which have no role, their rule. */
  readonly key: string;
  readonly name: string;
  /** Absent where there is no role. */
  readonly arn?: string;
  readonly rows: readonly Row[];
  /** Those that there are, the worst first. */
  readonly counts: readonly (readonly [Severity, number])[];
}

/** Entries of the file of suppressions belong together, and to no role. */
const SUPPRESSION_RULE = 'suppression-invalid';

/** Rows come with the worst first, and so do their roles. */
export function groupsOf(rows: readonly Row[]): readonly RoleGroup[] {
  const byRole = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.ruleId === SUPPRESSION_RULE ? SUPPRESSION_RULE : row.role;
    const group = byRole.get(key);
    if (group === undefined) byRole.set(key, [row]);
    else group.push(row);
  }
  return [...byRole].map(([key, own]) => groupOf(key, own));
}

function groupOf(key: string, rows: readonly Row[]): RoleGroup {
  const counts = SEVERITIES.flatMap((severity): [Severity, number][] => {
    const number = rows.filter((row) => row.severity === severity).length;
    return number === 0 ? [] : [[severity, number]];
  });
  if (key === SUPPRESSION_RULE) return { key, name: 'Suppressions', rows, counts };
  return { key, name: rows[0]?.roleName ?? key, arn: key, rows, counts };
}

/** Those that somebody has to see to, and those that are over or accepted. */
export function openAndClosed(rows: readonly Row[]): {
  readonly open: readonly Row[];
  readonly closed: readonly Row[];
} {
  return { open: rows.filter(isOpen), closed: rows.filter((row) => !isOpen(row)) };
}

/** True where an earlier run is known, so that it means something that a finding is new. */
export function isCompared(rows: readonly Row[]): boolean {
  return rows.some(({ status }) => status !== 'new' && status !== 'suppressed');
}
