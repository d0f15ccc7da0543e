import { type JsonRecord, own } from '../model/json.ts';
import { OVER } from './deadline.ts';
import type { Pace } from './limiter.ts';
import { metadataOf, troubleOf } from './trouble.ts';

/** Why AWS gave no value. `absent` is a typed not-found: the only proof that a thing does not exist. */
export type Refusal =
  | { readonly kind: 'absent'; readonly why: string }
  | { readonly kind: 'denied'; readonly why: string; readonly action: string }
  | {
      readonly kind: 'failed';
      readonly why: string;
      /** Where the same question may be answered later. */
      readonly mayPass?: true;
    };

/** What AWS said to one question. */
export type Answer<Value> = { readonly kind: 'known'; readonly value: Value } | Refusal;

/** True where nothing was read for a reason that may pass. */
export function failedForNow(outcome: { readonly kind: string; readonly mayPass?: true }): boolean {
  return outcome.mayPass === true;
}

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
]);

const NOT_FOUND = new Set([
  'NoSuchEntity',
  'NoSuchEntityException',
  'ResourceNotFound',
  'ResourceNotFoundException',
  'StateMachineDeleting',
  'StateMachineDoesNotExist',
]);

/** Credentials that do not work. Their messages may repeat signed headers, security token included. */
const CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const LONGEST_REASON = 300;

/**
 * Waits for its turn, asks, and answers with AWS's own output as JSON; never throws. Asks again as long as the pace allows
 * where AWS did not answer for a reason that may pass: the SDK repeats nothing, so that each attempt waits for a turn.
 */
export async function ask(
  pace: Pace,
  action: string,
  region: string,
  send: () => Promise<object>,
): Promise<Answer<JsonRecord>> {
  for (let count = 1; ; count += 1) {
    if (!(await pace.turn(action, region))) return { kind: 'failed', why: OVER };
    try {
      const output = await send();
      pace.answered(action, region);
      return { kind: 'known', value: verbatim(output) };
    } catch (error) {
      if (nameOf(error) === 'AbortError') return { kind: 'failed', why: OVER };
      const trouble = troubleOf(error);
      if (trouble === undefined) {
        pace.answered(action, region);
        return refusal(error, action);
      }
      if (!(await pace.again(action, region, trouble, count)))
        return { kind: 'failed', why: whyOf(error), mayPass: true };
    }
  }
}

/** An answer that holds `key`: the SDK reads an empty body as an object without keys. */
export function holding(key: string, answer: Answer<JsonRecord>): Answer<JsonRecord> {
  if (answer.kind !== 'known' || own(answer.value, key) !== undefined) return answer;
  return { kind: 'failed', why: `the answer has no \`${key}\`` };
}

/** The output as a file would hold it: dates as ISO 8601, nothing undefined, no metadata of the SDK. */
function verbatim(output: object): JsonRecord {
  const { $metadata: _, ...answer }: JsonRecord = JSON.parse(JSON.stringify(output));
  return answer;
}

/** True where no read of this account can work, because the caller's credentials do not. */
export function isCredentialsProblem(error: unknown): boolean {
  return CREDENTIALS.has(nameOf(error));
}

/** The reason of an error, without what an attacker or a secret could have put into its text. */
export function refusal(error: unknown, action: string): Refusal {
  const name = nameOf(error);
  if (NOT_FOUND.has(name)) return { kind: 'absent', why: reason(error) };
  // A key that refuses, is disabled or is gone: Step Functions names all of these errors after KMS.
  if (name.startsWith('Kms')) return { kind: 'denied', why: reason(error), action: 'kms:Decrypt' };
  if (CREDENTIALS.has(name)) return { kind: 'failed', why: `${name}: the credentials do not work` };
  if (DENIED.has(name)) return { kind: 'denied', why: reason(error), action };
  if (isUnreadable(error) && metadataOf(error, 'httpStatusCode') === 403)
    return { kind: 'denied', why: 'HTTP 403', action };
  return { kind: 'failed', why: whyOf(error) };
}

function whyOf(error: unknown): string {
  if (!isUnreadable(error)) return reason(error);
  const status = metadataOf(error, 'httpStatusCode');
  return `the answer is not in its format (HTTP ${typeof status === 'number' ? status : 'status unknown'})`;
}

/** The SDK quotes the body in the message of a parse error: never repeat it. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof SyntaxError ||
    (error instanceof Error && error.message.includes('Deserialization error')) ||
    nameOf(error) === 'Unknown'
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

function reason(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'no reason was given';
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ');
  return plain.length <= LONGEST_REASON ? plain : `${plain.slice(0, LONGEST_REASON - 1)}…`;
}
