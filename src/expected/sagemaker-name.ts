import { mapped } from '../model/mapped.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Call, regionalArn } from './call.ts';
import type { Spellings } from './grant.ts';
import { stemOf, valueAt } from './parameter.ts';
import type { Target } from './target.ts';

/**
 * The SageMaker resource of type `arnType` whose name stands in `parameter`; the documented templates grant the name
 * with a trailing `*`.
 */
export function sageMakerTarget(call: Call, arnType: string, parameter: string): Target {
  const value = valueAt(call, parameter);
  const stem = stemOf(value);
  const pattern = (name: string): string => regionalArn(call.machine, 'sagemaker', `${arnType}/${name}`);
  if (stem === undefined) return { exact: [pattern('*')], loose: [pattern('*')], quantifier: 'some' };
  const [asWritten, ...others] = spellings(stem);
  const begun: Spellings = [pattern(`${asWritten}*`), ...mapped(others, (name) => pattern(`${name}*`))];
  // To generators and to the documentation a name that is known in part is not known.
  if (value.kind !== 'literal') return { exact: begun, loose: [...begun, pattern('*')], quantifier: 'all' };
  return { exact: [pattern(asWritten), ...others.map(pattern)], loose: begun, quantifier: 'all' };
}

/** SageMaker has authorized names as they are written and, at other times and for other APIs, in lower case. */
function spellings(name: string): Spellings {
  const lowerCase = name.toLowerCase();
  const asWritten = escapeLiteral(name);
  return lowerCase === name ? [asWritten] : [asWritten, escapeLiteral(lowerCase)];
}
