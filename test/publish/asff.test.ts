import * as sdk from '@aws-sdk/client-securityhub';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/findings/entry.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { EntryKind, ResolveReason } from '../../src/findings/head.ts';
import { asff } from '../../src/publish/asff.ts';
import { ASFF_SCHEMA, asffProblems } from '../support/asff-problems.ts';
import { sampleEntry } from '../support/numbered-entry.ts';
import { edgyFinding } from '../support/random-entries.ts';
import { type Field, field, operationsOf } from '../support/sdk-schema.ts';
import '../support/fixed-seed.ts';

const PLACE = { region: 'us-east-1' };

function documentOf(
  finding: Partial<Finding> = {},
  entry: Partial<Omit<Entry, 'body' | 'id'>> = {},
): sdk.AwsSecurityFinding {
  const sample = sampleEntry(1, entry, finding);
  if (sample.body.kind !== 'finding') throw new Error('a sample entry is about a finding');
  return asff(sample, sample.body.finding, PLACE);
}

describe('a document', () => {
  test('says what the finding says', () => {
    expect(documentOf({ references: ['https://docs.aws.amazon.com/a', 'https://b'] })).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'v1-00000000000000000000000000000001',
      ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
      ProductName: 'Plumbline',
      CompanyName: 'Plumbline',
      GeneratorId: 'plumbline/task-permission-missing',
      AwsAccountId: '111122223333',
      CreatedAt: '2026-11-21T06:00:00.000Z',
      UpdatedAt: '2026-11-21T06:00:00.001Z',
      FirstObservedAt: '2026-11-21T06:00:00.000Z',
      LastObservedAt: '2026-11-21T06:00:00.000Z',
      Title: 'A task is refused',
      Description: '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
      Remediation: {
        Recommendation: { Text: 'Allow the request', Url: 'https://docs.aws.amazon.com/a' },
      },
      ProductFields: {
        'plumbline/RuleId': 'task-permission-missing',
        'plumbline/EventId': 'v1-00000000000000000000000000000001:1',
        'plumbline/Transition': 'opened',
        'plumbline/Suppressed': 'false',
        'plumbline/Confidence': 'confirmed',
        'plumbline/Role': 'train',
        'plumbline/Action': 'sagemaker:CreateTrainingJob',
        'plumbline/Resource': 'arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
        'plumbline/Because/0': '$.States.Train (sagemaker:createTrainingJob)',
      },
      Resources: [
        {
          Type: 'AwsStepFunctionStateMachine',
          Id: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
          Partition: 'aws',
          Region: 'us-east-1',
        },
        { Type: 'AwsIamRole', Id: 'arn:aws:iam::111122223333:role/train', Partition: 'aws' },
      ],
      FindingProviderFields: {
        Severity: { Label: 'HIGH', Original: 'high' },
        Types: ['Software and Configuration Checks/AWS Security Best Practices'],
      },
      RecordState: 'ACTIVE',
      Compliance: { Status: 'FAILED' },
    });
  });

  test('says who changed what, where that is known', () => {
    const change = { by: 'ada', event: 'TagRole', at: '2026-11-28T10:15:00Z', eventId: 'e-1' };
    expect(documentOf({ change }).ProductFields).toMatchObject({
      'plumbline/ChangedBy': 'ada',
      'plumbline/Change': 'TagRole 2026-11-28T10:15:00Z e-1',
    });
  });

  test.each<[EntryKind, ResolveReason | undefined, string, string, string]>([
    ['opened', undefined, 'ACTIVE', 'FAILED', 'false'],
    ['changed', undefined, 'ACTIVE', 'FAILED', 'false'],
    ['reopened', undefined, 'ACTIVE', 'FAILED', 'false'],
    ['suppressed', undefined, 'ACTIVE', 'FAILED', 'true'],
    ['resolved', 'fixed', 'ARCHIVED', 'PASSED', 'false'],
    ['resolved', 'resource-deleted', 'ARCHIVED', 'NOT_AVAILABLE', 'false'],
    ['resolved', 'rule-retired', 'ARCHIVED', 'NOT_AVAILABLE', 'false'],
    ['resolved', 'scope-retired', 'ARCHIVED', 'NOT_AVAILABLE', 'false'],
  ])('of a finding that is %s (%s) is %s and %s', (kind, reason, state, status, suppressed) => {
    const document = documentOf({}, { kind, ...(reason === undefined ? {} : { reason }) });
    expect(document).toMatchObject({ RecordState: state, Compliance: { Status: status } });
    expect(document.ProductFields?.['plumbline/Suppressed']).toBe(suppressed);
    expect(document.ProductFields?.['plumbline/Reason']).toBe(reason);
  });

  test.each([
    ['critical', 'CRITICAL'],
    ['high', 'HIGH'],
    ['medium', 'MEDIUM'],
    ['low', 'LOW'],
    ['info', 'INFORMATIONAL'],
  ] as const)('calls `%s` %s', (severity, label) => {
    expect(documentOf({ severity }).FindingProviderFields?.Severity).toEqual({
      Label: label,
      Original: severity,
    });
  });

  test.each([
    ['arn:aws:iam::111122223333:policy/p', 'AwsIamPolicy'],
    ['arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/n', 'AwsSageMakerNotebookInstance'],
    ['arn:aws:sagemaker:us-east-1:111122223333:model/m', 'Other'],
  ])('of %s has the resource type %s', (arn, type) => {
    expect(documentOf({ resource: { arn, type: 'x' } }).Resources?.[0]).toMatchObject({
      Id: arn,
      Type: type,
    });
  });

  test('of a partition that the format does not know leaves it out', () => {
    const document = documentOf({}, { partition: 'aws-iso' });
    expect(document.ProductArn).toMatch(/^arn:aws-iso:securityhub:/);
    expect(document.Resources?.map(({ Partition }) => Partition)).toEqual([undefined, undefined]);
  });

  test('has a remedy that fits whole, or none', () => {
    const policyOf = (name: string) => ({
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: ['s3:GetObject'], Resource: [name] }],
    });
    const field = (name: string) =>
      documentOf({ remedy: { text: 'x', policy: policyOf(name) } }).ProductFields?.['plumbline/RemedyPolicy'];
    expect(JSON.parse(field('*') ?? '')).toEqual(policyOf('*'));
    expect(field('x'.repeat(2_048))).toBeUndefined();
  });
});

describe('the time of the update', () => {
  const updatedAt = (entry: Partial<Omit<Entry, 'body' | 'id'>>) => documentOf({}, entry).UpdatedAt ?? '';

  test('is later for a later transition, also of the same reading', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (seq, more, later) => {
        const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 21) + milliseconds).toISOString();
        expect(updatedAt({ seq: seq + more, at: at(later) }) > updatedAt({ seq, at: at(0) })).toBe(true);
      }),
    );
  });

  test('is the same in every delivery', () => {
    expect(updatedAt({ seq: 7 })).toBe(updatedAt({ seq: 7 }));
    expect(updatedAt({ seq: 7 })).toBe('2026-11-21T06:00:00.007Z');
  });
});

const CHANGES = [
  {},
  { kind: 'suppressed' },
  { kind: 'resolved', reason: 'fixed' },
  { kind: 'resolved', reason: 'scope-retired', shard: { accountId: '111122223333', region: 'global' } },
] as const;

test('a document adheres to the format, whatever the finding says', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(edgyFinding, fc.constantFrom(...CHANGES), (finding, change) => {
      const document = documentOf(finding, change);
      expect(asffProblems(document)).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(document))).toBeLessThanOrEqual(240_000);
    }),
    { numRuns: 10_000 },
  );
});

test('a text is cut at its limit and not before it', () => {
  const document = (length: number) =>
    documentOf({ title: '😀'.repeat(length), message: '漢'.repeat(length * 4) });
  expect(document(256)).toMatchObject({ Title: '😀'.repeat(256), Description: '漢'.repeat(1_024) });
  expect(document(257)).toMatchObject({
    Title: `${'😀'.repeat(255)}…`,
    Description: `${'漢'.repeat(1_023)}…`,
  });
});

interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly items?: SchemaPart;
  readonly required?: readonly string[];
}

/** Where the schema differs from the model: fields that the model does not have, or that only the model requires. */
function* differences(part: SchemaPart, model: readonly Field[], path: string): Iterable<string> {
  for (const [name, inner] of Object.entries(part.properties ?? {})) {
    const modelled = field(model, name);
    if (modelled === undefined) yield `${path}.${name} is not in the model`;
    else yield* differences(inner.items ?? inner, modelled.fields?.() ?? [], `${path}.${name}`);
  }
  if (part.properties === undefined) return;
  for (const { name, isRequired } of model)
    if (isRequired && !part.required?.includes(name)) yield `${path}.${name} is required by the model`;
}

describe('the schema that documents are held to', () => {
  const findings = operationsOf(sdk)
    .get('BatchImportFindings')
    ?.input.find(({ name }) => name === 'Findings');
  const model = findings?.fields?.() ?? [];

  test('has the fields of the SDK, and asks for all that the SDK asks for', () => {
    expect(model.filter(({ isRequired }) => isRequired)).toHaveLength(10);
    expect([...differences(ASFF_SCHEMA as SchemaPart, model, '$')]).toEqual([]);
  });

  test.each<[string, object]>([
    ['an empty title', { Title: '' }],
    ['a blank description', { Description: ' ' }],
    ['a title that is too long', { Title: 'x'.repeat(257) }],
    ['no resource', { Resources: [] }],
    ['33 resources', { Resources: Array(33).fill({ Type: 'Other', Id: 'x' }) }],
    ['a product of another account', { ProductArn: 'arn:aws:securityhub:us-east-1:1:product/2/default' }],
    ['a workflow', { Workflow: { Status: 'NEW' } }],
    ['an unknown status', { Compliance: { Status: 'FINE' } }],
    ['51 fields', { ProductFields: Object.fromEntries(Array.from({ length: 51 }, (_, key) => [key, 'x'])) }],
  ])('refuses %s', (_, change) => {
    expect(asffProblems({ ...documentOf(), ...change })).not.toEqual([]);
  });
});
