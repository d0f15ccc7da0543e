/** A queue of SQS, for what a test hears. */
export interface Queue {
  readonly arn: string;
  /** The bodies of the messages that have come since the last call. */
  readonly take: () => Promise<readonly string[]>;
}

const LONGER_THAN_A_TEST = 43_200;

/** Makes the queue behind an endpoint that does not look at signatures. */
export async function createQueue(endpoint: string, region: string, name: string): Promise<Queue> {
  const ask = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
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
