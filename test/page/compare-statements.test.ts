import { describe, expect, test } from 'vitest';
import type { Finding, StatementJson } from '../../src/findings/finding.ts';
import type { PicturedPolicy, PicturedRole, PicturedStatement } from '../../src/findings/picture.ts';
import { type Block, comparisonOf } from '../../src/page/compare-statements.ts';
import { sampleFinding } from '../support/sample-report.ts';

const JOBS = 'arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly';

function allow(actions: string, resources = JOBS, more: Partial<StatementJson> = {}): StatementJson {
  return { Effect: 'Allow', Action: actions.split(' '), Resource: resources.split(' '), ...more };
}

function role(statements: readonly PicturedStatement[], parts: Partial<PicturedRole> = {}): PicturedRole {
  const policy: PicturedPolicy = { name: 'inline', origin: 'inline', statements };
  return {
    arn: 'arn:aws:iam::111122223333:role/train',
    name: 'train',
    policies: [policy],
    expected: [],
    ...parts,
  };
}

function asPictured({ Condition: _, ...statement }: StatementJson): PicturedStatement {
  return statement;
}

function missing(...statements: readonly StatementJson[]): Finding {
  return sampleFinding({ expected: { policy: { Version: '2012-10-17', Statement: statements } } });
}

function excess(remedy: Finding['remedy'], index = 0): Finding {
  return sampleFinding({ ruleId: 'permission-excess', statement: { policy: 'inline', index }, remedy });
}

/** `action mark`, for each line of each block. */
function linesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(({ actions }) => actions.map(({ action, mark = '-' }) => `${action} ${mark}`));
}

const CREATE = allow('sagemaker:CreateTrainingJob');

describe('what is needed, beside what there is', () => {
  test('is missing where the finding says so, whatever the statements look like', () => {
    const { expected, actual } = comparisonOf(missing(CREATE), role([asPictured(CREATE)]));
    expect(linesOf(expected)).toEqual(['sagemaker:CreateTrainingJob missing']);
    expect(linesOf(actual)).toEqual(['sagemaker:CreateTrainingJob -']);
  });

  test.each([
    ['the same', [allow('sagemaker:AddTags')], 'granted'],
    ['more', [allow('sagemaker:*', '*')], 'granted'],
    ['less', [allow('sagemaker:AddTags', `${JOBS}/x`)], '-'],
    ['another action', [allow('sagemaker:DeleteTags')], '-'],
    ['it under a condition', [allow('sagemaker:AddTags', '*', { Condition: { Bool: { x: 'true' } } })], '-'],
    [
      'it, and a Deny',
      [allow('sagemaker:AddTags'), { ...allow('sagemaker:Add*', 'arn:x'), Effect: 'Deny' as const }],
      '-',
    ],
  ])('is said to be granted where a statement that allows %s shows it', (_, statements, mark) => {
    const granting = statements.map(({ Condition, ...statement }): PicturedStatement => {
      return Condition === undefined ? statement : { ...statement, Condition: { Bool: { x: ['true'] } } };
    });
    const tags = asPictured(allow('sagemaker:AddTags'));
    const { expected } = comparisonOf(missing(CREATE), role(granting, { expected: [tags] }));
    expect(linesOf(expected)).toEqual(['sagemaker:CreateTrainingJob missing', `sagemaker:AddTags ${mark}`]);
  });

  test('is said to be granted under the same condition', () => {
    const passes = {
      ...asPictured(allow('iam:PassRole', 'arn:r')),
      Condition: { StringEquals: { k: ['v'] } },
    };
    const { expected } = comparisonOf(missing(allow('iam:GetRole')), role([passes], { expected: [passes] }));
    expect(linesOf(expected)).toEqual(['iam:GetRole missing', 'iam:PassRole granted']);
  });

  test('is not said to be granted where a boundary may stand against it', () => {
    const tags = asPictured(allow('sagemaker:AddTags'));
    const boundary: PicturedPolicy = {
      name: 'B',
      origin: 'boundary',
      statements: [asPictured(allow('s3:*', '*'))],
    };
    const { expected, actual } = comparisonOf(missing(CREATE), role([tags], { expected: [tags], boundary }));
    expect(linesOf(expected)).toEqual(['sagemaker:CreateTrainingJob missing', 'sagemaker:AddTags -']);
    expect(actual.map(({ policy }) => policy?.origin)).toEqual(['inline']);
  });

  test('is told once: what is missing on one resource is left of the others', () => {
    const both = asPictured(allow('sagemaker:CreateTrainingJob sagemaker:AddTags', `${JOBS} arn:other`));
    const { expected } = comparisonOf(missing(CREATE), role([], { expected: [both] }));
    expect(
      expected.map(({ actions, resources }) => [actions.map(({ action }) => action), resources]),
    ).toEqual([
      [['sagemaker:CreateTrainingJob'], [JOBS]],
      [['sagemaker:CreateTrainingJob'], ['arn:other']],
      [['sagemaker:AddTags'], [JOBS, 'arn:other']],
    ]);
  });

  test('are statements on the services of the finding alone', () => {
    const statements = ['s3:GetObject', 'sagemaker:ListTags', '*', 'logs:*'].map((action) =>
      asPictured(allow(action)),
    );
    const { actual } = comparisonOf(missing(CREATE), role(statements, { expected: statements }));
    expect(linesOf(actual)).toEqual(['sagemaker:ListTags -', '* -']);
  });

  test('is all that is told where the role is not in the report', () => {
    expect(comparisonOf(missing(CREATE), undefined).actual).toEqual([]);
  });
});

describe('a statement that allows too much', () => {
  const STATEMENT = asPictured(
    allow('sagemaker:CreateTrainingJob sagemaker:CreateModel sagemaker:Add*', '*'),
  );

  test('is marked as not needed where it is to be removed', () => {
    const { actual } = comparisonOf(excess({ text: 'Remove statement 0 of `inline`' }), role([STATEMENT]));
    expect(linesOf(actual).map((line) => line.split(' ')[1])).toEqual([
      'not-needed',
      'not-needed',
      'not-needed',
    ]);
    expect(actual[0]?.isNamed).toBe(true);
  });

  test('is marked by what its replacement keeps', () => {
    const policy = {
      Version: '2012-10-17' as const,
      Statement: [allow('sagemaker:CreateTrainingJob', '*'), allow('sagemaker:AddTags', JOBS)],
    };
    const { actual } = comparisonOf(
      excess({ text: 'Replace statement 0 of `inline` by this', policy }),
      role([STATEMENT]),
    );
    expect(linesOf(actual)).toEqual([
      'sagemaker:CreateTrainingJob -',
      'sagemaker:CreateModel not-needed',
      'sagemaker:Add* wider',
    ]);
  });

  test('is wider than a replacement under a condition', () => {
    const policy = {
      Version: '2012-10-17' as const,
      Statement: [allow('sagemaker:CreateModel', '*', { Condition: { Bool: { x: 'true' } } })],
    };
    const named = role([asPictured(allow('sagemaker:CreateModel', '*'))]);
    const { actual } = comparisonOf(
      excess({ text: 'Replace statement 0 of `inline` by this', policy }),
      named,
    );
    expect(linesOf(actual)).toEqual(['sagemaker:CreateModel wider']);
  });

  test('is marked at its witness alone where no remedy tells more', () => {
    const { actual } = comparisonOf(excess({ text: 'Narrow it' }), role([STATEMENT]));
    expect(linesOf(actual)).toEqual([
      'sagemaker:CreateTrainingJob wider',
      'sagemaker:CreateModel -',
      'sagemaker:Add* -',
    ]);
  });

  test('is found by the ARN of its policy, too, and no other one is marked', () => {
    const finding = excess({ text: 'Remove it' });
    const arn = 'arn:aws:iam::aws:policy/job-function/Admin';
    const policies: readonly PicturedPolicy[] = [
      { name: 'Admin', origin: 'aws-managed', statements: [STATEMENT, STATEMENT] },
      { name: 'Other', origin: 'inline', statements: [STATEMENT] },
      { name: 'Unread', origin: 'customer-managed' },
    ];
    const named = { ...finding, statement: { policy: arn, index: 0 } };
    const { actual } = comparisonOf(named, role([], { policies }));
    expect(actual.map(({ policy, name, isNamed }) => [policy?.name, name, isNamed])).toEqual([
      ['Admin', '0', true],
      ['Admin', '1', false],
      ['Other', '0', false],
    ]);
  });

  test('that says what it does not mean is laid out as such, without marks', () => {
    const excluding: PicturedStatement = {
      Sid: 'AllBut',
      Effect: 'Allow',
      NotAction: ['iam:*'],
      NotResource: ['arn:x'],
      Condition: { StringLike: { k: ['a', 'b'] } },
    };
    const { actual } = comparisonOf(excess({ text: 'Remove it' }), role([excluding]));
    expect(actual).toMatchObject([
      {
        name: 'AllBut',
        isExcluding: { actions: true, resources: true },
        actions: [{ action: 'iam:*' }],
        resources: ['arn:x'],
        conditions: ['StringLike k: a, b'],
      },
    ]);
    expect(linesOf(actual)).toEqual(['iam:* -']);
  });
});
