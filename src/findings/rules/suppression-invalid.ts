import type { SuppressionCheck } from '../evidence.ts';
import { WORKFLOW_STATUS } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { ANY } from '../scrutiny.ts';
import { SUPPRESSION_TYPE } from '../suppression.ts';

type Flaw = Exclude<SuppressionCheck['kind'], 'unknown'>;

/** What an entry comes to, and what is to be done. */
const FLAWS: Readonly<Record<Flaw, { readonly consequence: string; readonly advice: string }>> = {
  broken: {
    consequence: 'covers nothing',
    advice: 'Mend the entry, or take it out of the file',
  },
  expired: {
    consequence: 'covers nothing any more',
    advice:
      'Take the entry out of the file; or decide again, and give it a new `created`, a new `expires` and a reason that is true today',
  },
  'too-long': {
    consequence: 'covers nothing',
    advice: 'Give the entry an earlier `expires`, and the day it was decided on as `created`',
  },
  outdated: {
    consequence: 'covers nothing any more',
    advice:
      'Read the finding as it is today; take the entry out of the file, or bind it to the `contentDigest` of today',
  },
  unused: {
    consequence: 'is of no use',
    advice: 'Take the entry out of the file: the day something matches it, nobody will be told',
  },
};

/** No role is at fault: the finding carries the entry in the place of one. */
export const suppressionInvalid: Rule = {
  id: 'suppression-invalid',
  title: 'A suppression covers nothing',
  severity: 'medium',
  topic: 'suppression',
  why: 'A suppression is a decision of somebody, for a reason and for a time. One that nobody owns or that never ends hides what it was not meant for; one that matches nothing waits to hide the next finding of that name; and who believes in one that does not hold looks away from a finding that is told again.',
  remedy:
    'Give each suppression a reason, an owner and a day on which it ends, at most 365 days after it was written; take out what matches nothing.',
  references: [WORKFLOW_STATUS],
  // An entry of a file has no place in an account, by which a gap could be told to be elsewhere.
  scrutiny: ANY,
  ignoresPolicies: true,
  *check({ suppressions }) {
    for (const check of suppressions) {
      if (check.kind !== 'unknown') yield violationOf(check, check.kind);
    }
  },
};

function violationOf({ arn, name, why }: SuppressionCheck, kind: Flaw): Violation {
  const { consequence, advice } = FLAWS[kind];
  return {
    subject: { flaw: kind },
    severity: 'medium',
    confidence: 'confirmed',
    message: `${name} ${consequence}: ${why}`,
    region: 'global',
    resource: { arn, type: SUPPRESSION_TYPE },
    role: { arn, name: 'suppression' },
    because: [],
    cure: { kind: 'tell', text: advice },
  };
}
