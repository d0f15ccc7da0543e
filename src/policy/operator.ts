/** How many of a request's values have to meet a test; `one` is met by no list of several. */
export type Quantifier = 'one' | 'all' | 'any';

/** How a number or a date is compared with one of a policy. */
export type Relation = 'equals' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

/** What an operator compares, without what stands before and after its name. */
export type Comparator = { readonly negated: boolean } & (
  | { readonly kind: 'string'; readonly match: 'equals' | 'like'; readonly ignoreCase: boolean }
  | { readonly kind: 'number' | 'date'; readonly relation: Relation }
  | { readonly kind: 'arn' | 'bool' | 'address' | 'binary' }
);

/** A condition operator by its parts. */
export type Operator =
  | { readonly kind: 'null' }
  | {
      readonly kind: 'compare';
      readonly quantifier: Quantifier;
      readonly comparator: Comparator;
      readonly ifExists: boolean;
    };

const PARTS = /^(?:(forallvalues|foranyvalue):)?(.+?)(ifexists)?$/s;

/**
 * Every documented operator but Null, in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const COMPARATORS: ReadonlyMap<string, Comparator> = new Map<string, Comparator>([
  ...bothWays('string', 'equals', { kind: 'string', match: 'equals', ignoreCase: false }),
  ...bothWays('string', 'equalsignorecase', { kind: 'string', match: 'equals', ignoreCase: true }),
  ...bothWays('string', 'like', { kind: 'string', match: 'like', ignoreCase: false }),
  ...bothWays('arn', 'equals', { kind: 'arn' }),
  ...bothWays('arn', 'like', { kind: 'arn' }),
  ...bothWays('', 'ipaddress', { kind: 'address' }),
  ...relations('numeric', 'number'),
  ...relations('date', 'date'),
  ['bool', { kind: 'bool', negated: false }],
  ['binaryequals', { kind: 'binary', negated: false }],
]);

/** Reads the name of an operator, in any case; undefined: IAM documents none of this name. */
export function parseOperator(name: string): Operator | undefined {
  const lowered = name.toLowerCase();
  if (lowered === 'null') return { kind: 'null' };
  const [, qualifier, base = lowered, suffix] = PARTS.exec(lowered) ?? [];
  const comparator = COMPARATORS.get(base);
  if (comparator === undefined) return undefined;
  return { kind: 'compare', quantifier: quantifierOf(qualifier), comparator, ifExists: suffix !== undefined };
}

function quantifierOf(qualifier: string | undefined): Quantifier {
  if (qualifier === undefined) return 'one';
  return qualifier === 'forallvalues' ? 'all' : 'any';
}

type Positive =
  | { readonly kind: 'string'; readonly match: 'equals' | 'like'; readonly ignoreCase: boolean }
  | { readonly kind: 'number' | 'date'; readonly relation: Relation }
  | { readonly kind: 'arn' | 'address' };

function bothWays(start: string, end: string, positive: Positive): readonly [string, Comparator][] {
  return [
    [start + end, { ...positive, negated: false }],
    [`${start}not${end}`, { ...positive, negated: true }],
  ];
}

function relations(start: string, kind: 'number' | 'date'): readonly [string, Comparator][] {
  return [
    ...bothWays(start, 'equals', { kind, relation: 'equals' }),
    [`${start}lessthan`, { kind, relation: 'less', negated: false }],
    [`${start}lessthanequals`, { kind, relation: 'lessOrEqual', negated: false }],
    [`${start}greaterthan`, { kind, relation: 'greater', negated: false }],
    [`${start}greaterthanequals`, { kind, relation: 'greaterOrEqual', negated: false }],
  ];
}
