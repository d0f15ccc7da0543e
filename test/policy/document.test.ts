import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, parseResourceControlPolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly document: unknown;
  readonly problems: readonly object[];
  /** Effect, actions, resources, and trouble of each statement. */
  readonly statements: readonly unknown[];
}

for (const [name, parse] of [
  ['policies', parsePolicy],
  ['resource-control', parseResourceControlPolicy],
  ['trust', parseTrustPolicy],
] as const)
  describe(name, () => {
    for (const { title, document, problems, statements } of casesOf<Case>(name))
      it(title, () => {
        const parsed = parse(document);
        expect(parsed.problems).toEqual(problems);
        expect(
          parsed.statements.map(({ effect, actions, resources, trouble }) => [
            effect,
            { not: actions.not, patterns: actions.patterns },
            { not: resources.not, patterns: resources.patterns },
            ...(trouble === undefined ? [] : [trouble]),
          ]),
        ).toEqual(statements);
      });
  });

const PARSERS = [parsePolicy, parseResourceControlPolicy, parseTrustPolicy] as const;

describe('any JSON', () => {
  it('is read without an exception, and what is not understood has a problem', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...PARSERS), (json, parse) => {
        const parsed = parse(json);
        for (const { trouble } of parsed.statements)
          if (trouble !== undefined) expect(parsed.problems).not.toEqual([]);
      }),
    );
  });
});
