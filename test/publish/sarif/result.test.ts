import { describe, expect, test } from 'vitest';
import { SUPPRESSION_TYPE } from '../../../src/findings/suppression.ts';
import { sampleFinding } from '../../support/sample-report.ts';
import { sarifResultOf } from '../../support/sarif-log.ts';

describe('a result', () => {
  test('says what the finding says', () => {
    const policy = { Version: '2012-10-17', Statement: [] } as const;
    expect(sarifResultOf({ remedy: { text: 'Attach this to `train`', policy } })).toEqual({
      ruleId: 'task-permission-missing',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: {
        text: '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
        markdown: [
          '`train` may not call `sagemaker:CreateTrainingJob` on `training-job/nightly`',
          '**Remedy:** Attach this to `train`',
          '```json\n{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n```',
        ].join('\n\n'),
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'plumbline/111122223333/iam/role/train.json' },
            region: { startLine: 1 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'arn:aws:iam::111122223333:role/train', kind: 'resource' },
            {
              fullyQualifiedName: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
              kind: 'resource',
            },
          ],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          message: { text: '$.States.Train (sagemaker:createTrainingJob)' },
          physicalLocation: {
            artifactLocation: { uri: 'plumbline/111122223333/us-east-1/states/stateMachine/train.json' },
            region: { startLine: 1 },
          },
          logicalLocations: [
            {
              fullyQualifiedName: 'arn:aws:states:us-east-1:111122223333:stateMachine:train',
              kind: 'resource',
            },
          ],
        },
      ],
      partialFingerprints: {
        'plumblineFindingId/v1': 'f-0000000000000001',
        primaryLocationLineHash: 'f-0000000000000001:1',
      },
      baselineState: 'unchanged',
      provenance: {
        firstDetectionTimeUtc: '2026-11-21T06:00:00.000Z',
        lastDetectionTimeUtc: '2026-11-21T06:00:00.000Z',
      },
      properties: {
        severity: 'high',
        confidence: 'confirmed',
        status: 'active',
        region: 'us-east-1',
        role: 'train',
        resourceType: 'state machine',
        because: 1,
        witness: {
          action: 'sagemaker:CreateTrainingJob',
          resource: 'arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly',
          context: {},
        },
        remedy: 'Attach this to `train`',
        remedyPolicy: policy,
      },
    });
  });

  test.each([
    [
      'arn:aws:iam::111122223333:role/service-role/Train',
      'plumbline/111122223333/iam/role/service-role/Train.json',
    ],
    ['arn:aws:iam::111122223333:role/a@b=c', 'plumbline/111122223333/iam/role/a%40b%3Dc.json'],
    ['arn:aws:iam::111122223333:role/../../etc', 'plumbline/111122223333/iam/role/_/_/etc.json'],
    ['arn:aws:iam::111122223333:role/%2e%2e%2f', 'plumbline/111122223333/iam/role/_2e_2e_2f.json'],
    ['arn:aws:iam::..:role/x', 'plumbline/111122223333/iam/role/x.json'],
    ['no role at all', 'plumbline/111122223333/other/no_role_at_all.json'],
    ['', 'plumbline/111122223333/other/_.json'],
  ])('about the role `%s` is in %s', (arn, path) => {
    const result = sarifResultOf({ role: { arn, name: 'x' } });
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(path);
  });

  test('about a suppression is in the file of suppressions', () => {
    const result = sarifResultOf({
      resource: { arn: 'arn:aws:iam::111122223333:role/x', type: SUPPRESSION_TYPE },
    });
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'plumbline.suppressions.json',
    );
  });

  test('shows at most twenty of the states behind it, and each once', () => {
    const [line] = sampleFinding().because;
    if (line === undefined) throw new Error('the sample has a reason');
    const because = Array.from({ length: 50 }, (_, index) => ({ ...line, state: `$.States.${index % 25}` }));
    const related = sarifResultOf({ because })?.relatedLocations ?? [];
    expect(related).toHaveLength(20);
    expect(new Set(related.map(({ message }) => message?.text)).size).toBe(20);
    expect(sarifResultOf({ because })?.properties?.because).toBe(50);
  });

  test('has a link neither in its text nor in its Markdown', () => {
    const message = '`x` [click](https://evil.example) <https://evil.example>';
    expect(sarifResultOf({ message })?.message).toMatchObject({
      text: '`x` [click] (https[:]//evil.example) <https[:]//evil.example>',
      markdown: expect.not.stringMatching(/https:\/\/|(?<!\\)\]\(/),
    });
  });
});
