import type { BecauseLine, Confidence, Finding, Severity, Status } from '../findings/finding.ts';
import { nameOf } from './names.ts';

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

export const STATUS_LABELS: Readonly<Record<Status, string>> = {
  new: 'New',
  active: 'Known',
  changed: 'Changed',
  reopened: 'Reopened',
  resolved: 'Resolved',
  suppressed: 'Suppressed',
};

export const CONFIDENCE_LABELS: Readonly<Record<Confidence, string>> = {
  confirmed: 'Confirmed',
  potential: 'Potential',
};

export const CONFIDENCE_MEANINGS: Readonly<Record<Confidence, string>> = {
  confirmed: 'it holds in every run',
  potential: 'it depends on what a run is given, or on what could not be read',
};

const STATUS_MEANINGS: Readonly<Record<Status, string>> = {
  new: 'not found by the run before',
  active: 'found by the run before, too',
  changed: 'found by the run before, with other content',
  reopened: 'it was over, and is back',
  resolved: 'it is over',
  suppressed: 'accepted for a time',
};

const RESOLVE_REASONS: Readonly<Record<NonNullable<Finding['resolvedReason']>, string>> = {
  fixed: 'fixed',
  'resource-deleted': 'the resource is gone',
  'rule-retired': 'the rule is no longer there',
  'scope-retired': 'it is audited no more',
};

/** What a status means, with the reason of one that is over. */
export function statusMeaning({
  status,
  resolvedReason,
}: Pick<Finding, 'status' | 'resolvedReason'>): string {
  return resolvedReason === undefined ? STATUS_MEANINGS[status] : RESOLVE_REASONS[resolvedReason];
}

/** `1 role`, `1,200 roles`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
}

const NEEDS: Readonly<Record<BecauseLine['need'], string>> = {
  create: 'to start it',
  'pass-role': 'to pass the role',
  'assume-role': 'to assume the role',
  tag: 'to tag it',
  poll: 'to learn that it has ended',
  cancel: 'to stop it',
  'event-rule': 'for its event rule',
  documented: 'as the documentation lists it',
  config: 'for its configuration',
  read: 'to read',
  list: 'to list',
  write: 'to write',
  pull: 'to pull the image',
  key: 'to use the key',
  network: 'to join the network',
  invoke: 'to invoke it',
  base: 'as every such role',
};

/** Who needs something, where in it, for which call, and of that for what. */
export interface Reason {
  readonly who: string;
  readonly where: string;
  readonly call: string;
  readonly needs: readonly string[];
}

/** The reasons in the words of the definition; those of one call are one. */
export function reasonsOf(because: readonly BecauseLine[]): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const line of because) {
    const reason = reasonOf(line);
    const key = JSON.stringify([reason.who, reason.where, reason.call]);
    const needs = [...(reasons.get(key)?.needs ?? []), ...reason.needs];
    reasons.set(key, { ...reason, needs: [...new Set(needs)] });
  }
  return [...reasons.values()];
}

function reasonOf(line: BecauseLine): Reason {
  const { stateMachine, resource, state, field, integration, pattern, need } = line;
  const names = [stateMachine, resource].flatMap((arn) => (arn === undefined ? [] : [nameOf(arn)]));
  const waits = pattern === undefined || pattern === 'request-response' ? '' : pattern;
  return {
    who: names.join(', through '),
    where: [state === '$' ? [] : [state], field ?? []].flat().join(' '),
    call: `${integration}${waits}`,
    needs: [NEEDS[need]],
  };
}
