import { describe, expect, test } from 'vitest';
import type { ExecutionTemplateValues } from '../../src/expected/execution-template.ts';
import { executionTemplates } from '../../src/expected/execution-templates/index.ts';
import { templateShape } from '../../src/expected/template-shape.ts';
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

describe('templateShape', () => {
  test.each([
    ['arn:aws:ecr:::repository/my-repo', 'ecr-without-place'],
    ['arn:aws:ecr:us-east-1::repository/my-repo', 'ecr-without-place'],
    ['arn:aws:ecr::111122223333:repository/*', 'ecr-without-place'],
    ['arn:aws:s3:::inputbucket/object', 'folder-as-object'],
    ['arn:aws:s3:::outputbucket/path/', 'folder-as-object'],
    ['arn:aws:s3:::outputbucket/v1.2/path', 'folder-as-object'],
    ['arn:aws:ecr:us-east-1:111122223333:repository/my-repo', undefined],
    ['arn:aws:ecr:*:*:repository/*', undefined],
    ['arn:aws:s3:::inputbucket', undefined],
    ['arn:aws:s3:::inputbucket/object*', undefined],
    ['arn:aws:s3:::inputbucket/object?', undefined],
    ['arn:aws:s3:::inputbucket/${aws:PrincipalTag/team}', undefined],
    ['arn:aws:s3:::models/model.tar.gz', undefined],
    ['*', undefined],
    ['', undefined],
  ])('tells of %s', (resource, shape) => {
    expect(templateShape(resource)).toBe(shape);
  });

  test('is what the tight template of the guide becomes when it is copied', () => {
    const copied = accessOf({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: ['s3:GetObject', 'ecr:BatchGetImage'],
        Resource: ['arn:aws:s3:::inputbucket/object', 'arn:aws:ecr:::repository/my-repo'],
      },
    });
    const wanted = policyOf('training-job-tight', {
      inputs: [{ bucket: 'inputbucket', prefix: 'object' }],
      repositories: ['arn:aws:ecr:us-east-1:111122223333:repository/my-repo'],
    });
    expect(contains(accessOf(wanted), copied).kind).toBe('exceeds');
  });
});
