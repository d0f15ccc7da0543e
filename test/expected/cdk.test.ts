import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import type { Pack } from '../../src/expected/grant.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import type { Settings } from '../../src/model/settings.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { casesIn, definitionOf, MACHINE } from './support.ts';

interface CdkCase {
  readonly title: string;
  readonly task?: Readonly<Record<string, unknown>>;
  readonly definition?: unknown;
  readonly settings?: Settings;
  readonly policy: unknown;
}

const CASES = casesIn<CdkCase>('integrations/cdk');

describe.each<Pack>(['docs-2023', 'docs-2025'])(
  'what aws-cdk-lib 2.276 grants, beside the templates of %s',
  (pack) => {
    test.each(CASES)('is no excess: $title', ({ task = {}, definition, settings, policy }) => {
      const text = definition === undefined ? definitionOf(task) : JSON.stringify(definition);
      const machine = settings === undefined ? MACHINE : { ...MACHINE, settings };
      const { grants } = expectationOf({ definition: text, machine, pack });
      const allowed = identityAccess([parsePolicy(policyOf(grants, 'allowed').policy)]);
      expect(contains(identityAccess([parsePolicy(policy)]), allowed)).toEqual({ kind: 'contained' });
    });
  },
);
