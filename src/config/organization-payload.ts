import * as v from 'valibot';
import { isRecord, kindOf, own } from '../model/json.ts';
import { checkObject } from './checked.ts';
import { accepted, PayloadError, runName } from './payload.ts';

/** What the state machine of an organization asks of its function. */
export type OrganizationRequest =
  | {
      readonly kind: 'plan';
      /** Name of the execution. */
      readonly execution: string;
      /** What names one occasion of a schedule, where one started the execution. */
      readonly schedule?: { readonly arn: string; readonly time: string };
    }
  | { readonly kind: 'finish'; readonly run: string };

const NAME = 'the name of an execution';

const planSchema = v.object({
  kind: v.literal('plan'),
  execution: v.pipe(v.string('text'), v.regex(/^\S{1,80}$/, NAME)),
  /** Input of the execution: of the schedule, or of whoever started it. */
  input: v.exactOptional(v.record(v.string(), v.unknown(), 'an object')),
});

const inputSchema = v.object({
  scheduleArn: v.exactOptional(v.string('text')),
  scheduledTime: v.exactOptional(v.string('text')),
});

const finishSchema = v.object({
  kind: v.literal('finish'),
  run: runName,
});

/** The request behind an event of the organization function. Throws PayloadError. */
export function parseOrganizationPayload(event: unknown): OrganizationRequest {
  if (!isRecord(event)) throw new PayloadError(`\`$\`: expected an object, found ${kindOf(event)}`);
  switch (own(event, 'kind')) {
    case 'plan':
      return planOf(event);
    case 'finish':
      return accepted(checkObject(finishSchema, event, '$'));
    default:
      throw new PayloadError(`\`$.kind\`: expected "plan" or "finish", found ${kindOf(own(event, 'kind'))}`);
  }
}

function planOf(event: unknown): OrganizationRequest {
  const { execution, input = {} } = accepted(checkObject(planSchema, event, '$'));
  const { scheduleArn: arn, scheduledTime: time } = accepted(checkObject(inputSchema, input, '$.input'));
  if (arn === undefined && time === undefined) return { kind: 'plan', execution };
  if (arn === undefined) throw new PayloadError('`$.input.scheduleArn` is missing');
  if (time === undefined) throw new PayloadError('`$.input.scheduledTime` is missing');
  return { kind: 'plan', execution, schedule: { arn, time } };
}
