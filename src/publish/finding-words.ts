import type { Confidence, Finding, ResolveReason } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';

/** How sure a finding is, as people say it. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  confirmed: 'Confirmed: it holds in every run.',
  potential: 'Potential: it depends on what a run is given, or on what could not be read.',
};

/** Why a finding is over, as people say it. */
export const OVER_WORDS: Readonly<Record<ResolveReason, string>> = {
  fixed: 'it was read again, and is in order',
  'resource-deleted': 'the resource is deleted',
  'rule-retired': 'the rule is retired',
  'scope-retired': 'it is not audited any more',
};

/** What has become of a finding since the run before, in a sentence. */
export function statusWords({ status, suppression, resolvedReason }: Finding): string {
  switch (status) {
    case 'new':
      return 'It is new: no earlier run that is remembered has found it.';
    case 'active':
      return 'It was there before, and is the same.';
    case 'changed':
      return 'It was there before, and has changed.';
    case 'reopened':
      return 'It was over or suppressed, and is here again.';
    case 'resolved':
      return resolvedReason === undefined ? 'It is over.' : `It is over: ${OVER_WORDS[resolvedReason]}.`;
    case 'suppressed':
      return suppression === undefined
        ? 'It is suppressed.'
        : `It is suppressed until ${printable(suppression.expires)} by ${printable(suppression.owner)}: ${printable(suppression.reason)}`;
  }
}
