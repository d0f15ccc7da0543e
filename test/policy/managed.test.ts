import { describe, expect, test } from 'vitest';
import { contains, type Pins } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import { consecutive, titleOf } from '../../tools/managed-policies.ts';
import { managedPoliciesForTests } from '../support/managed-policies.ts';
import { casesOf } from './case-access.ts';

/** A question by its sides, and the answer, with the reason of an unknown. */
interface Answer {
  readonly left: string;
  readonly right: string;
  readonly kind: ReturnType<typeof contains>['kind'];
  readonly why?: string;
}

const POLICIES = managedPoliciesForTests();
const DOCUMENTS = new Map(
  POLICIES.map((policy) => [titleOf(policy), parsePolicy(policy.document, titleOf(policy))]),
);
const ADMINISTRATOR: Access = identityAccess([
  parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
]);
/** Pairs that no answer is known for as long as nobody knows the role, whose values variables take. */
const UNDECIDED = casesOf<readonly [string, string]>('managed-undecided');

function accessOf(title: string): Access {
  const document = DOCUMENTS.get(title);
  return identityAccess(document === undefined ? [] : [document]);
}

function answerFor(left: string, right: string, pins: Pins = {}): Answer {
  const verdict = contains(accessOf(left), accessOf(right), { pins });
  const { kind } = verdict;
  return verdict.kind === 'unknown' ? { left, right, kind, why: verdict.why } : { left, right, kind };
}

function selfAnswers(): readonly Answer[] {
  return [...DOCUMENTS.keys()].map((title) => answerFor(title, title));
}

function administratorAnswers(): readonly Answer[] {
  return [...DOCUMENTS.keys()].map((left) => ({
    left,
    right: 'AdministratorAccess',
    ...contains(accessOf(left), ADMINISTRATOR),
  }));
}

function versionAnswers(pins?: Pins): readonly Answer[] {
  return consecutive(POLICIES).flatMap(([older, newer]) => [
    answerFor(titleOf(older), titleOf(newer), pins),
    answerFor(titleOf(newer), titleOf(older), pins),
  ]);
}

function except(kind: Answer['kind'], answers: readonly Answer[]): readonly Answer[] {
  return answers.filter((answer) => answer.kind !== kind);
}

function unknownOf(answers: readonly Answer[]): readonly Answer[] {
  return answers.filter(({ kind }) => kind === 'unknown');
}

/** A value for each variable that a policy names. */
function somePins(): Pins {
  const text = JSON.stringify(POLICIES);
  const names = [...text.matchAll(/\$\{([^}*?$,]+)/g)].map(([, name = '']) => name.trim());
  return Object.fromEntries(names.map((name) => [name, ['111122223333']]));
}

describe('the AWS managed policies', () => {
  if (POLICIES.length === 0)
    test('are absent, so that none is tried', () => {
      expect(POLICIES).toEqual([]);
    });
  else {
    test('are read without a problem', () => {
      const problems = [...DOCUMENTS.values()].flatMap(({ name, problems }) =>
        problems.map((problem) => ({ name, ...problem })),
      );
      expect(problems).toEqual([]);
    });

    test('are contained in themselves', () => {
      expect(except('contained', selfAnswers())).toEqual([]);
    });

    test('are contained in AdministratorAccess', () => {
      expect(except('contained', administratorAnswers())).toEqual([]);
    });

    test('are decided against their next version, but for a few that depend on variables', () => {
      const answers = versionAnswers();
      const unknown = unknownOf(answers);
      const atHand = UNDECIDED.filter((titles) => titles.every((title) => DOCUMENTS.has(title)));
      const pairs = unknown.map(({ left, right }) => [left, right]);
      expect(pairs, JSON.stringify(unknown, undefined, 2)).toEqual(atHand);
      for (const { why } of unknown) expect(why).toMatch(/depends? on the value of/);
      expect(unknown.length).toBeLessThan((2 * POLICIES.length + answers.length) / 100);
    });

    test('are all decided against their next version once the variables have values', () => {
      expect(unknownOf(versionAnswers(somePins()))).toEqual([]);
    });
  }
});
