import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import { integrations } from '../../src/expected/integrations/index.ts';
import { MATRIX } from './sagemaker-matrix.ts';
import { SERVICE_MATRIX, SERVICE_PATTERNS } from './service-matrix.ts';
import { definitionOf, lineOf, MACHINE } from './support.ts';

describe('what a task of another service requires', () => {
  test.each(SERVICE_MATRIX)('$title', ({ task, required }) => {
    const { grants } = expectationOf({ definition: definitionOf(task), machine: MACHINE, pack: 'docs-2025' });
    const lines = grants
      .filter(({ bound }) => bound === 'required')
      .map((grant) => lineOf(grant).replace(/ \([\w-]+\)$/, ''));
    expect(lines.toSorted()).toEqual(required.toSorted());
  });
});

describe('the matrices', () => {
  test('hold every integration in each of its patterns, and no other', () => {
    const known = integrations.flatMap(({ resource, patterns }) =>
      patterns.map((pattern) => `${resource}${pattern === 'request-response' ? '' : pattern}`),
    );
    const held = [...MATRIX, ...SERVICE_MATRIX].map(({ task }) => String(task.Resource).split(':::')[1]);
    expect([...new Set(held)].toSorted()).toEqual(known.toSorted());
  });

  test.each(SERVICE_PATTERNS)(
    'try $call with every form of its name, or say why not',
    ({ tried, reason }) => {
      expect(tried.length === 3 || (reason ?? '') !== '').toBe(true);
    },
  );

  test.each(SERVICE_PATTERNS.filter(({ tried }) => tried.length > 0))(
    'change a name in the request of $call',
    ({ parameters }) => {
      expect(JSON.stringify(parameters)).toMatch(/\{[^{}"]+\}[^{}"]*"/);
    },
  );

  test.each(SERVICE_PATTERNS)('cite a page of the documentation for $call', ({ source }) => {
    expect(source).toMatch(
      /^https:\/\/docs\.aws\.amazon\.com\/step-functions\/latest\/dg\/[\w-]+\.html(#[\w-]+)?$/,
    );
  });
});
