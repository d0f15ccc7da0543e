import type { Integration } from '../integration.ts';
import { serviceIntegration } from '../service-integration.ts';
import { named } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html';

/** A message to a topic, a phone or an endpoint; the template for a topic that only a run knows grants `*`. */
export const sns: readonly Integration[] = [
  serviceIntegration({
    resource: 'sns:publish',
    patterns: ['request-response', '.waitForTaskToken'],
    source: SOURCE,
    steps: [
      {
        action: 'sns:Publish',
        need: 'create',
        on: named('arn:{partition}:sns:{region}:{account}:{TopicArn}', { mayBeArn: true, unknown: ['*'] }),
      },
    ],
  }),
];
