import { type JsonRecord, own, pathStep } from '../model/json.ts';
import { escapeLiteral } from './pattern-parts.ts';
import {
  ANYTHING,
  type Complain,
  oneOf,
  type PatternSet,
  parseRecord,
  parseResources,
  parseTexts,
  type Version,
} from './statement-parts.ts';

const TYPES: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * The principals of a trust statement as patterns of the form `Type:value`; everybody is `*`. A principal knows no
 * wildcard but a lone `*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(statement: JsonRecord, path: string, complain: Complain): PatternSet {
  const found = oneOf(statement, 'Principal', path, complain);
  if (found === undefined) return ANYTHING;
  if (found.value === '*') return { not: found.not, patterns: ['*'] };
  const byType = parseRecord(found.value, found.path, complain);
  if (byType === undefined) return ANYTHING;
  const widened = own(statement, 'Effect') === 'Deny' && !found.not;
  const patterns: string[] = [];
  for (const [type, value] of Object.entries(byType)) {
    const at = found.path + pathStep(type);
    const names = parseTexts(value, at, complain);
    if (!TYPES.includes(type)) complain(at, 'no principal is of this type');
    else if (names !== undefined)
      for (const name of names) patterns.push(...principalPatterns(type, name, widened));
    if (names === undefined || !TYPES.includes(type)) return ANYTHING;
  }
  return { not: found.not, patterns };
}

function principalPatterns(type: string, name: string, widened: boolean): readonly string[] {
  if (name === '*') return type === 'AWS' ? ['*'] : [`${type}:*`];
  if (type !== 'AWS') return [`${type}:${escapeLiteral(name)}`];
  const arn = /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;
  const [, partition, account] = /^arn:([^:]+):iam::(\d{12}):root$/.exec(arn) ?? [];
  // An Allow for an account leaves the choice to that account; a Deny strikes every principal in it.
  if (widened && partition !== undefined)
    return [`AWS:arn:${partition}:iam::${account}:*`, `AWS:arn:${partition}:sts::${account}:*`];
  return [`AWS:${escapeLiteral(arn)}`];
}

/**
 * The resources of a statement that has to be about all principals: `*`, which has no other spelling there.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html#rcp-syntax-principal
 */
export function parseResourcesOfAll(
  statement: JsonRecord,
  path: string,
  complain: Complain,
  version: Version,
): PatternSet {
  if (own(statement, 'Principal') !== '*') complain(path + pathStep('Principal'), 'expected `*`');
  return parseResources(statement, path, complain, version);
}
