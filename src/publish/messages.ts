import type { Entry } from '../findings/entry.ts';
import { atLeast, type Severity } from '../findings/finding.ts';
import { type Change, changesOf, type FindingChange } from './changes.ts';

/** What people get: a message about one finding, or a digest of many changes. */
export type Message =
  | { readonly kind: 'single'; readonly change: FindingChange }
  | { readonly kind: 'digest'; readonly changes: readonly Change[] };

export interface Plan {
  /** In the order in which they are to be sent. */
  readonly messages: readonly Message[];
  /** Entries of which people hear nothing: they are as good as delivered. */
  readonly untold: readonly Entry[];
  /** Entries that wait, as people have got as many messages as they can take. */
  readonly postponed: readonly Entry[];
}

/** What a channel may send people in one run. */
const MOST_MESSAGES = 10;

/**
 * What is new and high or critical gets messages of its own, where these are few; all else shares one digest. All that a
 * first run finds is one digest, and so is everything where the hour has no room for more.
 */
export function planMessages(entries: readonly Entry[], minSeverity: Severity, messagesLeft: number): Plan {
  const { told, untold } = changesOf(entries, minSeverity);
  if (messagesLeft < 1) return { messages: [], untold, postponed: told.flatMap((change) => change.entries) };
  return { messages: messagesAbout(told, Math.min(messagesLeft, MOST_MESSAGES)), untold, postponed: [] };
}

function messagesAbout(told: readonly Change[], most: number): readonly Message[] {
  const urgent: Message[] = [];
  const rest: Change[] = [];
  for (const change of told) {
    if (isUrgent(change)) urgent.push({ kind: 'single', change });
    else rest.push(change);
  }
  const messages = rest.length === 0 ? urgent : [...urgent, digestOf(rest)];
  return messages.length <= most ? messages : [digestOf(told)];
}

function digestOf(changes: readonly Change[]): Message {
  return { kind: 'digest', changes };
}

function isUrgent(change: Change): change is FindingChange {
  if (change.kind === 'coverage' || change.entry.isBaseline) return false;
  const isNews = change.news === 'opened' || change.news === 'reopened' || change.news === 'worse';
  return isNews && atLeast(change.finding.severity, 'high');
}

/** All that a message is about. */
export function changesIn(message: Message): readonly Change[] {
  return message.kind === 'single' ? [message.change] : message.changes;
}
