import { describe, expect, test } from 'vitest';
import { momentText } from '../../src/page/moment.ts';
import { nameOf } from '../../src/page/names.ts';
import { counted, reasonsOf, statusMeaning } from '../../src/page/words.ts';
import { sampleFinding } from '../support/sample-report.ts';

describe('the words of the page', () => {
  test.each([
    ['2026-11-20T06:00:00.000Z', '20 November 2026 at 06:00 UTC'],
    ['2026-01-31T23:59:59+02:00', '31 January 2026 at 21:59 UTC'],
    ['yesterday\u202e', 'yesterday\\u{202e}'],
  ])('a time %j is %j', (text, shown) => {
    expect(momentText(text)).toBe(shown);
  });

  test.each([
    ['arn:aws:states:us-east-1:111122223333:stateMachine:nightly:7', 'nightly:7'],
    ['arn:aws:iam::111122223333:role/path/Train', 'path/Train'],
    ['no arn', 'no arn'],
  ])('%s is called %s', (arn, name) => {
    expect(nameOf(arn)).toBe(name);
  });

  test('what one call needs is one reason', () => {
    const [line] = sampleFinding().because;
    if (line === undefined) throw new Error('the sample has a reason');
    const model = 'arn:aws:sagemaker:us-east-1:111122223333:model/m';
    expect(
      reasonsOf([
        line,
        { ...line, need: 'poll' },
        { ...line, need: 'poll', source: 'docs-2025' },
        { ...line, state: '$', field: 'VpcConfig', resource: model, pattern: 'request-response' },
      ]),
    ).toEqual([
      {
        who: 'train',
        where: '$.States.Train',
        call: 'sagemaker:createTrainingJob.sync',
        needs: ['to start it', 'to learn that it has ended'],
      },
      {
        who: 'train, through m',
        where: 'VpcConfig',
        call: 'sagemaker:createTrainingJob',
        needs: ['to start it'],
      },
    ]);
  });

  test('a finding that is over says why', () => {
    expect(statusMeaning({ status: 'resolved', resolvedReason: 'resource-deleted' })).toBe(
      'the resource is gone',
    );
    expect(statusMeaning({ status: 'resolved' })).toBe('it is over');
  });

  test.each([
    [0, '0 roles'],
    [1, '1 role'],
    [12_345, '12,345 roles'],
  ])('%d is %s', (number, text) => {
    expect(counted(number, 'role')).toBe(text);
  });
});
