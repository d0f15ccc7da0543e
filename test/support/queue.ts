import { wireTo } from './aws-wire.ts';

/** A queue of SQS, for what a test hears. */
export interface Queue {
  readonly arn: string;
  /** The bodies of the messages that have come since the last call. */
  readonly take: () => Promise<readonly string[]>;
}

const LONGER_THAN_A_TEST = 43_200;

/** Makes the queue behind an endpoint that does not look at signatures. */
export async function createQueue(endpoint: string, region: string, name: string): Promise<Queue> {
  const { json } = wireTo(endpoint, region);
  const ask = (operation: string, input: object): Promise<Record<string, unknown>> =>
    json('sqs', `AmazonSQS.${operation}`, input);
  const { QueueUrl } = await ask('CreateQueue', { QueueName: name });
  const { Attributes } = await ask('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });

  async function take(): Promise<readonly string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = (await ask('ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: LONGER_THAN_A_TEST,
      })) as { readonly Messages?: readonly { readonly Body: string }[] };
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body }) => Body));
    }
  }

  return { arn: (Attributes as { readonly QueueArn: string }).QueueArn, take };
}
