/** Decimal places that are kept: numbers are multiples of 10^-20. */
const PLACES = 20;

/** What 1 is in the units of `parseDecimal`. */
export const ONE: bigint = 10n ** BigInt(PLACES);

/** The largest number that can be spelled, which is beyond those of policies. */
export const LAST_NUMBER: bigint = 10n ** 40n * ONE - 1n;

const DECIMAL = /^(-?)(\d{1,40})(?:\.(\d{1,20}))?$/;

/**
 * An integer or decimal, exactly, in units of 10^-20; undefined for anything else, such as an exponent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */
export function parseDecimal(text: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const units = BigInt(whole + fraction.padEnd(PLACES, '0'));
  return sign === '-' ? -units : units;
}

/** The shortest spelling. */
export function spellDecimal(units: bigint): string {
  const digits = String(units)
    .replace('-', '')
    .padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  const whole = digits.slice(0, -PLACES);
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
