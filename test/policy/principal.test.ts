import { describe, expect, it } from 'vitest';
import { parseTrustPolicy } from '../../src/policy/document.ts';
import { casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly statement: object;
  /** Where below the statement, and what. */
  readonly problems?: readonly (readonly [string, string])[];
  readonly not?: boolean;
  readonly patterns: readonly string[];
}

describe('principals', () => {
  for (const { title, statement, problems = [], not = false, patterns } of casesOf<Case>('principal'))
    it(title, () => {
      const Statement = { Action: 'sts:AssumeRole', ...statement };
      const parsed = parseTrustPolicy({ Version: '2012-10-17', Statement });
      expect(parsed.problems).toEqual(
        problems.map(([at, message]) => ({ path: `$.Statement${at}`, message })),
      );
      expect(parsed.statements).toMatchObject([{ resources: { not, patterns } }]);
    });
});
