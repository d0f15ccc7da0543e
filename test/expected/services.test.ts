import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { checkGrant } from '../../src/findings/checks.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { casesIn, definitionOf, MACHINE } from './support.ts';

interface ServiceCase {
  readonly title: string;
  readonly task: Readonly<Record<string, unknown>>;
  readonly policy: unknown;
  /** What the task cannot do with the policy. */
  readonly lacks?: readonly string[];
}

const WRITTEN = casesIn<ServiceCase>('integrations/services');
const GENERATED = casesIn<ServiceCase>('integrations/cdk').filter(({ lacks }) => lacks !== undefined);
const CASES = [...WRITTEN, ...GENERATED];

function grantsOf(task: ServiceCase['task']) {
  return expectationOf({ definition: definitionOf(task), machine: MACHINE, pack: 'docs-2025' }).grants;
}

function outcomesOf({ task, policy }: ServiceCase, kind: string): readonly string[] {
  const access = identityAccess([parsePolicy(policy)]);
  const required = grantsOf(task).filter(({ bound }) => bound === 'required');
  const found = required.filter((grant) => checkGrant(grant, access, {}).kind === kind);
  return [...new Set(found.map(({ action }) => action))];
}

describe('what guides and generators grant for other services than SageMaker', () => {
  test.each(CASES)('is no excess: $title', ({ task, policy }) => {
    const allowed = identityAccess([parsePolicy(policyOf(grantsOf(task), 'allowed').policy)]);
    expect(contains(identityAccess([parsePolicy(policy)]), allowed)).toEqual({ kind: 'contained' });
  });

  test.each(CASES)('lacks what it is known to lack, and nothing else: $title', (given) => {
    expect(outcomesOf(given, 'missing')).toEqual(given.lacks ?? []);
    expect(outcomesOf(given, 'unknown')).toEqual([]);
  });

  test.each(CASES)('is missed by a role that may do nothing: $title', ({ title, task }) => {
    const nothing = { title, task, policy: { Version: '2012-10-17', Statement: [] } };
    const required = grantsOf(task).filter(({ bound }) => bound === 'required');
    expect(outcomesOf(nothing, 'missing')).toEqual([...new Set(required.map(({ action }) => action))]);
  });
});
