import type { Entry } from '../findings/entry.ts';
import type { Severity } from '../findings/finding.ts';
import type { DeliveryContext, OpenChannel, Outcome, Receipt } from './channel.ts';
import { changesIn, type Message, planMessages } from './messages.ts';
import type { SnsMessage } from './sns-message.ts';
import { openTopic, type Sent, type Topic } from './topic.ts';

/** Writes a message for one kind of subscriber. */
export type Writer = (message: Message, reportPlace: string | undefined) => SnsMessage;

/** A channel to people through an SNS topic. */
export async function openPeople(
  topicArn: string,
  minSeverity: Severity,
  write: Writer,
): Promise<OpenChannel> {
  const topic = await openTopic(topicArn);
  return {
    deliver: (entries, context) => tellPeople(entries, context, { topic, minSeverity, write }),
    close: topic.close,
  };
}

interface Telling {
  readonly topic: Pick<Topic, 'publish'>;
  readonly minSeverity: Severity;
  readonly write: Writer;
}

/** Sends few messages about many entries. Once one has failed the others wait: the topic is down, and each try takes long. */
export async function tellPeople(
  entries: readonly Entry[],
  { messagesLeft, reportPlace }: DeliveryContext,
  { topic, minSeverity, write }: Telling,
): Promise<Outcome> {
  const { messages, untold, postponed } = planMessages(entries, minSeverity, messagesLeft);
  const receipts: Receipt[] = [...receiptsFor(untold, { kind: 'sent' }), ...waiting(postponed)];
  let sent = 0;
  let isDown = false;
  for (const message of messages) {
    const about = changesIn(message).flatMap((change) => change.entries);
    if (isDown) {
      receipts.push(...waiting(about));
      continue;
    }
    const answer = await topic.publish(write(message, reportPlace));
    receipts.push(...receiptsFor(about, answer));
    if (answer.kind === 'sent') sent += 1;
    isDown = answer.kind === 'failed';
  }
  return { receipts, messages: sent };
}

function receiptsFor(entries: readonly Entry[], sent: Sent): readonly Receipt[] {
  return entries.map(({ id }) => (sent.kind === 'sent' ? { kind: 'delivered', id } : { ...sent, id }));
}

function waiting(entries: readonly Entry[]): readonly Receipt[] {
  return entries.map(({ id }) => ({ kind: 'postponed', id }));
}
