import { getLanguageService, TextDocument } from 'amazon-states-language-service';
import { describe, expect, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import { readValue } from '../src/model/read.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { aboveInfo } from './support/above-info.ts';

const { files, fileTime } = await readSnapshotFolder('examples/account');
const SNAPSHOT = parseSnapshot(files, fileTime);
const REPORT = audit(SNAPSHOT, { engineVersion: '0.0.0-test' });
const REVISIONS = SNAPSHOT.stateMachines.flatMap(({ name, revisions }) =>
  revisions.map(({ qualifier, definition }) => ({ name, qualifier, text: readValue(definition) })),
);

describe('the example account', () => {
  test('is large enough to look like one', () => {
    expect(SNAPSHOT.stateMachines.length).toBeGreaterThanOrEqual(12);
    expect(SNAPSHOT.roles.length).toBeGreaterThanOrEqual(25);
    expect(SNAPSHOT.regions).toHaveLength(2);
  });

  test('has exactly one definition that cannot be read', () => {
    expect(REVISIONS.filter(({ text }) => text === undefined)).toMatchObject([{ name: 'vault-training' }]);
  });

  test.each(REVISIONS.filter(({ text }) => text !== undefined))(
    'has valid Amazon States Language in $name ($qualifier)',
    async ({ text = '' }) => {
      expect(await problemsOf(text)).toEqual([]);
    },
  );

  test('is judged by a validator that notices mistakes', async () => {
    expect(await problemsOf('{"StartAt":"A","States":{"A":{"Type":"Task","End":true}}}')).not.toEqual([]);
    expect(
      await problemsOf('{"StartAt":"B","States":{"A":{"Type":"Wait","Seconds":1,"End":true}}}'),
    ).not.toEqual([]);
  });

  test('has these findings', () => {
    expect(REPORT.findings.map(({ ruleId, role, severity }) => [ruleId, role.name, severity])).toEqual([
      ['execution-role-missing', 'LegacyScoringRole', 'critical'],
      ['execution-role-not-assumable', 'PricingRefreshRole', 'critical'],
      ['event-rule-permission-missing', 'DemandScoringRole', 'high'],
      ['event-rule-permission-missing', 'RecommenderRole', 'high'],
      ['execution-role-too-broad', 'ReportingJobRole', 'high'],
      ['network-permission-missing', 'VisionExecutionRole', 'high'],
      ['pass-role-missing', 'RecommenderRole', 'high'],
      ['pass-role-missing', 'VisionTuningRole', 'high'],
      ['pass-role-too-wide', 'TextClassificationRole', 'high'],
      ['permission-excess', 'ExperimentsRole', 'high'],
      ['storage-access-missing', 'ChurnModelRole', 'high'],
      ['storage-access-missing', 'ChurnModelRole', 'high'],
      ['storage-access-missing', 'ChurnModelRole', 'high'],
      ['tagging-permission-missing', 'StepFunctions-forecast-retraining-role', 'high'],
      ['tagging-permission-missing', 'PersonalizationRole', 'high'],
      ['task-permission-missing', 'RankingRole', 'high'],
      ['task-permission-missing', 'RankingRole', 'high'],
      ['task-permission-missing', 'RecommenderRole', 'high'],
      ['task-permission-missing', 'RecommenderRole', 'high'],
      ['transform-policy-missing', 'ChurnPipelineRole', 'high'],
      ['trust-too-wide', 'CustomerFeaturesRole', 'high'],
      ['cancel-permission-missing', 'CreditTrainingRole', 'medium'],
      ['cancel-permission-missing', 'RankingRole', 'medium'],
      ['cancel-permission-missing', 'RecommenderRole', 'medium'],
      ['permission-excess', 'ClickModelRole', 'medium'],
      ['tagging-permission-missing', 'FraudStack-DeployRole91BE', 'medium'],
      ['permission-excess', 'ClickModelRole', 'low'],
      ['permission-excess', 'DemandScoringRole', 'info'],
      ['resource-near-miss', 'FraudStack-TrainingRole4C2A', 'info'],
      ['template-outdated', 'StepFunctions-forecast-retraining-role', 'info'],
      ['template-outdated', 'PersonalizationRole', 'info'],
    ]);
  });

  test.each([
    ['FraudStack-TrainingRole4C2A', []],
    ['NightlyFeaturesRole', []],
    ['SentimentRole', []],
    ['CreditTrainingRole', ['cancel-permission-missing']],
    ['WeatherTrainingRole', []],
    ['ApprovalRole', []],
  ])('has nothing above info to say of %s but %j', (name, expected) => {
    expect(SNAPSHOT.roles.map((role) => role.name)).toContain(name);
    const worse = aboveInfo(REPORT.findings).filter(({ role }) => role.name === name);
    expect(worse.map(({ ruleId }) => ruleId)).toEqual(expected);
  });

  test('has findings of many rules', () => {
    expect(new Set(REPORT.findings.map(({ ruleId }) => ruleId)).size).toBe(16);
  });
});

async function problemsOf(definition: string): Promise<readonly unknown[]> {
  const document = TextDocument.create('file:///definition.asl', 'asl', 1, definition);
  const service = getLanguageService({});
  const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
  return diagnostics.map(({ message }) => message);
}
