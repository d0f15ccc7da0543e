import { type ParameterValue, valuesAt } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Call, regionalArn, type Spellings } from './call.ts';
import type { ExpectedGrant } from './grant.ts';

/** A SageMaker resource that a call names. */
export interface NamedResource {
  /** What the call asks for. */
  readonly exact: Spellings;
  /** What the documented templates grant for it: the name with a trailing `*`. */
  readonly loose: Spellings;
  readonly quantifier: ExpectedGrant['quantifier'];
}

/** The resource of type `arnType` whose name stands in `parameter`. */
export function namedResource(call: Call, arnType: string, parameter: string): NamedResource {
  const [value = { kind: 'absent' } as const] = valuesAt(call.task, parameter);
  const stem = stemOf(value);
  const pattern = (name: string): string => regionalArn(call.machine, 'sagemaker', `${arnType}/${name}`);
  if (stem === undefined) return { exact: [pattern('*')], loose: [pattern('*')], quantifier: 'some' };
  const [asWritten, ...others] = spellings(stem);
  const loose: Spellings = [pattern(`${asWritten}*`), ...others.map((name) => pattern(`${name}*`))];
  const exact: Spellings = [pattern(asWritten), ...others.map(pattern)];
  return { exact: value.kind === 'literal' ? exact : loose, loose, quantifier: 'all' };
}

function stemOf(value: ParameterValue): string | undefined {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? value.value : undefined;
    case 'prefix':
      return value.prefix;
    case 'dynamic':
    case 'absent':
      return undefined;
  }
}

/** SageMaker has authorized names as they are written and, at other times and for other APIs, in lower case. */
function spellings(name: string): Spellings {
  const lowerCase = name.toLowerCase();
  const asWritten = escapeLiteral(name);
  return lowerCase === name ? [asWritten] : [asWritten, escapeLiteral(lowerCase)];
}
