import type { Call } from '../call.ts';
import type { Integration } from '../integration.ts';
import { isGiven } from '../parameter.ts';
import { serviceIntegration } from '../service-integration.ts';
import { named, somewhere, type Target, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html';

/**
 * A message to a topic, a phone or an endpoint; the template for all but a known topic grants `*`. What an encrypted
 * topic asks of KMS does not stand in the definition.
 */
export const sns: readonly Integration[] = [
  serviceIntegration({
    resource: 'sns:publish',
    patterns: ['request-response', '.waitForTaskToken'],
    source: SOURCE,
    steps: [{ action: 'sns:Publish', need: 'create', on: receivers }],
  }),
];

const topic = (parameter: string): TargetsOf =>
  named(`arn:{partition}:sns:{region}:{account}:{${parameter}}`, {
    mayBeArn: true,
    unknown: ['*'],
    read: topicArn,
  });

/**
 * A phone number is no resource, and an endpoint of a device is none that a policy is known to name: both are
 * published to with `*`. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
function receivers(call: Call): readonly Target[] {
  const given = ['TopicArn', 'TargetArn'].find((parameter) => isGiven(call, parameter));
  return given === undefined ? somewhere(call) : topic(given)(call);
}

/** An ARN, or the beginning of one; SNS takes no names. */
function topicArn(text: string): string | undefined {
  return text.startsWith('arn:') && !text.includes('/') ? text : undefined;
}
