import { printable } from '../findings/printable.ts';
import { withoutKnownSecrets } from '../findings/secrets.ts';
import { asString, type JsonRecord, own } from '../model/json.ts';
import type { MemberSettings } from './config-schema.ts';
import { recordOrNone } from './event-fields.ts';

/** Whose credentials this process has. */
export interface OwnSession {
  readonly partition: string;
  readonly accountId: string;
  /** Of a role: `arn:aws:sts::111122223333:assumed-role/auditor/session`. */
  readonly arn: string;
}

const LONGEST_CALLER = 500;

/**
 * Who made a call: the session itself, since its name often is that of a person; else its role, else the service that
 * called, else what name there is.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function callerOf(identity: JsonRecord): string {
  const issuer = recordOrNone(recordOrNone(identity, 'sessionContext'), 'sessionIssuer');
  const names = [
    own(identity, 'arn'),
    own(issuer, 'arn'),
    own(identity, 'invokedBy'),
    own(identity, 'userName'),
    own(identity, 'accountId'),
  ];
  const name = names.map(asString).find((text) => text !== undefined && text.trim() !== '');
  return name === undefined ? 'an unknown caller' : shownCaller(name);
}

/** One line, not too long, without what looks like a secret. */
function shownCaller(text: string): string {
  const start = text.slice(0, LONGEST_CALLER);
  return printable(withoutKnownSecrets(start)) + (text.length > LONGEST_CALLER ? '…' : '');
}

/** A session of the auditor's role, here or in a member account. It changes nothing, and would answer itself if it did. */
export function isOwnSession(
  identity: JsonRecord,
  account: string,
  {
    own: { partition, accountId, arn },
    member,
  }: { readonly own: OwnSession; readonly member?: MemberSettings },
): boolean {
  const session = asString(own(identity, 'arn')) ?? '';
  const sessionsOf = (of: string, role: string): string =>
    `arn:${partition}:sts::${of}:assumed-role/${role}/`;
  const [, role] = /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return (
    (role !== undefined && session.startsWith(sessionsOf(accountId, role))) ||
    (member !== undefined && session.startsWith(sessionsOf(account, member.roleName)))
  );
}
