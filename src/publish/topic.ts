import type { SNSClientConfig } from '@aws-sdk/client-sns';
import { reasonOf } from './reason.ts';
import type { SnsMessage } from './sns-message.ts';
import { clientSettings, systemWire } from './wire.ts';

/** What became of one message. */
export type Sent =
  | { readonly kind: 'sent' }
  /** To be tried again. */
  | { readonly kind: 'failed'; readonly why: string }
  /** SNS will never take it. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Topic {
  /** Never rejects. */
  readonly publish: (message: SnsMessage) => Promise<Sent>;
  readonly close: () => void;
}

/** SNS reads a request and finds the message wrong; all else may be better tomorrow, the permissions of the auditor too. */
const REFUSALS: readonly string[] = [
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ParameterValueInvalid',
  'ValidationError',
  'ValidationException',
];

/** Loads the client of SNS, for the region of the topic. */
export async function openTopic(topicArn: string, settings: SNSClientConfig = {}): Promise<Topic> {
  const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns');
  const client = new SNSClient({
    ...clientSettings(systemWire, topicArn.split(':')[3] ?? ''),
    ...settings,
  });

  async function publish(message: SnsMessage): Promise<Sent> {
    try {
      await client.send(new PublishCommand({ TopicArn: topicArn, ...message }));
      return { kind: 'sent' };
    } catch (error) {
      return { kind: isRefusal(error) ? 'refused' : 'failed', why: reasonOf(error) };
    }
  }

  return { publish, close: () => client.destroy() };
}

/** A wrong topic is a mistake of the settings, which somebody can mend. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return REFUSALS.includes(error.name) && !/\b(Topic|Target)Arn\b/.test(error.message);
}
