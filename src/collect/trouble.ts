import { isRecord, own } from '../model/json.ts';
import type { Trouble } from './limiter.ts';

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const THROTTLES = new Set([
  // The key of an encrypted definition has a rate of its own.
  'KmsThrottlingException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

const TIMEOUTS = new Set(['RequestTimeout', 'RequestTimeoutException', 'TimeoutError']);

/** Of the network, as Node.js names them. */
const LOST = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const OUTAGES = new Set<unknown>([500, 502, 503, 504]);

/** Why a call failed where the reason may pass; undefined where the same call would fail again. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = metadataOf(error, 'httpStatusCode');
  if (THROTTLES.has(error.name) || status === 429) return 'throttle';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The SDK has learnt from the answer that this clock is wrong, and signs the next call by the right time.
  const isCorrected = metadataOf(error, 'clockSkewCorrected') === true;
  return TIMEOUTS.has(error.name) || LOST.has(code) || OUTAGES.has(status) || isCorrected
    ? 'outage'
    : undefined;
}

/** A part of what the SDK adds to an error. */
export function metadataOf(error: unknown, key: string): unknown {
  const metadata = isRecord(error) ? own(error, '$metadata') : undefined;
  return isRecord(metadata) ? own(metadata, key) : undefined;
}
