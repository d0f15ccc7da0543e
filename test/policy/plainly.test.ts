import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, type Pins } from '../../src/policy/contains.ts';
import { grantsPlainly } from '../../src/policy/plainly.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { accessFrom, type StatementJson } from './case-access.ts';
import { FAMILY } from './random-pairs.ts';
import { ACTIONS, RESOURCES } from './random-policies.ts';

const ACTION = fc.constantFrom(...ACTIONS);
const RESOURCE = fc.constantFrom(...RESOURCES);

const READ = 's3:GetObject';
const DATA = 'arn:aws:s3:::data/train/*';
const S: StatementJson = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' };
const TEAM = 'aws:principaltag/team';
const TAGGED: StatementJson = { ...S, Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'ml' } } };
const LISTED: StatementJson = { ...S, Condition: { StringEquals: { 's3:prefix': 'train' } } };
const OTHERS: StatementJson = { Effect: 'Deny', Action: 'sqs:*', Resource: '*' };

describe('an action on a resource', () => {
  it.each<[string, readonly StatementJson[], string, Pins]>([
    ['by a statement that is wider', [S], DATA, {}],
    ['beside a Deny of another service', [S, OTHERS], DATA, {}],
    ['where what a condition asks is pinned', [TAGGED], DATA, { [TEAM]: ['ml'] }],
    ['beside a statement with a condition', [LISTED, S], DATA, {}],
  ])('is granted at a glance %s', (_, statements, resource, pins) => {
    expect(grantsPlainly(accessFrom(statements), READ, resource, pins)).toBe(true);
  });

  it.each<[string, readonly StatementJson[], string, Pins]>([
    ['that nothing allows', [], DATA, {}],
    ['that is wider than what is allowed', [S], 'arn:aws:s3:::data*', {}],
    ['that a Deny takes away for some requests', [S, { ...LISTED, Effect: 'Deny' }], DATA, {}],
    ['that a Deny may take away', [S, { ...OTHERS, Action: 's3:*', Resource: DATA }], DATA, {}],
    ['that only some requests are allowed', [LISTED], DATA, {}],
    ['that is allowed to others', [TAGGED], DATA, { [TEAM]: ['web'] }],
    ['that two statements allow together', [{ ...S, Resource: 'arn:aws:s3:::data/train/a*' }], DATA, {}],
    ['with a variable', [S], 'arn:aws:s3:::data/${aws:username}', {}],
    ['that is longer than a policy', [S], `arn:aws:s3:::data/${'x'.repeat(10_240)}`, {}],
    ['by a statement that is not understood', [{ ...S, Condition: { Unheard: { key: 'v' } } }], DATA, {}],
  ])('is not granted at a glance %s', (_, statements, resource, pins) => {
    expect(grantsPlainly(accessFrom(statements), READ, resource, pins)).toBe(false);
  });

  it(
    'that is granted at a glance is contained',
    () => {
      fc.assert(
        fc.property(FAMILY, ACTION, RESOURCE, ({ accesses: [, granted], pins }, Action, Resource) => {
          const access = accessFrom(granted);
          if (!grantsPlainly(access, Action, Resource, pins)) return;
          const wanted = accessFrom([{ Effect: 'Allow', Action, Resource }]);
          expect(contains(wanted, access, { pins, otherKeys: 'unknown' })).toEqual({ kind: 'contained' });
        }),
        { numRuns: runs(0.5) },
      );
    },
    PATIENCE,
  );
});
