import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import { MATRIX } from './sagemaker-matrix.ts';
import { definitionOf, lineOf, MACHINE } from './support.ts';

describe('what a SageMaker task requires', () => {
  test.each(MATRIX)('$title', ({ task, required }) => {
    const { grants } = expectationOf({ definition: definitionOf(task), machine: MACHINE, pack: 'docs-2025' });
    const lines = grants.filter(({ bound }) => bound === 'required').map(lineOf);
    expect(lines.toSorted()).toEqual(required.toSorted());
  });
});
