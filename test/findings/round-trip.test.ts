import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import type { ExpectedGrant } from '../../src/expected/grant.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { aboveInfo } from '../support/above-info.ts';
import { type Manner, type Outline, outlines, PLAIN_MANNER, written } from '../support/random-definitions.ts';
import { ACCOUNT, type AccountJson, auditOf } from '../support/rule-cases.ts';

const NAME = 'generated';
const MACHINE = {
  arn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:${NAME}`,
  name: NAME,
  partition: 'aws',
  region: 'us-east-1',
  accountId: ACCOUNT,
  type: 'STANDARD',
} as const;

const MANNER = fc.constantFrom<Manner>(PLAIN_MANNER, { ...PLAIN_MANNER, language: 'JSONata' });

/** What a role lacks of what its definition needs. */
const MISSING: readonly string[] = [
  'cancel-permission-missing',
  'companion-resource-missing',
  'credentials-role-unreachable',
  'event-rule-permission-missing',
  'pass-role-missing',
  'tagging-permission-missing',
  'task-permission-missing',
  'transform-policy-missing',
];

/** The audit of a definition whose role has the policy that is expected of it, and no other. */
function found(
  outline: readonly Outline[],
  manner: Manner,
  bound: ExpectedGrant['bound'],
  ruleIds: readonly string[],
  kept: (grants: readonly ExpectedGrant[]) => readonly ExpectedGrant[] = (grants) => grants,
) {
  const definition = written(outline, manner);
  const { grants } = expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
  const account: AccountJson = {
    machines: [{ name: NAME, role: 'Own', definition }],
    roles: [{ name: 'Own', policies: { expected: policyOf(kept(grants), bound).policy } }],
  };
  return aboveInfo(auditOf(account).findings)
    .filter(({ ruleId }) => ruleIds.includes(ruleId))
    .map(({ ruleId, message }: Finding) => `${ruleId}: ${message}`);
}

describe('the expected policy, attached to the role', () => {
  test('leaves nothing missing where it is what the definition requires', () => {
    fc.assert(
      fc.property(outlines(5), MANNER, (outline, manner) => {
        expect(found(outline, manner, 'required', MISSING)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('leaves nothing missing and nothing too much where it is what the definition justifies', () => {
    fc.assert(
      fc.property(outlines(5), MANNER, (outline, manner) => {
        expect(found(outline, manner, 'allowed', [...MISSING, 'permission-excess'])).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('is what the role lacks where it has only the half of it', () => {
    const task = { Resource: 'arn:aws:states:::glue:startJobRun.sync', Parameters: { JobName: 'clean' } };
    const outline: readonly Outline[] = [{ kind: 'task', task }];
    const short = found(outline, PLAIN_MANNER, 'required', MISSING, (grants) => grants.slice(0, 1));
    expect(short.map((line) => line.split(':', 1).join(''))).toEqual([
      'task-permission-missing',
      'cancel-permission-missing',
    ]);
  });
});
