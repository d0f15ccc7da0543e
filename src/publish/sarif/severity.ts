import type { Result } from 'sarif';
import type { Severity } from '../../findings/finding.ts';

/** How SARIF grades a result that is a problem. */
export const LEVELS: Readonly<Record<Severity, Result.level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/**
 * What GitHub makes a severity of: critical is over 9.0, high from 7.0, medium from 4.0, low above 0. What is only worth
 * knowing has none.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export const SCORES: Readonly<Partial<Record<Severity, string>>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

/** The grades of GitHub's own queries. */
export const PROBLEMS: Readonly<Record<Result.level, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
  none: 'recommendation',
};
