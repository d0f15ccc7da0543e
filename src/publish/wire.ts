import { setTimeout as delay } from 'node:timers/promises';
import type { EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';

/** Time as pacing needs it; `now` is in milliseconds and never goes back. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

type Handler = NonNullable<EventBridgeClientConfig['requestHandler']>;
export type Credentials = NonNullable<EventBridgeClientConfig['credentials']>;

/** What a channel reaches its service through. */
export interface Wire {
  readonly clock: Clock;
  /** Default: the credentials of the environment, as the SDK finds them. */
  readonly credentials?: Credentials;
  /** Default: HTTP. */
  readonly requestHandler?: Handler;
}

export const systemWire: Wire = {
  clock: { now: () => performance.now(), sleep: (milliseconds) => delay(milliseconds) },
};

/** A service that does not answer is not waited for: the request is given up, and not only remarked upon. */
export const PATIENCE = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
} as const;

export interface ClientSettings {
  readonly retryMode: 'standard';
  readonly maxAttempts: number;
  readonly requestHandler: Handler;
  readonly credentials?: Credentials;
  readonly region?: string;
}

/** Settings of a channel's client: what fails a third time is left to the outbox. Without `region` the SDK finds one. */
export function clientSettings({ credentials, requestHandler }: Wire, region?: string): ClientSettings {
  return {
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: requestHandler ?? PATIENCE,
    ...(credentials === undefined ? {} : { credentials }),
    ...(region === undefined ? {} : { region }),
  };
}
