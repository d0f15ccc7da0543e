import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './io.ts';
import { didYouMean } from './meant.ts';

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
    throw new UsageError(problemIn(args, options) ?? 'the arguments are not understood', { cause: error });
  }
}

/** What is wrong with the first flag that makes no sense. */
function problemIn(args: readonly string[], options: Options): string | undefined {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const declared = Object.hasOwn(options, name) ? options[name] : undefined;
    if (declared === undefined) return `\`${rawName}\` is not a flag: ${flagInstead(rawName, options)}`;
    if (declared.type === 'boolean' && value !== undefined) return `\`${rawName}\` takes no value`;
    if (declared.type === 'string' && !isValue(value, token.inlineValue))
      return `\`${rawName}\` needs a value`;
  }
  return undefined;
}

/** What begins with a hyphen has to be bound to its flag. */
function isValue(value: string | undefined, isInline: boolean | undefined): boolean {
  return value !== undefined && (isInline === true || !/^-./.test(value));
}

function flagInstead(flag: string, options: Options): string {
  const flags = Object.keys(options).map((name) => `--${name}`);
  return didYouMean(flag, flags) ?? `expected one of ${flags.join(', ')}`;
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
  if (choice === undefined) throw new UsageError(`\`--${flag} ${value}\`: ${choiceInstead(value, choices)}`);
  return choice;
}

/** What is said where a value is none of the choices. */
export function choiceInstead(value: string, choices: readonly string[]): string {
  const hint = didYouMean(value, choices);
  return `expected one of ${choices.join(', ')}${hint === undefined ? '' : `; ${hint}`}`;
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
