import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import type { Pack } from '../../src/expected/grant.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { casesIn, definitionOf, MACHINE } from './support.ts';

interface CdkCase {
  readonly title: string;
  readonly task: Readonly<Record<string, unknown>>;
  readonly policy: unknown;
}

const CASES = casesIn<CdkCase>('integrations/cdk');

describe.each<Pack>(['docs-2023', 'docs-2025'])(
  'what aws-cdk-lib 2.276 grants, beside the templates of %s',
  (pack) => {
    test.each(CASES)('is no excess: $title', ({ task, policy }) => {
      const { grants } = expectationOf({ definition: definitionOf(task), machine: MACHINE, pack });
      const allowed = identityAccess([parsePolicy(policyOf(grants, 'allowed').policy)]);
      expect(contains(identityAccess([parsePolicy(policy)]), allowed)).toEqual({ kind: 'contained' });
    });
  },
);
