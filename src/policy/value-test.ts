import { ADDRESSES, parseAddress, spellAddress } from './address.ts';
import { type ArnGlob, isArn, literalArn, matchesArn } from './arn-set.ts';
import { isBase64 } from './condition-test.ts';
import { LAST_NUMBER, ONE, parseDecimal, spellDecimal } from './decimal.ts';
import { type Glob, literalGlob, matchesGlob } from './glob.ts';
import { FIRST_MOMENT, LAST_MOMENT, parseMoment, SECOND, spellMoment } from './moment.ts';
import { inRanges, type Ranges } from './ranges.ts';

/** What a condition asks of one value: that something of it matches, or with `negated` that nothing does. */
export type ValueTest = { readonly negated: boolean } & (
  | {
      readonly kind: 'text';
      readonly globs: readonly Glob[];
      /** The key only has the values `true` and `false`, in any case. */
      readonly boolean: boolean;
    }
  | { readonly kind: 'arn'; readonly arns: readonly ArnGlob[] }
  | { readonly kind: Scale; readonly ranges: Ranges }
  | { readonly kind: 'binary'; readonly texts: readonly string[] }
);

/** A test with the answer that it must give. */
export interface Wanted<Test = ValueTest> {
  readonly test: Test;
  readonly holds: boolean;
}

/** A kind of values that stand in one order. */
export type Scale = 'number' | 'date' | 'address';

/** How values of a scale are counted. */
interface ScaleFormat {
  readonly all: Ranges;
  /** Multiples of it read well. */
  readonly unit: bigint;
  readonly parse: (text: string) => bigint | undefined;
  readonly spell: (position: bigint) => string;
}

export const SCALES: Readonly<Record<Scale, ScaleFormat>> = {
  number: {
    all: [{ from: -LAST_NUMBER, to: LAST_NUMBER }],
    unit: ONE,
    parse: parseDecimal,
    spell: spellDecimal,
  },
  date: {
    all: [{ from: FIRST_MOMENT, to: LAST_MOMENT }],
    unit: SECOND,
    parse: parseMoment,
    spell: spellMoment,
  },
  address: { all: ADDRESSES, unit: 1n, parse: parseAddress, spell: spellAddress },
};

/** Whether the test holds for this value; what is not of the test's kind matches nothing. */
export function testHolds(test: ValueTest, value: string): boolean {
  return matchesAny(test, value) !== test.negated;
}

function matchesAny(test: ValueTest, value: string): boolean {
  switch (test.kind) {
    case 'text':
      return test.globs.some((glob) => matchesGlob(glob, value));
    case 'arn':
      return isArn(value) && test.arns.some((arn) => matchesArn(arn, value));
    case 'binary':
      return isBase64(value) && test.texts.includes(value);
    case 'number':
    case 'date':
    case 'address': {
      const position = SCALES[test.kind].parse(value);
      return position !== undefined && inRanges(test.ranges, position);
    }
  }
}

/** Whether the value is of the kind that the test compares. */
export function isOfKind({ kind }: ValueTest, value: string): boolean {
  switch (kind) {
    case 'text':
      return true;
    case 'arn':
      return isArn(value);
    case 'binary':
      return isBase64(value);
    case 'number':
    case 'date':
    case 'address':
      return SCALES[kind].parse(value) !== undefined;
  }
}

/** The test of this kind that holds for nothing but the value, which is of the kind. */
export function exactly({ kind }: ValueTest, value: string): ValueTest {
  switch (kind) {
    case 'text':
      return { kind, negated: false, boolean: false, globs: [literalGlob(value)] };
    case 'arn':
      return { kind, negated: false, arns: [literalArn(value)] };
    case 'binary':
      return { kind, negated: false, texts: [value] };
    case 'number':
    case 'date':
    case 'address': {
      const position = SCALES[kind].parse(value);
      return {
        kind,
        negated: false,
        ranges: position === undefined ? [] : [{ from: position, to: position }],
      };
    }
  }
}
