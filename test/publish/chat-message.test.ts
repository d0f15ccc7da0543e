import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import { SEVERITIES } from '../../src/findings/finding.ts';
import { chatMessage } from '../../src/publish/chat-message.ts';
import { type Message, planMessages } from '../../src/publish/messages.ts';
import { snsMessage } from '../../src/publish/sns-message.ts';
import { PATIENCE } from '../support/runs.ts';
import { sampleEntry, sampleLoss } from '../support/sample-entry.ts';

const line = { type: 'string', minLength: 1, pattern: '^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]*$' };
const lines = { type: 'array', minItems: 1, maxItems: 10, items: { ...line, maxLength: 500 } };

/** Custom notifications of Amazon Q Developer in chat applications, with the lengths that we keep to. */
const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'source', 'id', 'content', 'metadata'],
  properties: {
    version: { const: '1.0' },
    source: { const: 'custom' },
    id: { type: 'string', pattern: '^plumbline-[0-9a-f]{32}$' },
    content: {
      type: 'object',
      additionalProperties: false,
      required: ['textType', 'title', 'description'],
      properties: {
        textType: { const: 'client-markdown' },
        title: { ...line, maxLength: 250 },
        description: {
          type: 'string',
          minLength: 1,
          maxLength: 4_000,
          pattern: '^[^\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]*$',
        },
        nextSteps: lines,
        keywords: lines,
      },
    },
    metadata: {
      type: 'object',
      additionalProperties: false,
      required: ['summary', 'eventType', 'additionalContext'],
      properties: {
        threadId: { ...line, maxLength: 100 },
        summary: { ...line, maxLength: 250 },
        eventType: {
          enum: [
            'Finding Opened',
            'Finding Reopened',
            'Finding Changed',
            'Finding Resolved',
            'Findings Digest',
            'Coverage Incomplete',
          ],
        },
        relatedResources: lines,
        additionalContext: { type: 'object', additionalProperties: { ...line, maxLength: 250 } },
      },
    },
  },
};

const validate = new Ajv2020({ allErrors: true }).compile(SCHEMA);

interface Notification {
  readonly id: string;
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords?: readonly string[];
  };
  readonly metadata: {
    readonly threadId?: string;
    readonly eventType: string;
    readonly relatedResources?: readonly string[];
  };
}

function messageOf(...entries: readonly Entry[]): Message {
  const [message] = planMessages(entries, 'info', 20).messages;
  if (message === undefined) throw new Error('nothing is told');
  return message;
}

function notificationOf(message: Message, reportPlace?: string): Notification {
  const { Message: text } = chatMessage(message, reportPlace);
  expect(text.length).toBeLessThanOrEqual(10_000);
  expect(text).toMatch(/^[\x20-\x7e]+$/);
  const notification: unknown = JSON.parse(text);
  expect(validate(notification), JSON.stringify(validate.errors)).toBe(true);
  return notification as Notification;
}

describe('a message about one finding', () => {
  test('says who needs what, what fails, and how to cure it, in a thread of its own', () => {
    const { content, metadata } = notificationOf(messageOf(sampleEntry()), 's3://reports/2026/r-01.json');
    expect(content).toEqual({
      textType: 'client-markdown',
      title: 'Plumbline: new high task-permission-missing, in account 111122223333',
      description: [
        "'train' may not call 'sagemaker:CreateTrainingJob' on 'training-job/nightly' (confirmed)",
        '*account*: `111122223333, us-east-1`',
        '*role*: `arn:aws:iam::111122223333:role/train`',
        '*state machine*: `arn:aws:states:us-east-1:111122223333:stateMachine:train`',
        '*state*: `$.States.Train (sagemaker:createTrainingJob)`',
        '*request*: `sagemaker:CreateTrainingJob on arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly`',
      ].join('\n'),
      nextSteps: ['Allow the request', 'Read the whole report: `s3://reports/2026/r-01.json`'],
      keywords: ['high', 'task-permission-missing'],
    });
    expect(metadata).toEqual({
      threadId: 'v1-01',
      summary: content.title,
      eventType: 'Finding Opened',
      relatedResources: [
        'arn:aws:states:us-east-1:111122223333:stateMachine:train',
        'arn:aws:iam::111122223333:role/train',
      ],
      additionalContext: { accountId: '111122223333' },
    });
  });

  test('has the attributes of the mail', () => {
    const message = messageOf(sampleEntry());
    const { MessageAttributes, ...others } = chatMessage(message, undefined);
    expect(MessageAttributes).toEqual(snsMessage(message, undefined).MessageAttributes);
    expect(Object.keys(others)).toEqual(['Message']);
  });
});

describe('a digest', () => {
  test('has the numbers, the worst ten, and what is not audited', () => {
    const findings = Array.from({ length: 5_000 }, (_, index) =>
      sampleEntry(
        { subject: `f${index}`, isBaseline: true },
        { message: `number ${index} may not call the API that it needs` },
      ),
    );
    const losses = [
      sampleLoss({ isBaseline: true }),
      sampleLoss({ subject: 'gap-02' }, { action: 'iam:GetRole' }),
    ];
    const { content, metadata } = notificationOf(messageOf(...findings, ...losses), 's3://reports/r-01.json');
    expect(content.title).toBe('Plumbline: 5000 findings, worst is high, in account 111122223333');
    expect(
      content.description.match(/^• \*high\* new task-permission-missing `train`: number \d+/gm),
    ).toHaveLength(10);
    expect(content.description).toContain('\nand 4990 more findings\n');
    expect(content.description).toContain(
      '\n*Open, by severity*: critical 0, high 5000, medium 0, low 0, info 0\n',
    );
    expect(content.description.match(/^• not audited: states:DescribeStateMachine/gm)).toHaveLength(2);
    expect(content.nextSteps).toEqual([
      'Read the whole report: `s3://reports/r-01.json`',
      'Grant kms:Decrypt to the auditor',
      'Grant iam:GetRole to the auditor',
    ]);
    expect(metadata.eventType).toBe('Findings Digest');
    expect(metadata.threadId).toBeUndefined();
    expect(metadata.relatedResources).toHaveLength(2);
  });

  test('of coverage alone speaks of no finding', () => {
    const { content, metadata } = notificationOf(messageOf(sampleLoss()));
    expect(content.keywords).toBeUndefined();
    expect(content.description).not.toContain('severity');
    expect(metadata.eventType).toBe('Coverage Incomplete');
  });

  test('has the same id whenever it is sent with the same entries, and another with others', () => {
    const [one, two] = [
      sampleEntry({ subject: 'a', kind: 'changed' }),
      sampleEntry({ subject: 'b', kind: 'changed' }),
    ];
    expect(notificationOf(messageOf(one, two)).id).toBe(notificationOf(messageOf(two, one), 's3://b/k').id);
    expect(notificationOf(messageOf(one)).id).not.toBe(notificationOf(messageOf(one, two)).id);
  });
});

/** Text that would be something else than text in a chat, or that is as long as a name can be. */
const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<!here|x>',
    '<@U012AB3CD>',
    '<https://evil.example|log in>',
    '@here',
    '@everyone',
    '`code` ```block```',
    '[log in](https://evil.example)',
    '\u202egnp.exe',
    'zero\u200bwidth\u2060\ufeff',
    'two\nlines\r\n\u2028more',
    '\u001b[31mred',
    '"\\"\\',
    '&lt;!channel&gt;',
    'lone \ud800',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(
      fc.constantFrom('x', '"', '\\', '&', '<', '`', '@', '\n', '\u202e', 'ü', '🙂', '日'),
      fc.constantFrom(60, 61, 240, 241, 249, 250, 251, 400, 600, 3_999, 4_000, 4_001, 20_000),
    )
    .map(([character, length]) => character.repeat(length)),
);

const entry: fc.Arbitrary<Entry> = fc
  .record({
    subject: fc.nat(10_000),
    kind: fc.constantFrom('opened', 'reopened', 'changed', 'resolved'),
    severity: fc.constantFrom(...SEVERITIES),
    isBaseline: fc.boolean(),
    isLoss: fc.nat(4).map((number) => number === 0),
    text: fc.array(hostile, { minLength: 4, maxLength: 4 }),
  })
  .map(({ subject, kind, severity, isBaseline, isLoss, text: [a = '', b = '', c = '', d = ''] }) => {
    const shard = { accountId: a.slice(0, 300), region: b };
    if (isLoss)
      return sampleLoss(
        { subject: `g${subject}`, id: `g${subject}:1`, shard },
        { source: a, resource: b, why: c, action: d },
      );
    return sampleEntry(
      { subject: `f${subject}`, kind, isBaseline, shard },
      {
        severity,
        ruleId: d === '' ? 'rule' : d,
        message: a,
        region: b,
        role: { arn: c, name: d },
        resource: { arn: a, type: b },
        witness: { action: c, resource: d, context: {} },
        because: [{ stateMachine: b, state: c, integration: d, source: 'api', need: 'create' }],
        remedy: { text: a },
      },
    );
  });

/** All text that a person sees. */
function seen({ content, metadata }: Notification): string {
  const lists = [content.nextSteps, content.keywords, metadata.relatedResources].flatMap(
    (each) => each ?? [],
  );
  return [content.title, content.description, ...lists].join('\n');
}

describe('whatever an account is called', () => {
  test(
    'a message has the shape that is asked for, and stays within its lengths',
    () => {
      let validated = 0;
      fc.assert(
        fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.option(hostile), (entries, place) => {
          for (const message of planMessages(entries, 'info', 20).messages) {
            notificationOf(message, place ?? undefined);
            validated += 1;
          }
        }),
        { numRuns: 1_000 },
      );
      expect(validated).toBeGreaterThanOrEqual(1_000);
    },
    PATIENCE,
  );

  test('a message mentions nobody, links nowhere, and its code ends where it is meant to', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), fc.option(hostile), (entries, place) => {
        for (const message of planMessages(entries, 'info', 20).messages) {
          const text = seen(notificationOf(message, place ?? undefined));
          expect(text).not.toMatch(/[<>@]|\]\(|https?:\/\//);
          expect(text.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
          for (const each of text.split('\n')) expect((each.match(/`/g) ?? []).length % 2).toBe(0);
        }
      }),
    );
  });
});
