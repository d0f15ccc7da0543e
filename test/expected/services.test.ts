import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { checkGrant } from '../../src/findings/checks.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { casesIn, definitionOf, MACHINE } from './support.ts';

/** A policy for one task, as the developer guide or a generator writes it. */
interface ServiceCase {
  readonly title: string;
  readonly task: Readonly<Record<string, unknown>>;
  readonly policy: unknown;
  /** The actions of required grants that the policy refuses. */
  readonly refused?: readonly string[];
}

const WRITTEN = casesIn<ServiceCase>('integrations/services');
const GENERATED = casesIn<ServiceCase>('integrations/cdk').filter(({ refused }) => refused !== undefined);

function grantsOf(task: ServiceCase['task']) {
  return expectationOf({ definition: definitionOf(task), machine: MACHINE, pack: 'docs-2025' }).grants;
}

describe('a policy that the guide or a generator writes for a task', () => {
  test.each(WRITTEN)('is no excess: $title', ({ task, policy }) => {
    const allowed = identityAccess([parsePolicy(policyOf(grantsOf(task), 'allowed').policy)]);
    expect(contains(identityAccess([parsePolicy(policy)]), allowed)).toEqual({ kind: 'contained' });
  });

  test.each([...WRITTEN, ...GENERATED])('is enough, but for what it is known to lack: $file', (given) => {
    const access = identityAccess([parsePolicy(given.policy)]);
    const outcomes = grantsOf(given.task)
      .filter(({ bound }) => bound === 'required')
      .map((grant) => ({ action: grant.action, kind: checkGrant(grant, access, {}).kind }));
    const refused = outcomes.filter(({ kind }) => kind !== 'covered').map(({ action }) => action);
    expect(refused).toEqual(given.refused);
  });
});
