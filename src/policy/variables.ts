import type { VariableValue } from './pattern-parts.ts';

/** Values for keys that every request has in a form of its own. */
const FORMS: ReadonlyMap<string, { readonly example: string; readonly other: string }> = new Map([
  ['aws:principalaccount', { example: '111122223333', other: '444455556666' }],
  ['aws:resourceaccount', { example: '111122223333', other: '444455556666' }],
  ['aws:sourceaccount', { example: '111122223333', other: '444455556666' }],
  ['aws:requestedregion', { example: 'us-east-1', other: 'eu-west-1' }],
  [
    'aws:principalarn',
    { example: 'arn:aws:iam::111122223333:role/example', other: 'arn:aws:iam::444455556666:role/other' },
  ],
]);

/** Whether the values of the variable are known to have no colon that could be taken for one of an ARN's. */
export function hasForm(variable: string): boolean {
  return FORMS.get(variable)?.example.includes(':') === false;
}

/**
 * A text that a variable without a known value may stand for; `other` differs from `example`, so that two sides that
 * mean different variables do not seem to agree.
 */
export function exampleOf(variable: string, which: 'example' | 'other'): string {
  return FORMS.get(variable)?.[which] ?? which;
}

/** The known values, and examples for the variables that have none; each of these is handed to `assumed`. */
export function withExamples(known: VariableValue, assumed: (variable: string) => void): VariableValue {
  return (variable) => {
    const text = known(variable);
    if (text !== undefined) return text;
    assumed(variable);
    return exampleOf(variable, 'example');
  };
}
