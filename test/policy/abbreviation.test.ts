import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { abbreviated, spelledOut } from '../../src/policy/abbreviation.ts';

describe('an abbreviated text', () => {
  test('is shorter where a word is frequent, and reads as before', () => {
    const text = '0UpdateConfigurationResource.0';
    expect(abbreviated(text).length).toBeLessThan(text.length / 2);
    expect(spelledOut(abbreviated(text))).toBe(text);
  });

  test('reads as before, whatever it says in the letters of the table', () => {
    const words = fc.constantFrom(
      'tion',
      'ti',
      'on',
      'Resource',
      'Update',
      'A',
      '.',
      ',',
      '+',
      '@',
      '=arn:*:',
    );
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        expect(spelledOut(abbreviated(parts.join('')))).toBe(parts.join(''));
      }),
    );
  });

  test.each(["it'A", 'a!b', '(x)'])('cannot be made of %s, which has a code of its own', (text) => {
    expect(() => abbreviated(text)).toThrow('cannot be abbreviated');
  });

  test('leaves a code that stands for nothing as it is', () => {
    expect(spelledOut("'~")).toBe("'~");
  });
});
