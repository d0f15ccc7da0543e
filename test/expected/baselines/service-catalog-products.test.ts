import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/expected/baselines/fingerprint-of.ts';
import {
  datedBaselines,
  historyBetween,
  LAUNCH_POLICY,
  LAUNCH_POLICY_HISTORY,
  shippedDocument,
} from '../../../src/expected/baselines/service-catalog-products.ts';
import { differences } from '../../../src/policy/differences.ts';
import { parsePolicy } from '../../../src/policy/document.ts';
import { type Access, identityAccess } from '../../../src/policy/effective.ts';
import { publishedDocument, publishedVersions } from '../../support/published-policies.ts';

const ARN = `arn:aws:iam::aws:policy/${LAUNCH_POLICY}`;

function versionOf(version: number): Access {
  return identityAccess([parsePolicy(publishedDocument(`${LAUNCH_POLICY}@v${version}`))]);
}

function actionsBeyond(left: Access, right: Access): readonly string[] {
  const actions = differences(left, right).flatMap((part) => part.actions.patterns);
  return [...new Set(actions)].sort();
}

describe('the history of the launch policy', () => {
  test('has every version, in order of its days', () => {
    const history = LAUNCH_POLICY_HISTORY;
    expect(history.map(({ version }) => version)).toEqual(publishedVersions(LAUNCH_POLICY));
    const days = history.map(({ date }) => date);
    expect(days).toEqual(days.toSorted());
  });

  test.each(LAUNCH_POLICY_HISTORY.slice(1))(
    'says of v$version what its document gained and lost',
    ({ version, gained, lost }) => {
      const [older, newer] = [versionOf(version - 1), versionOf(version)];
      expect(actionsBeyond(newer, older)).toEqual(gained.toSorted());
      expect(actionsBeyond(older, newer)).toEqual(lost.toSorted());
    },
  );

  test('is told for the versions between two, and for no other policy', () => {
    expect(historyBetween(LAUNCH_POLICY, 4, 6)).toEqual([
      "v5 (2022-03-21): +ecr:TagResource; AWS's log calls it `ecr-idp:TagResource`, a service that does not exist",
      'v6 (2022-07-14): +lambda:TagResource',
    ]);
    expect(historyBetween('AmazonSageMakerFullAccess', 4, 6)).toEqual([]);
    expect(historyBetween(LAUNCH_POLICY, Number.NaN, 6)).toEqual([]);
  });
});

describe('the documents that come along', () => {
  test('are v3 with its 31 statements for the templates of 2023, and nothing for later ones', () => {
    const dated = datedBaselines('docs-2023', 'aws');
    expect([...dated.keys()]).toEqual([ARN]);
    const { versionId, date, document } = dated.get(ARN) ?? {};
    expect([versionId, date]).toEqual(['v3', '2021-09-15']);
    expect(parsePolicy(document).statements).toHaveLength(31);
    expect(fingerprintOf(document)).toBe(fingerprintOf(publishedDocument(`${LAUNCH_POLICY}@v3`)));
    expect(datedBaselines('docs-2025', 'aws').size).toBe(0);
  });

  test('are the newest one for comparisons', () => {
    const newest = shippedDocument(LAUNCH_POLICY, 'aws');
    expect(newest?.versionId).toBe('v12');
    expect(fingerprintOf(newest?.document)).toBe(fingerprintOf(publishedDocument(`${LAUNCH_POLICY}@v12`)));
    expect(shippedDocument('AmazonSageMakerFullAccess', 'aws')).toBeUndefined();
  });

  test('hold in the partition that they are of', () => {
    expect(datedBaselines('docs-2023', 'aws-cn').size).toBe(0);
    expect(shippedDocument(LAUNCH_POLICY, 'aws-us-gov')).toBeUndefined();
  });
});
