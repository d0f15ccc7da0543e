import type { Gap } from '../model/coverage.ts';
import type { Finding } from './finding.ts';
import { isStateMachine, type Lens } from './lens.ts';
import { isReadGap } from './read-gaps.ts';

/** What of a run has to be whole before a finding of a rule that it did not make can be over. */
export interface Scrutiny {
  /**
   * `lens`: the things that the finding speaks of decide alone. `account`: so may any other thing of the account, such as
   * another user of the role.
   */
  readonly reach: 'lens' | 'account';
  /** Services whose lists hold nothing that could hide the finding. */
  readonly harmless: readonly Service[];
  /** That there is no such role is what the finding says. */
  readonly isAboutAbsence?: true;
  /** It measures a role by what uses it, and says nothing of one that nothing uses. */
  readonly measuresByUse?: true;
}

type Service = 'iam' | 'organizations' | 'states' | 'sagemaker';

/** What a definition or a resource needs: only those that are known to need it can make the finding, and each is looked at. */
const NEED: Scrutiny = { reach: 'lens', harmless: [] };
/** What a role allows or whom it trusts, which is judged by all that uses it. */
const ROLE: Scrutiny = { reach: 'account', harmless: [] };
const EXCESS: Scrutiny = { ...ROLE, measuresByUse: true };

/**
 * By rule. One that is not here is hidden by any gap at all.
 *
 * `managed-policy-copy-stale` is left out on purpose: another role with the copy may be the one that stayed undecided.
 */
export const SCRUTINY: Readonly<Record<string, Scrutiny>> = {
  'action-unknown': ROLE,
  // The definition alone decides.
  'callback-unsupported': { reach: 'lens', harmless: ['iam', 'organizations', 'states', 'sagemaker'] },
  'cancel-permission-missing': NEED,
  'companion-resource-missing': NEED,
  'condition-key-dead': ROLE,
  'condition-unsatisfiable': ROLE,
  'credentials-role-unreachable': NEED,
  'dependent-action-missing': ROLE,
  'event-rule-permission-missing': NEED,
  'execution-role-ineligible': NEED,
  'execution-role-missing': { ...NEED, isAboutAbsence: true },
  'execution-role-not-assumable': NEED,
  'execution-role-too-broad': EXCESS,
  'execution-role-unused': ROLE,
  'image-from-foreign-account': NEED,
  'image-pull-missing': NEED,
  'key-access-missing': NEED,
  'managed-policy-changed': ROLE,
  'network-permission-missing': NEED,
  'network-permission-unneeded': EXCESS,
  'pass-role-missing': NEED,
  'pass-role-too-wide': EXCESS,
  'permission-excess': EXCESS,
  'resource-near-miss': NEED,
  'resource-never-matches': ROLE,
  // Only the policy of the resource decides.
  'resource-policy-present': { reach: 'lens', harmless: ['iam', 'organizations', 'states'] },
  'scope-mismatch': NEED,
  'search-bypasses-deny': ROLE,
  'service-catalog-role-altered': { ...ROLE, isAboutAbsence: true },
  'storage-access-missing': NEED,
  'tagging-permission-missing': NEED,
  'task-permission-missing': NEED,
  'template-outdated': NEED,
  'transform-policy-missing': NEED,
  'trust-too-wide': ROLE,
};

/** Whether the gap could be why a run did not make the finding. What was not understood of its own things is asked apart. */
export function mayHide(gap: Gap, { ruleId, region, resource }: Finding, lens: Lens): boolean {
  const scrutiny = SCRUTINY[ruleId];
  if (scrutiny === undefined) return true;
  if (gap.resource !== undefined) {
    const isOther = scrutiny.reach === 'account' && !lens.all.has(gap.resource);
    return isOther && isReadGap(gap);
  }
  const [service = ''] = gap.source.split(':', 1);
  if (scrutiny.harmless.some((one) => one === service)) return false;
  if (scrutiny.reach === 'account' || (service !== 'states' && service !== 'sagemaker')) return true;
  // A state machine was read or was not, whatever lists say; of a role they tell what else runs with it in that region.
  return !isStateMachine(resource.arn) && (region === 'global' || region === gap.region);
}
