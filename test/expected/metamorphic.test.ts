import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectationOf } from '../../src/expected/expect.ts';
import type { Expectation } from '../../src/expected/grant.ts';
import {
  type Manner,
  type Outline,
  outlines,
  PLAIN_MANNER,
  TASKS,
  written,
} from '../support/random-definitions.ts';
import { allowedLineOf, lineOf, MACHINE } from './support.ts';

/** What a definition asks for, without the places that ask for it. */
function contentOf(outline: readonly Outline[], manner: Manner): object {
  const expectation = expectationOf({
    definition: written(outline, manner),
    machine: MACHINE,
    pack: 'docs-2025',
  });
  const { grants, passedRoles, gaps, delegations } = expectation;
  return {
    required: linesOf(grants),
    allowed: sorted(grants.filter(({ bound }) => bound === 'allowed').map(allowedLineOf)),
    passed: sorted(passedRoles.map(({ roleArn, service }) => `${roleArn} to ${service}`)),
    delegated: sorted(
      delegations.flatMap(({ roleArn, grants }) => linesOf(grants).map((line) => `${roleArn}: ${line}`)),
    ),
    gaps: sorted(gaps.map(({ kind, why }) => `${kind}: ${why}`)),
  };
}

function linesOf(grants: Expectation['grants']): readonly string[] {
  return sorted(grants.filter(({ bound }) => bound === 'required').map(lineOf));
}

function sorted(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)].sort();
}

const NAMES = ['Train', 'a "quoted" name', '__proto__', '日本', '$.States', 'constructor'];

const MANNERS: readonly (readonly [string, Manner])[] = [
  [
    'its states are renamed',
    { ...PLAIN_MANNER, nameOf: (index) => `${NAMES[index % NAMES.length]}${index}` },
  ],
  ['its states are in another order', { ...PLAIN_MANNER, reversed: true }],
  ['it is written in JSONata', { ...PLAIN_MANNER, language: 'JSONata' }],
  ['each task says its language', { ...PLAIN_MANNER, language: 'JSONata', saidBy: 'task' }],
];

describe('what a definition asks for stays the same where', () => {
  test.each(MANNERS)('%s', (_, manner) => {
    fc.assert(
      fc.property(outlines(5), (outline) => {
        expect(contentOf(outline, manner)).toEqual(contentOf(outline, PLAIN_MANNER));
      }),
      { numRuns: 300 },
    );
  });

  test('all of it stands in a branch', () => {
    fc.assert(
      fc.property(outlines(4), (outline) => {
        const wrapped: readonly Outline[] = [{ kind: 'parallel', branches: [outline] }];
        expect(contentOf(wrapped, PLAIN_MANNER)).toEqual(contentOf(outline, PLAIN_MANNER));
      }),
      { numRuns: 300 },
    );
  });

  test.each(['Iterator', 'ItemProcessor'] as const)('all of it stands in a Map, as its %s', (mode) => {
    fc.assert(
      fc.property(outlines(4), (outline) => {
        const wrapped: readonly Outline[] = [{ kind: 'map', mode, states: outline }];
        expect(contentOf(wrapped, PLAIN_MANNER)).toEqual(contentOf(outline, PLAIN_MANNER));
      }),
      { numRuns: 300 },
    );
  });

  test('it is split over two branches', () => {
    fc.assert(
      fc.property(outlines(3), outlines(3), (left, right) => {
        const split: readonly Outline[] = [{ kind: 'parallel', branches: [left, right] }];
        expect(contentOf(split, PLAIN_MANNER)).toEqual(contentOf([...left, ...right], PLAIN_MANNER));
      }),
      { numRuns: 200 },
    );
  });
});

test('the tasks that definitions are made of are those of the cases', () => {
  expect(TASKS.length).toBeGreaterThan(40);
});
