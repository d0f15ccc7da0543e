import type { Machine } from '../call.ts';
import type { Integration } from '../integration.ts';
import { type Step, serviceIntegration } from '../service-integration.ts';
import { named } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html';

/**
 * A message to a queue. Whether the queue is encrypted, and with which key, does not stand in the definition: CDK
 * knows, and grants the key.
 */
export const sqs: readonly Integration[] = [
  serviceIntegration({
    resource: 'sqs:sendMessage',
    patterns: ['request-response', '.waitForTaskToken'],
    source: SOURCE,
    steps: [
      {
        action: 'sqs:SendMessage',
        need: 'create',
        on: named('arn:{partition}:sqs:{region}:{account}:{QueueUrl}', {
          mayBeArn: true,
          unknown: ['*'],
          read: queueArn,
        }),
      },
      ...['kms:Decrypt', 'kms:GenerateDataKey*'].map(
        (action): Step => ({
          action,
          need: 'documented',
          on: named('arn:{partition}:kms:*:*:key/*'),
          neededIn: [],
          source: 'cdk',
        }),
      ),
    ],
  }),
];

/** The host names a region, the path an account and a queue; other hosts (of an endpoint in a VPC) name no region. */
const QUEUE_URL =
  /^https:\/\/sqs(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\/(\d{12})\/([\w.-]+)$/;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function queueArn(url: string, { partition }: Machine): string | undefined {
  const match = QUEUE_URL.exec(url);
  if (match === null) return undefined;
  const [, region = '', account = '', name = ''] = match;
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
}
