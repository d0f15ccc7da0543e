import { describe, expect, test } from 'vitest';
import { auditOf } from '../support/rule-cases.ts';

const GONE = 'arn:aws:iam::111122223333:role/Gone';

/** How bad it is that the role of one resource does not exist. */
function severityOf(noun: string, record: object): string | undefined {
  const { findings } = auditOf({ machines: [], roles: [], sagemaker: { [noun]: [record] } });
  return findings.find(({ ruleId }) => ruleId === 'execution-role-missing')?.severity;
}

function ofDomain(Status: string): string | undefined {
  return severityOf('Domain', { DomainId: 'd-1', Status, DefaultUserSettings: { ExecutionRole: GONE } });
}

function ofModel(CreationTime: unknown): string | undefined {
  return severityOf('Model', { ModelName: 'm', ExecutionRoleArn: GONE, CreationTime });
}

describe('a role without which something stops', () => {
  test.each([
    ['InProgress', 'critical'],
    ['Stopping', 'low'],
    ['Stopped', 'low'],
    ['Failed', 'low'],
    ['Completed', 'low'],
    [undefined, 'low'],
  ])('is that of a job that is %s: %s', (TrainingJobStatus, severity) => {
    expect(severityOf('TrainingJob', { TrainingJobName: 't', RoleArn: GONE, TrainingJobStatus })).toBe(
      severity,
    );
  });

  test.each([
    ['InService', 'critical'],
    ['Pending', 'critical'],
    ['Stopped', 'low'],
    ['Failed', 'low'],
    ['Deleting', 'low'],
  ])('is that of a notebook that is %s: %s', (NotebookInstanceStatus, severity) => {
    const notebook = { NotebookInstanceName: 'n', RoleArn: GONE, NotebookInstanceStatus };
    expect(severityOf('NotebookInstance', notebook)).toBe(severity);
  });

  test('is that of a domain, also where an update has failed', () => {
    expect(ofDomain('InService')).toBe('critical');
    expect(ofDomain('Update_Failed')).toBe('critical');
    expect(ofDomain('Failed')).toBe('low');
    expect(ofDomain('Deleting')).toBe('low');
  });

  test('is that of an active pipeline, however old it is', () => {
    const pipeline = { PipelineName: 'p', RoleArn: GONE, CreationTime: '2022-01-01T00:00:00Z' };
    expect(severityOf('Pipeline', { ...pipeline, PipelineStatus: 'Active' })).toBe('critical');
    expect(severityOf('Pipeline', pipeline)).toBe('critical');
  });

  test('is that of a model for thirty days, in whatever form its time is written', () => {
    expect(ofModel('2026-10-21T06:00:00Z')).toBe('critical');
    expect(ofModel('2026-10-20T06:00:00Z')).toBe('low');
    expect(ofModel('2026-11-19T07:00:00.123456+01:00')).toBe('critical');
    expect(ofModel(1_795_000_000)).toBe('critical');
    expect(ofModel(1_600_000_000)).toBe('low');
    expect(ofModel(undefined)).toBe('low');
    expect(ofModel('soon')).toBe('low');
  });

  test('is not one that no service of SageMaker assumes', () => {
    const settings = { CanvasAppSettings: { GenerativeAiSettings: { AmazonBedrockRoleArn: GONE } } };
    const profile = { UserProfileName: 'u', Status: 'InService', UserSettings: settings };
    expect(severityOf('UserProfile', profile)).toBe('medium');
  });
});
