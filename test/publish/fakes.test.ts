import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describe, expect, test } from 'vitest';
import { asff } from '../../src/publish/asff.ts';
import { fakeEventBus } from '../support/fake-event-bus.ts';
import { type FakeSecurityHub, fakeSecurityHub } from '../support/fake-security-hub.ts';
import { sampleEntry } from '../support/numbered-entry.ts';
import { sampleFinding } from '../support/sample-report.ts';

const REGION = { region: 'us-east-1', maxAttempts: 1 };

describe('Security Hub in the process', () => {
  const documentOf = (number: number, seq = 1) =>
    asff(sampleEntry(number, { seq }), sampleFinding(), { region: 'us-east-1' });
  const importInto = (hub: FakeSecurityHub, Findings: ReturnType<typeof documentOf>[]) =>
    new SecurityHubClient({ ...REGION, ...hub.wire }).send(new BatchImportFindingsCommand({ Findings }));
  const large = { ...documentOf(1), SourceUrl: 'x'.repeat(240_000) };

  test.each([
    ['more than 100 findings', Array.from({ length: 101 }, (_, number) => documentOf(number))],
    ['no finding', []],
    ['a finding above 240 KB', [large]],
    ['a finding twice', [documentOf(1), documentOf(1, 2)]],
    [
      'a product of another region',
      [{ ...documentOf(1), ProductArn: 'arn:aws:securityhub:eu-west-1:1:product/1/default' }],
    ],
  ])('refuses %s', async (_, findings) => {
    await expect(importInto(fakeSecurityHub(), findings)).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidInputException' }),
    );
  });

  test('refuses who is not the account of the finding', async () => {
    await expect(importInto(fakeSecurityHub({ caller: '444455556666' }), [documentOf(1)])).rejects.toThrow(
      'the caller is not the account of the finding',
    );
  });

  test('refuses a document that does not adhere to the format, and takes the others', async () => {
    const answer = await importInto(fakeSecurityHub(), [
      { ...documentOf(1), Title: 'x'.repeat(257) },
      documentOf(2),
    ]);
    expect(answer).toMatchObject({
      SuccessCount: 1,
      FailedCount: 1,
      FailedFindings: [
        { ErrorCode: 'InvalidInput', ErrorMessage: 'data/Title must NOT have more than 256 characters' },
      ],
    });
  });

  test('ignores an older update without a word', async () => {
    const hub = fakeSecurityHub();
    await importInto(hub, [documentOf(1, 2)]);
    expect(await importInto(hub, [documentOf(1, 1)])).toMatchObject({ SuccessCount: 1, FailedCount: 0 });
    expect(hub.history).toHaveLength(1);
  });

  test('takes thirty calls at once, and ten more in a second', async () => {
    const hub = fakeSecurityHub();
    for (let call = 0; call < 30; call += 1) await importInto(hub, [documentOf(call)]);
    await expect(importInto(hub, [documentOf(30)])).rejects.toThrow('Rate exceeded');
    await hub.wire.clock.sleep(100);
    await importInto(hub, [documentOf(31)]);
  });
});

describe('EventBridge in the process', () => {
  const ENTRY = { Source: 'plumbline', DetailType: 'x', Detail: '{}', EventBusName: 'b' };
  const put = (Entries: object[]) =>
    new EventBridgeClient({ ...REGION, ...fakeEventBus().wire }).send(new PutEventsCommand({ Entries }));
  const sized = (bytes: number) => ({ ...ENTRY, Detail: JSON.stringify({ x: 'x'.repeat(bytes - 18) }) });

  test.each([
    ['more than ten entries', Array(11).fill(ENTRY)],
    ['256 KB', [sized(131_072), sized(131_072)]],
  ])('refuses %s', async (_, entries) => {
    await expect(put(entries)).rejects.toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });

  test('takes a byte less than 256 KB', async () => {
    expect(await put([sized(131_072), sized(131_071)])).toMatchObject({ FailedEntryCount: 0 });
  });

  test.each([
    ['a detail that is no JSON', { Detail: '{' }, 'MalformedDetail'],
    ['a detail with half a character', { Detail: '{"x":"\\ud800"}' }, 'MalformedDetail'],
    ['an entry without a source', { Source: '' }, 'InvalidArgument'],
    ['a source of AWS', { Source: 'aws.x' }, 'NotAuthorizedForSourceException'],
  ])('fails %s at its index', async (_, change, code) => {
    expect(await put([ENTRY, { ...ENTRY, ...change }])).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: 'event-1' }, { ErrorCode: code }],
    });
  });
});
