import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, type Pins } from '../../src/policy/contains.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { accessFrom, type StatementJson } from './case-access.ts';
import { FAMILY } from './random-pairs.ts';

const S: StatementJson = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
const TAGGED: StatementJson = { ...S, Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'ml' } } };
const NAMED: StatementJson = { ...S, Resource: 'arn:aws:s3:::${aws:username}/*' };
const COMPARED: StatementJson = {
  ...S,
  Condition: { StringEquals: { 's3:prefix': '${aws:username}' } },
};
const TEAM = 'aws:principaltag/team';

describe('an access', () => {
  it.each<[string, StatementJson, Pins, Pins]>([
    ['without conditions under any pins', S, {}, { [TEAM]: ['ml'] }],
    ['under pins that differ in another key', TAGGED, { [TEAM]: ['ml'] }, { [TEAM]: ['ml'], k: ['v'] }],
    ['under equal pins', TAGGED, { [TEAM]: ['ml', 'web'] }, { [TEAM]: ['ml', 'web'] }],
    ['under another spelling of the key', TAGGED, { [TEAM]: ['ml'] }, { 'aws:PrincipalTag/Team': ['ml'] }],
    ['where the variable is the same', NAMED, { 'aws:username': ['a'] }, { 'aws:username': ['a'], k: null }],
  ])('is prepared once %s', (_, statement, before, pins) => {
    const access = accessFrom([statement]);
    expect(prepare(access, pins)).toBe(prepare(access, before));
  });

  it.each<[string, StatementJson, Pins, Pins]>([
    ['a key that a condition asks for', TAGGED, { [TEAM]: ['ml'] }, { [TEAM]: ['web'] }],
    ['what is not known of it', TAGGED, { [TEAM]: ['ml'] }, {}],
    ['its absence', TAGGED, {}, { [TEAM]: null }],
    ['one value more', TAGGED, { [TEAM]: ['ml'] }, { [TEAM]: ['ml', 'web'] }],
    ['a variable of a resource', NAMED, { 'aws:username': ['a'] }, { 'aws:username': ['b'] }],
    ['a variable of a condition', COMPARED, { 'aws:username': ['a'] }, { 'aws:username': null }],
  ])('is prepared anew for %s', (_, statement, before, pins) => {
    const access = accessFrom([statement]);
    expect(prepare(access, pins)).not.toBe(prepare(access, before));
    expect(prepare(access, before)).toBe(prepare(access, { ...before, unasked: ['v'] }));
  });

  it('is kept for the last eight pins that it was prepared for', () => {
    const access = accessFrom([TAGGED]);
    const under = (team: number) => prepare(access, { [TEAM]: [`team-${team}`] });
    const [first, second] = [under(0), under(1)];
    for (let team = 2; team <= 8; team += 1) under(team);
    expect(under(1)).toBe(second);
    expect(under(0)).not.toBe(first);
  });

  it(
    'answers as one that nobody has asked before, whatever it was prepared for',
    () => {
      fc.assert(
        fc.property(FAMILY, FAMILY, ({ accesses: [left, right], pins }, other) => {
          const all = [pins, { ...pins, ...other.pins }, other.pins, { ...other.pins, ...pins }];
          const [one, two] = [accessFrom(left), accessFrom(right)];
          for (const each of all)
            expect(contains(one, two, { pins: each })).toEqual(
              contains(accessFrom(left), accessFrom(right), { pins: each }),
            );
        }),
        { numRuns: runs(0.05) },
      );
    },
    PATIENCE,
  );
});
