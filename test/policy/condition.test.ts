import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/document.ts';
import { casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly block: unknown;
  /** Where below the condition, and what. */
  readonly problems: readonly (readonly [string, string])[];
  readonly keys: readonly string[];
}

const AT = '$.Statement.Condition';

function parsed(block: unknown) {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: block };
  const { problems, statements } = parsePolicy({ Version: '2012-10-17', Statement });
  return { problems, conditions: statements.flatMap(({ conditions }) => conditions) };
}

describe('a condition block', () => {
  for (const { title, block, problems, keys } of casesOf<Case>('condition'))
    it(title, () => {
      const { problems: found, conditions } = parsed(block);
      expect(found).toEqual(problems.map(([at, message]) => ({ path: AT + at, message })));
      expect(conditions.map(({ key }) => key)).toEqual(keys);
    });
});

it('a key keeps its spelling for messages', () => {
  expect(parsed({ Null: { 'aws:PrincipalTag/Team': 'true' } }).conditions).toEqual([
    {
      key: 'aws:principaltag/team',
      spelling: 'aws:PrincipalTag/Team',
      test: { kind: 'null', values: [true] },
    },
  ]);
});

it('a value is no longer than a policy may be', () => {
  expect(parsed({ StringEquals: { k: 'x'.repeat(10_240) } }).problems).toEqual([]);
  expect(parsed({ StringEquals: { k: ['a', 'x'.repeat(10_241)] } })).toEqual({
    problems: [{ path: `${AT}.StringEquals.k`, message: 'expected a text that a policy has room for' }],
    conditions: [],
  });
});
