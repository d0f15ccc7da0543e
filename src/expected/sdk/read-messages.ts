import { parseArn } from '../../model/arn.ts';
import type { ParameterValue } from '../../model/definition-value.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { regionalArn } from '../call.ts';
import type { Target } from '../target.ts';
import { type Asked, arnIn, each, literalOf, place, type Reader } from './reader.ts';
import { valuesBelow, valuesOf } from './request.ts';
import { ANY_RESOURCE, fillingOf, known, someOf } from './template.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export const queue: Reader = each(['queueurl', 'queuename', 'sourcearn', 'taskhandle'], (value, { call }) => {
  const arn = arnIn(value);
  if (arn !== undefined) return arn;
  const url = literalOf(value);
  const { machine } = call;
  const parts = /^https?:\/\/([^/]+)\/(\d{12})\/([\w.-]+)$/.exec(url ?? '');
  if (parts !== null) {
    const [, host = '', accountId = '', name = ''] = parts;
    const [, region = machine.region] = /^sqs\.([^.]+)\./.exec(host) ?? [];
    return known([regionalArn({ ...machine, region, accountId }, 'sqs', escapeLiteral(name))]);
  }
  if (url !== undefined && /^[\w.-]+$/.test(url))
    return known([regionalArn(machine, 'sqs', escapeLiteral(url))]);
  return someOf([`${place(call, 'sqs')}*`]);
});

/**
 * A message may go to a phone instead of a topic.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const topic = (asked: Asked): readonly Target[] | undefined => {
  const phone = valuesOf(asked.request, ['phonenumber']).length > 0;
  return phone
    ? [ANY_RESOURCE]
    : each(['topicarn', 'targetarn', 'resourcearn', 'name', 'subscriptionarn'], (value, { call }) => {
        const filling = fillingOf(value);
        const arn = arnIn(value);
        if (arn !== undefined) return arn;
        return filling === undefined || filling.startsWith('arn')
          ? someOf([`${place(call, 'sns')}*`])
          : known([regionalArn(call.machine, 'sns', filling)]);
      })(asked);
};

/**
 * Without a bus it is the default one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
 */
function busOf(value: ParameterValue | undefined): string | undefined {
  const filling = value === undefined || value.kind === 'absent' ? 'default' : fillingOf(value);
  return filling?.startsWith('arn:') ? parseArn(filling)?.resource.replace(/^event-bus\//, '') : filling;
}

export const eventBus: Reader = (asked) => {
  const { call, request, api } = asked;
  const entries = api.toLowerCase() === 'putevents';
  if (request.opaque) return undefined;
  const values = entries
    ? valuesBelow(request, 'Entries[].EventBusName')
    : valuesOf(request, ['eventbusname', 'name']);
  return values.map((value) => {
    if (value.kind === 'absent') return known([regionalArn(call.machine, 'events', 'event-bus/default')]);
    const arn = arnIn(value);
    const filling = fillingOf(value);
    if (arn !== undefined) return arn;
    return filling === undefined
      ? someOf([`${place(call, 'events')}event-bus/*`])
      : known([regionalArn(call.machine, 'events', `event-bus/${filling}`)]);
  });
};

export const rule: Reader = each(['rule', 'name', 'rulename'], (value, { call, request }) => {
  const [written] = valuesOf(request, ['eventbusname']);
  const bus = busOf(written);
  const name = fillingOf(value);
  if (name === undefined || bus === undefined) return someOf([`${place(call, 'events')}rule/*`]);
  return known([regionalArn(call.machine, 'events', `rule/${bus === 'default' ? '' : `${bus}/`}${name}`)]);
});
