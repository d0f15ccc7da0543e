/** What of a run has to be whole before a finding that it did not make can be over. Each rule has one. */
export interface Scrutiny {
  /**
   * `lens`: the things that the finding speaks of decide alone. `account`: so may any other thing of the account, such as
   * another user of the role. `run`: any gap at all may hide the finding.
   */
  readonly reach: 'lens' | 'account' | 'run';
  /** Services whose lists hold nothing that could hide the finding. */
  readonly harmless: readonly Service[];
  /** That there is no such role is what the finding says. */
  readonly isAboutAbsence?: true;
  /** It measures a role by what uses it, and says nothing of one that nothing uses. */
  readonly measuresByUse?: true;
}

type Service = 'iam' | 'organizations' | 'states' | 'sagemaker';

/** What a definition or a resource needs: only those that are known to need it can make the finding, and each is looked at. */
export const NEED: Scrutiny = { reach: 'lens', harmless: [] };
/** What a role allows or whom it trusts, which is judged by all that uses it. */
export const ROLE: Scrutiny = { reach: 'account', harmless: [] };
/** What a role allows beside what uses it. */
export const EXCESS: Scrutiny = { ...ROLE, measuresByUse: true };
/** The cautious choice, where nobody has worked out what can hide a finding. */
export const ANY: Scrutiny = { reach: 'run', harmless: [] };
