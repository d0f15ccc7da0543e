import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParameterValue, type QueryLanguage, valuesAt } from '../../src/model/definition-value.ts';

interface ValueCases {
  readonly queryLanguage: QueryLanguage;
  readonly cases: readonly {
    readonly name: string;
    readonly parameters?: unknown;
    readonly path: string;
    readonly values: readonly ParameterValue[];
  }[];
}

const FOLDER = join(import.meta.dirname, '../cases/definitions/values');

describe.each(readdirSync(FOLDER))('valuesAt, %s', (file) => {
  const { queryLanguage, cases } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ValueCases;
  test.each(cases)('$name', ({ parameters, path, values }) => {
    expect(valuesAt({ queryLanguage, parameters }, path)).toEqual(values);
  });
});

describe('valuesAt', () => {
  const quoted = fc.string({ unit: fc.constantFrom('a', '-', '{', '}', "'", '\\', ' ') });

  test('takes the text before the first hole of a format as prefix, however it is escaped', () => {
    fc.assert(
      fc.property(quoted, (text) => {
        const escaped = text.replace(/['{}\\]/g, '\\$&');
        const parameters = { 'Name.$': `States.Format('${escaped}{}', $.x)` };
        const expected = text === '' ? { kind: 'dynamic', present: true } : { kind: 'prefix', prefix: text };
        expect(valuesAt({ queryLanguage: 'JSONPath', parameters }, 'Name')).toEqual([expected]);
      }),
    );
  });

  test('joins the leading texts of a JSONata chain, however they are escaped', () => {
    fc.assert(
      fc.property(fc.array(quoted, { minLength: 1 }), (texts) => {
        const chain = texts.map((text) => JSON.stringify(text)).join(' & ');
        const parameters = { Name: `{% ${chain} & $x %}` };
        const prefix = texts.join('');
        const expected = prefix === '' ? { kind: 'dynamic', present: true } : { kind: 'prefix', prefix };
        expect(valuesAt({ queryLanguage: 'JSONata', parameters }, 'Name')).toEqual([expected]);
      }),
    );
  });

  test('reads a long hostile expression in reasonable time', () => {
    const started = performance.now();
    for (const text of ["'a'&", '('.repeat(9), "'\\", '" ', '/(', '{', ')']) {
      const parameters = { Name: `{% 'a' & ${text.repeat(50_000)} %}` };
      expect(valuesAt({ queryLanguage: 'JSONata', parameters }, 'Name')).toHaveLength(1);
      const format = { 'Name.$': `States.Format('${text.repeat(50_000)}` };
      expect(valuesAt({ queryLanguage: 'JSONPath', parameters: format }, 'Name')).toHaveLength(1);
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
