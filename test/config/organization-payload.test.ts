import { describe, expect, test } from 'vitest';
import { parseOrganizationPayload } from '../../src/config/organization-payload.ts';
import { PayloadError } from '../../src/config/payload.ts';

const execution = '8f3c7a52';
const scheduleArn = 'arn:aws:scheduler:us-east-1:111122223333:schedule/default/organization';
const scheduledTime = '2026-11-28T06:00:00Z';

describe('a plan', () => {
  test.each([
    ['of a person', {}, undefined],
    ['of a schedule', { scheduleArn, scheduledTime }, { arn: scheduleArn, time: scheduledTime }],
  ])('%s is known by its execution, or by its occasion', (_, input, schedule) => {
    const request = { kind: 'plan', execution, ...(schedule === undefined ? {} : { schedule }) };
    expect(parseOrganizationPayload({ kind: 'plan', execution, input })).toEqual(request);
  });

  test('needs no input', () => {
    expect(parseOrganizationPayload({ kind: 'plan', execution })).toEqual({ kind: 'plan', execution });
  });
});

test('a finish names its run', () => {
  const run = 'a'.repeat(64);
  expect(parseOrganizationPayload({ kind: 'finish', run })).toEqual({ kind: 'finish', run });
});

test.each([
  [null, '`$`: expected an object, found null'],
  [{ kind: 'audit' }, '`$.kind`: expected "plan" or "finish"'],
  [{ kind: 'plan' }, '`$.execution` is missing'],
  [{ kind: 'plan', execution: 'a b' }, '`$.execution`: expected the name of an execution'],
  [{ kind: 'plan', execution, input: 'x' }, '`$.input`: expected an object'],
  [{ kind: 'plan', execution, input: { scheduleArn } }, '`$.input.scheduledTime` is missing'],
  [{ kind: 'plan', execution, input: { scheduledTime } }, '`$.input.scheduleArn` is missing'],
  [{ kind: 'plan', execution, input: { accounts: [] } }, '`$.input.accounts` is not known here'],
  [{ kind: 'finish', run: 'x' }, '`$.run`: expected the name of a run'],
])('%j is refused', (event, message) => {
  expect(() => parseOrganizationPayload(event)).toThrow(PayloadError);
  expect(() => parseOrganizationPayload(event)).toThrow(message);
});
