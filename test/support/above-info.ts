import type { Finding } from '../../src/findings/finding.ts';

/** Findings that somebody would be woken for. */
export function aboveInfo(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity !== 'info');
}
