import { describe, expect, it } from 'vitest';
import { parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly statement: unknown;
  /** Where below the statement, and what; the first is the trouble of the statement. */
  readonly problems: readonly (readonly [string, string])[];
}

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('statements', () => {
  for (const { title, statement, problems } of casesOf<Case>('statement'))
    it(title, () => {
      const alone = parsePolicy({ Version: '2012-10-17', Statement: statement });
      if (!Array.isArray(statement))
        expect(alone.problems).toEqual(
          problems.map(([at, message]) => ({ path: `$.Statement${at}`, message })),
        );
      const listed = parsePolicy({ Version: '2012-10-17', Statement: [STATEMENT, statement] });
      expect(listed.problems).toEqual(
        problems.map(([at, message]) => ({ path: `$.Statement[1]${at}`, message })),
      );
      const [trouble] = listed.problems.map(({ path, message }) => `${path}: ${message}`);
      expect(listed.statements.map((each) => [each.index, each.trouble])).toEqual([
        [0, undefined],
        [1, trouble],
      ]);
    });

  it('are of one shape, whether they have a Sid or a trouble or none', () => {
    const Statement = [STATEMENT, { ...STATEMENT, Sid: 'Read' }, { ...STATEMENT, Sid: 1 }];
    expect(parsePolicy({ Version: '2012-10-17', Statement }).statements).toMatchObject([
      {},
      { sid: 'Read' },
      {},
    ]);
    const [first] = parsePolicy({ Version: '2012-10-17', Statement }).statements;
    expect(Object.keys(first ?? {})).toEqual([
      'index',
      'sid',
      'effect',
      'actions',
      'resources',
      'conditions',
      'trouble',
    ]);
  });

  it('that are not understood are everything, and of no known effect', () => {
    const { statements } = parsePolicy({ Version: '2012-10-17', Statement: [null] });
    expect(statements).toMatchObject([
      {
        effect: 'Unknown',
        actions: { not: false, patterns: ['*'] },
        resources: { not: false, patterns: ['*'] },
        conditions: [],
      },
    ]);
  });

  it('have no text longer than a policy', () => {
    const [longest, tooLong] = ['x'.repeat(10_240), 'x'.repeat(10_241)];
    const { problems } = parsePolicy({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: longest, Resource: [longest] },
        { Effect: 'Allow', NotAction: tooLong, NotResource: ['*', tooLong] },
      ],
    });
    const message = 'expected a text that a policy has room for';
    expect(problems).toEqual([
      { path: '$.Statement[1].NotAction', message },
      { path: '$.Statement[1].NotResource[1]', message },
    ]);
  });
});

describe('a document', () => {
  it('has a name and a subject, and the version of 2008 where it names none', () => {
    expect(parsePolicy({ Statement: [] })).toEqual({
      name: 'policy',
      version: '2008-10-17',
      subject: 'resource',
      statements: [],
      problems: [],
    });
    expect(parseTrustPolicy({ Version: '2012-10-17', Statement: [] })).toMatchObject({
      name: 'trust policy',
      version: '2012-10-17',
      subject: 'principal',
    });
    expect(parsePolicy({ Statement: [] }, 'boundary').name).toBe('boundary');
  });

  it.each([
    [3, '2008-10-17', '$', 'expected a policy document, found a number'],
    [
      { Version: '2010-01-01', Statement: [] },
      '2012-10-17',
      '$.Version',
      'expected `2012-10-17` or `2008-10-17`',
    ],
    [{ Version: null, Statement: [] }, '2012-10-17', '$.Version', 'expected `2012-10-17` or `2008-10-17`'],
    [{ Statement: 'x' }, '2008-10-17', '$.Statement', 'expected a statement or an array, found a string'],
    [
      { Version: '2012-10-17' },
      '2012-10-17',
      '$.Statement',
      'expected a statement or an array, found nothing',
    ],
  ])('that is not understood has one unreadable statement: %j', (json, version, path, message) => {
    const document = parsePolicy(json, 'role');
    expect(document).toMatchObject({ name: 'role', version, problems: [{ path, message }] });
    expect(document.statements).toMatchObject([
      { index: 0, effect: 'Unknown', trouble: `${path}: ${message}` },
    ]);
  });
});
