import { parseArn } from '../../model/arn.ts';
import type { ParameterValue } from '../../model/definition-value.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import type { Machine } from '../call.ts';
import type { Spellings } from '../grant.ts';
import { stemOf } from '../parameter.ts';
import type { Target } from '../target.ts';
import { resourceOf } from './placeholders.ts';

/** What stands in the place of a wildcard, in policy syntax; `undefined` where only the run decides. */
export type Filling = string | undefined;

/** The text of a value, behind which a `*` stands for what is not known of it. */
export function fillingOf(value: ParameterValue | undefined): Filling {
  const stem = value === undefined ? undefined : stemOf(value);
  return stem === undefined ? undefined : `${escapeLiteral(stem)}${value?.kind === 'prefix' ? '*' : ''}`;
}

/**
 * The ARN pattern with its wildcards filled. In the first parts they are the machine's own place if every name is
 * known; an unknown one may be an ARN of another place.
 */
export function filled(arn: string, fillings: readonly Filling[], machine: Machine): string {
  const known = fillings.every((filling) => filling !== undefined);
  const [, , service = '', region = '', account = ''] = arn.split(':');
  const own = (part: string, value: string): string => (part === '*' && known ? escapeLiteral(value) : part);
  let next = 0;
  const resource = resourceOf(arn).replace(/\*/g, () => fillings[next++] ?? '*');
  const place = [own(region, machine.region), own(account, machine.accountId)].join(':');
  return `arn:${escapeLiteral(machine.partition)}:${service}:${place}:${resource}`;
}

/** Everything that fits the ARN patterns, in the partition of the machine. */
export function wildcards(arns: readonly string[], machine: Machine): readonly string[] {
  return arns.map((arn) => filled(arn, [undefined], machine));
}

/** A target that is known, with what is granted for it beside its exact form. */
export function known(exact: Spellings, loose: readonly string[] = []): Target {
  return { exact, loose: [...exact, ...loose], quantifier: 'all' };
}

/** A target of which one that is allowed is enough; the generators grant it with `*`. */
export function someOf(patterns: readonly string[]): Target {
  const [first = '*', ...others] = patterns;
  return { exact: [first, ...others], loose: [first, ...others, '*'], quantifier: 'some' };
}

/** Any resource at all. */
export const ANY_RESOURCE: Target = { exact: ['*'], loose: ['*'], quantifier: 'some' };

/** Whether an ARN is one of the resources that a pattern of the catalogue describes. */
export function fits(text: string, arns: readonly string[]): boolean {
  const given = parseArn(text);
  if (given === undefined) return false;
  return arns.some((arn) => {
    const [, , service = '', region = '', account = ''] = arn.split(':');
    return (
      (service === '*' || service === given.service) &&
      (region === '*' || region === given.region) &&
      (account === '*' || account === given.accountId || given.accountId === 'aws') &&
      matches(given.resource, resourceOf(arn).split('*'))
    );
  });
}

/** Whether the literals stand in the text in their order, the first at its start and the last at its end. */
function matches(text: string, [first = '', ...rest]: readonly string[]): boolean {
  if (!text.startsWith(first)) return false;
  const last = rest.pop();
  if (last === undefined) return text === first;
  let from = first.length;
  for (const literal of rest) {
    const at = text.indexOf(literal, from);
    if (at < 0) return false;
    from = at + literal.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
