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

/** A reason as a line: who, where in it, by which call, and after which document. */
export interface Reason {
  readonly who: string;
  readonly where: string;
  readonly call: string;
  readonly for: string;
}

/** The reason in the words of the definition. */
export function reasonOf(line: BecauseLine): Reason {
  const { stateMachine, resource, state, field, integration, pattern, need } = line;
  const names = [stateMachine, resource].flatMap((arn) => (arn === undefined ? [] : [nameOf(arn)]));
  const waits = pattern === undefined || pattern === 'request-response' ? '' : pattern;
  return {
    who: names.join(', through '),
    where: [state === '$' ? [] : [state], field ?? []].flat().join(' '),
    call: `${integration}${waits}`,
    for: need,
  };
}
