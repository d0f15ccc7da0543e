import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { integrations } from '../../src/expected/integrations/index.ts';

const FOLDER = join(import.meta.dirname, '../../src/expected/integrations');

function fileOf(resource: string): string {
  return `${resource.replace(':', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
}

describe('integrations', () => {
  test('holds each file of the folder, under the name of its API', () => {
    const files = readdirSync(FOLDER).filter((file) => file !== 'index.ts');
    expect(integrations.map(({ resource }) => fileOf(resource)).sort()).toEqual(files.sort());
  });

  test('knows that Step Functions makes no policy for a transform job, and for that alone', () => {
    const left = integrations.filter((integration) => !integration.generatedByStepFunctions);
    expect(left.map(({ resource }) => resource)).toEqual(['sagemaker:createTransformJob']);
  });

  test('cites a page of the documentation for each', () => {
    for (const { source } of integrations)
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/step-functions\//);
  });

  test('runs the jobs, and nothing else, with .sync', () => {
    const sync = integrations.filter(({ supportsSync }) => supportsSync).map(({ job }) => job?.noun);
    expect(sync.sort()).toEqual([
      'HyperParameterTuningJob',
      'LabelingJob',
      'ProcessingJob',
      'TrainingJob',
      'TransformJob',
    ]);
  });
});
