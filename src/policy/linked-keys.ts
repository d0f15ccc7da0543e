import type { ArnSet } from './arn-set.ts';
import type { Box } from './box.ts';
import type { KeyDomains } from './key-domains.ts';
import { exactAtom } from './key-values.ts';
import { assume, type Literals, type Question } from './region.ts';

/** Condition keys that a segment of the resource's ARN tells, where it is there. */
const LINKED = [
  { key: 'aws:requestedregion', spelling: 'aws:RequestedRegion', segment: 3 },
  { key: 'aws:resourceaccount', spelling: 'aws:ResourceAccount', segment: 4 },
] as const;

/** Whether somebody may ask for a key that the ARN tells. */
export function asksLinkedKey(domains: KeyDomains): boolean {
  return LINKED.some(({ key }) => domains.has(key));
}

/**
 * The literals with the region and the account of the resources, where these are fixed and somebody asks for them;
 * undefined where the literals want others. A call goes to the region of its resource, and a resource belongs to the
 * account in its ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function withLinkedKeys(
  literals: Literals,
  { segments }: ArnSet,
  boxes: readonly Box[],
  question: Question,
): Literals | undefined {
  let linked: Literals | undefined = literals;
  for (const { key, spelling, segment } of LINKED) {
    const text = segments[segment]?.within[0]?.literal ?? '';
    const isAsked = literals.has(key) || boxes.some(({ atoms }) => atoms.some((atom) => atom.key === key));
    if (text !== '' && isAsked && linked !== undefined)
      linked = assume(linked, exactAtom(spelling, text, 'linked'), true, question);
  }
  return linked;
}
