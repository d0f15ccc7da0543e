import { describe, expect, test } from 'vitest';
import { integrations } from '../../src/expected/integrations/index.ts';

describe('integrations', () => {
  test('has each API once', () => {
    const resources = integrations.map(({ resource }) => resource);
    expect(resources).toEqual([...new Set(resources)]);
  });

  test('knows that Step Functions makes no policy for a transform job, and for that alone', () => {
    const left = integrations.filter((integration) => !integration.generatedByStepFunctions);
    expect(left.map(({ resource }) => resource)).toEqual(['sagemaker:createTransformJob']);
  });

  test('cites a page of the documentation for each', () => {
    for (const { source } of integrations)
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/step-functions\//);
  });

  test('runs the jobs of SageMaker with .sync', () => {
    const sync = integrations.flatMap(({ patterns, job }) =>
      job !== undefined && patterns.includes('.sync') ? [job.noun] : [],
    );
    expect(sync.sort()).toEqual([
      'HyperParameterTuningJob',
      'LabelingJob',
      'ProcessingJob',
      'TrainingJob',
      'TransformJob',
    ]);
  });
});
