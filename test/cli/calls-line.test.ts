import { expect, test } from 'vitest';
import { callsLine } from '../../src/cli/calls-line.ts';

test('the calls of a run are told by how often each was made, and those that were made once together', () => {
  const calls = new Map([
    ['iam:GetAccountAuthorizationDetails', 1],
    ['states:DescribeStateMachine', 38],
    ['sagemaker:Search', 4],
    ['sagemaker:ListJobs', 4],
    ['states:ListStateMachines', 1],
  ]);
  expect(callsLine(calls)).toBe(
    '48 calls: 38 states:DescribeStateMachine, 4 sagemaker:ListJobs, 4 sagemaker:Search, 2 others once\n',
  );
  expect(callsLine(new Map([['a:B', 2]]))).toBe('2 calls: 2 a:B\n');
});
