import { parseArn } from '../model/arn.ts';
import type { Pattern } from './grant.ts';

/** What the `Resource` of a task calls upon. */
export type TaskResource =
  | { readonly kind: 'activity' }
  | { readonly kind: 'function' }
  | ServiceCall
  | { readonly kind: 'unreadable' };

/** `service:api`, by an integration made for it (`optimized`) or by the SDK's own name of service and API (`sdk`). */
export interface ServiceCall {
  readonly kind: 'optimized' | 'sdk';
  readonly service: string;
  readonly api: string;
  /** The integration pattern as it is written; empty for request-response. */
  readonly suffix: Suffix;
}

const SUFFIXES = ['', '.sync', '.sync:2', '.waitForTaskToken'] as const;
export type Suffix = (typeof SUFFIXES)[number];

// INVARIANT: names that match hold no character that means something in a policy or in a message.
const SERVICE_CALL =
  /^(aws-sdk:)?([a-zA-Z0-9-]{1,64}):([a-zA-Z0-9]{1,128})(\.sync(?::2)?|\.waitForTaskToken)?$/;

/**
 * Any partition, and with or without region and account. A `${Placeholder}` is taken for one part of the ARN.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
export function parseTaskResource(resource: string): TaskResource {
  const arn = parseArn(resource.replace(/\$\{[^{}]*\}/g, '{}'));
  if (arn?.service === 'lambda') return { kind: 'function' };
  if (arn?.service !== 'states') return { kind: 'unreadable' };
  if (arn.resource.startsWith('activity:')) return { kind: 'activity' };
  const call = SERVICE_CALL.exec(arn.resource);
  if (call === null) return { kind: 'unreadable' };
  const [, sdk, service = '', api = '', written = ''] = call;
  const suffix = SUFFIXES.find((known) => known === written) ?? '';
  return { kind: sdk === undefined ? 'optimized' : 'sdk', service, api, suffix };
}

/** The pattern that a suffix stands for. */
export function patternOf(suffix: Suffix): Pattern {
  if (suffix === '.waitForTaskToken') return suffix;
  return suffix === '' ? 'request-response' : '.sync';
}
