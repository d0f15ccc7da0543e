import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './io.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

type Parsed<Declared extends Options> = ReturnType<
  typeof parseArgs<{ options: Declared; strict: true; allowPositionals: true }>
>;

/** Reads flags and positional arguments as `options` declares them. Throws UsageError. */
export function parseFlags<const Declared extends Options>(
  args: readonly string[],
  options: Declared,
): Parsed<Declared> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the arguments are not understood', {
      cause: error,
    });
  }
}

/** Throws UsageError where a command that takes no positional argument got one. */
export function noPositionals(positionals: readonly string[]): void {
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`unexpected argument \`${first}\``);
}

/** The choice that a flag names. Throws UsageError with the choices. */
export function oneOf<Choice extends string>(
  flag: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined)
    throw new UsageError(`\`--${flag} ${value}\`: expected one of ${choices.join(', ')}`);
  return choice;
}

/** The value of `--lookback-days`. Throws UsageError. */
export function lookbackDays(value: string): string {
  const days = /^([1-9]\d?|[12]\d\d|3[0-5]\d|36[0-5])$/;
  return matching('lookback-days', value, days, 'a whole number of days from 1 to 365');
}

/** The value of a flag that has to have a form. Throws UsageError that says which. */
export function matching(flag: string, value: string, form: RegExp, expected: string): string {
  if (form.test(value)) return value;
  throw new UsageError(`\`--${flag} ${value}\`: expected ${expected}`);
}
