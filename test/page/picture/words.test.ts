import { describe, expect, test } from 'vitest';
import {
  counted,
  nounOf,
  operationOf,
  serviceName,
  shortName,
} from '../../../src/page/picture/picture-names.ts';
import { hiddenInWords, wordsOf } from '../../../src/page/picture/picture-words.ts';
import { compareTallies, tallyInWords } from '../../../src/page/picture/tally.ts';
import { graphOf, job, link, machine, role, row, witnessesOf } from '../../support/picture.ts';

describe('a card in words', () => {
  const links = [
    link(machine('churn'), 'runs-as', role('Churn')),
    link(role('Churn'), 'passes', role('Training'), 'sagemaker.amazonaws.com'),
    link(job('a'), 'executes-with', role('Training')),
    link(job('b'), 'executes-with', role('Training')),
  ];
  const rows = [
    row(role('Churn'), machine('churn'), { ruleId: 'transform-policy-missing' }),
    row(role('Churn'), machine('churn'), { ruleId: 'pass-role-missing', severity: 'medium' }),
    row(role('Training'), role('Training'), { ruleId: 'pass-role-too-wide' }),
    row(role('Gone'), machine('old'), { ruleId: 'execution-role-missing', severity: 'critical' }),
  ];
  const witnesses = witnessesOf([1, 'iam:PassRole', role('Training')], [2, 'iam:PassRole', role('Admin')]);
  const words = wordsOf(
    graphOf([...links, link(machine('old'), 'runs-as', role('Gone'))], rows, { witnesses }),
  );

  test.each([
    [
      'role Churn',
      '1 high and 1 medium findings',
      ['runs churn (a permission is missing)', 'passes Training (not allowed)'],
    ],
    ['state machine churn', '1 high and 1 medium findings', ['runs as Churn (a permission is missing)']],
    [
      'role Training',
      '1 high finding',
      [
        'is passed by Churn (not allowed)',
        'is the execution role of 2 training jobs',
        'passes other roles, such as Admin (wider than needed)',
      ],
    ],
    ['2 training jobs', 'no finding', ['executes with Training']],
    [
      'other roles, such as Admin',
      'may be passed though nothing needs it',
      ['is passed by Training (wider than needed)'],
    ],
    ['role Gone', 'does not exist, 1 critical finding', ['runs old (a permission is missing)']],
  ])('%s: %s', (name, findings, linked) => {
    const found = words.find((each) => each.name === name);
    expect(found).toMatchObject({ findings });
    expect(found?.links.toSorted()).toEqual(linked.toSorted());
  });

  test('says what is not shown, and nothing where all is', () => {
    const hidden = (flawed: number, flawless: number) => ({
      nodes: [],
      edges: [],
      shown: 1,
      hidden: { flawed, flawless },
    });
    expect(hiddenInWords(hidden(2, 1))).toBe(
      '2 more roles with findings and 1 role without findings not shown',
    );
    expect(hiddenInWords(hidden(1, 0))).toBe('1 more role with findings not shown');
    expect(hiddenInWords(hidden(0, 0))).toBe('');
  });
});

describe('findings in words', () => {
  test.each([
    [[0, 0, 0, 0, 0], 'no finding'],
    [[0, 1, 0, 0, 0], '1 high finding'],
    [[1, 2, 0, 0, 0], '1 critical and 2 high findings'],
    [[1, 2, 3, 0, 4], '1 critical, 2 high, 3 medium and 4 info findings'],
  ])('%j is %s', (tally, words) => {
    expect(tallyInWords(tally)).toBe(words);
  });

  test('one critical finding is worse than any number of high ones', () => {
    const tallies = [
      [0, 9, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [0, 9, 1, 0, 0],
    ];
    expect(tallies.toSorted(compareTallies).map((tally) => tally.join(''))).toEqual([
      '10000',
      '09100',
      '09000',
      '00000',
    ]);
  });
});

describe('a name', () => {
  test.each([
    [role('service-role/Training'), 'role', 'Training'],
    [machine('churn'), 'state machine', 'churn'],
    [job('nightly'), 'training job', 'nightly'],
    ['arn:aws:sagemaker:eu-west-1:111122223333:user-profile/d-1/ann', 'user profile', 'ann'],
    ['not an arn', 'resource', 'not an arn'],
    [role('a\u202eb'), 'role', 'a\\u{202e}b'],
  ])('of %s is of a %s: %s', (arn, noun, name) => {
    expect([nounOf(arn), shortName(arn)]).toEqual([noun, name]);
  });

  test('is short on a line', () => {
    expect(operationOf('sagemaker:CreateTransformJob')).toBe('CreateTransformJob');
    expect(operationOf('sagemaker:CreateHyperParameterTuningJob')).toBe('CreateHyperParameter…');
    expect(serviceName('sagemaker.amazonaws.com')).toBe('sagemaker');
    expect(serviceName('states.amazonaws.com.cn')).toBe('states');
    expect(counted(1, 'role')).toBe('1 role');
  });
});
