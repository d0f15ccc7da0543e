import { describe, expect, test } from 'vitest';
import type { ExecutionTemplateValues } from '../../src/expected/execution-template.ts';
import { executionTemplates } from '../../src/expected/execution-templates/index.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import { casesIn } from './support.ts';

interface TemplateCase {
  readonly id: string;
  readonly values?: Omit<ExecutionTemplateValues, 'partition'>;
  /** What the guide shows, its placeholders filled in and its resources made whole. */
  readonly policy: unknown;
}

const CASES = casesIn<Readonly<Record<number, TemplateCase>>>('execution-templates').flatMap(
  ({ file, ...cases }) => Object.values(cases),
);

function accessOf(policy: unknown): Access {
  return identityAccess([parsePolicy(policy)]);
}

function policyOf(id: string, values: Partial<ExecutionTemplateValues> = {}): unknown {
  const found = executionTemplates.find((template) => template.id === id);
  if (found === undefined) throw new Error(`${id} is not registered`);
  return found.policy({ partition: 'aws', ...values });
}

describe('executionTemplates', () => {
  test.each(CASES)('allows what the guide shows for $id, no more and no less', ({ id, values, policy }) => {
    const [ours, theirs] = [accessOf(policyOf(id, values)), accessOf(policy)];
    expect(contains(ours, theirs)).toEqual({ kind: 'contained' });
    expect(contains(theirs, ours)).toEqual({ kind: 'contained' });
  });

  test('has a case for each', () => {
    expect(executionTemplates.map(({ id }) => id).toSorted()).toEqual(CASES.map(({ id }) => id).toSorted());
  });

  test('names the partition of the role', () => {
    const policy = policyOf('training-job-tight', {
      partition: 'aws-cn',
      inputs: [{ bucket: 'data', prefix: 'train' }],
    });
    expect(JSON.stringify(policy)).toContain('"arn:aws-cn:s3:::data/train*"');
    expect(JSON.stringify(policyOf('notebook-instance-broad', { partition: 'aws-cn' }))).not.toContain(
      'arn:aws:',
    );
  });

  test('leaves out a statement that would name nothing', () => {
    expect(policyOf('model-tight')).toEqual({
      Version: '2012-10-17',
      Statement: [expect.objectContaining({ Resource: ['*'] })],
    });
  });
});
