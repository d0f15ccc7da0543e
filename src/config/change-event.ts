import type { Change } from '../findings/change.ts';
import { CHANGE_EVENTS } from '../model/change-events.ts';
import { isRecord, type JsonRecord, kindOf, own, parseJson } from '../model/json.ts';
import { callerOf, isOwnSession, type OwnSession } from './change-caller.ts';
import { targetsOf } from './change-targets.ts';
import type { Config } from './config.ts';
import { fail, MalformedEvent, recordAt, textAt } from './event-fields.ts';

/** What is made of the body of one message. */
export type ReadChange =
  | { readonly kind: 'change'; readonly change: Change }
  /** A sound event that is no business of this installation. */
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Whose changes are looked into: what an event says of itself opens no other account. */
export interface ChangeBounds extends Pick<Config, 'accounts' | 'regions' | 'member' | 'organization'> {
  readonly own: OwnSession;
}

/** A message of SQS may be one megabyte; an event of EventBridge is smaller. */
const MOST_CHARACTERS = 1_048_576;
const CALL = 'AWS API Call via CloudTrail';

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const EVENT_ID = /^[0-9A-Za-z-]{8,64}$/;
const ANY = /^[\s\S]{1,256}$/;

/**
 * The change that an event of EventBridge tells, made of a record of CloudTrail. Never throws for what the text holds, and
 * never repeats it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function parseChange(text: string, bounds: ChangeBounds): ReadChange {
  try {
    return changeIn(text, bounds);
  } catch (error) {
    if (error instanceof MalformedEvent) return { kind: 'malformed', problem: error.message };
    throw error;
  }
}

function changeIn(text: string, bounds: ChangeBounds): ReadChange {
  const envelope = envelopeIn(text);
  if (own(envelope, 'detail-type') !== CALL) return ignored('it is no call that CloudTrail tells of');
  const account = textAt(envelope, 'account', '$', ACCOUNT, 'an account id of 12 digits');
  const region = textAt(envelope, 'region', '$', REGION, 'a region such as us-east-1');
  const detail = recordAt(envelope, 'detail', '$');
  const source = textAt(detail, 'eventSource', '$.detail', ANY, 'the name of a service');
  const event = textAt(detail, 'eventName', '$.detail', ANY, 'the name of a call');
  if (!isListed(source, event)) return ignored('it is no call that changes a role or what it is for');
  expectSource(envelope, source);
  const at = timeAt(detail);
  const eventId = textAt(detail, 'eventID', '$.detail', EVENT_ID, 'the id of an event');
  const identity = recordAt(detail, 'userIdentity', '$.detail');
  const why = whyIgnored({ account, region, source, detail, identity }, bounds);
  if (why !== undefined) return ignored(why);
  const { partition } = bounds.own;
  const targets = targetsOf(detail, { source, account, region, partition });
  if (targets.length === 0) return ignored('it names no role of the account');
  return { kind: 'change', change: { account, targets, by: callerOf(identity), event, at, eventId } };
}

function envelopeIn(text: string): JsonRecord {
  if (text.length > MOST_CHARACTERS) fail('$', `at most ${MOST_CHARACTERS} characters`, text);
  const json = parseJson(text);
  if (json.kind === 'problem') throw new MalformedEvent(`\`$\`: ${json.why}`);
  if (!isRecord(json.value)) fail('$', 'an object', json.value);
  return json.value;
}

function isListed(source: string, event: string): boolean {
  return Object.hasOwn(CHANGE_EVENTS, source) && CHANGE_EVENTS[source]?.includes(event) === true;
}

/**
 * Only AWS itself can send events with such a source: what CloudTrail is said to tell, it tells.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
 */
function expectSource(envelope: JsonRecord, source: string): void {
  const expected = `aws.${source.replace(/\.amazonaws\.com$/, '')}`;
  if (own(envelope, 'source') !== expected) fail('$.source', `"${expected}"`, own(envelope, 'source'));
}

function timeAt(detail: JsonRecord): string {
  const at = textAt(detail, 'eventTime', '$.detail', TIME, 'a time such as 2026-11-28T10:15:00Z');
  return Number.isFinite(Date.parse(at)) ? at : fail('$.detail.eventTime', 'a time that there is', at);
}

interface Call {
  readonly account: string;
  readonly region: string;
  readonly source: string;
  readonly detail: JsonRecord;
  readonly identity: JsonRecord;
}

function whyIgnored(
  { account, region, source, detail, identity }: Call,
  bounds: ChangeBounds,
): string | undefined {
  if (!isAudited(account, bounds)) return `account ${account} is not audited`;
  // IAM has no region: its events come from the one in which its partition keeps it.
  if (source !== 'iam.amazonaws.com' && !bounds.regions.includes(region))
    return `region ${region} is not audited`;
  if ((own(detail, 'errorCode') ?? null) !== null) return 'the call failed';
  return isOwnSession(identity, account, bounds) ? 'the auditor made it' : undefined;
}

/** Where no account is named it is the own one; with an organization whoever lets the auditor in. */
function isAudited(account: string, { accounts, organization = false, own: self }: ChangeBounds): boolean {
  if (accounts.length > 0) return accounts.includes(account);
  return organization || account === self.accountId;
}

function ignored(why: string): ReadChange {
  return { kind: 'ignored', why };
}

/** What a batch of a queue holds: each record with its place, its id, and its text where it has one. */
export interface QueueRecord {
  readonly at: string;
  readonly id: string;
  readonly body: unknown;
}

/** Throws MalformedEvent where the event is no batch of SQS. */
export function recordsIn(event: unknown): readonly QueueRecord[] {
  const records = isRecord(event) ? own(event, 'Records') : undefined;
  if (!Array.isArray(records))
    throw new MalformedEvent(`\`$.Records\`: expected an array, found ${kindOf(records)}`);
  return records.map((record: unknown, index) => {
    const at = `$.Records[${index}]`;
    if (!isRecord(record)) return fail(at, 'an object', record);
    return { at, id: textAt(record, 'messageId', at, ANY, 'the id of a message'), body: own(record, 'body') };
  });
}
