import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Refusal, refusal } from './answer.ts';
import type { ClientSettings } from './clients.ts';
import type { Account } from './reader.ts';

const ASSUME_ROLE = 'sts:AssumeRole';
const ACCOUNT = /^\d{12}$/;
/** Of a role without its path. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
/** In CloudTrail of the account that is audited. */
const SESSION_NAME = 'plumbline';
/** No audit lasts longer. Role chaining would allow an hour at most. */
const SESSION_SECONDS = 3600;

/** What reading other accounts calls, beside what readers call in them. */
export const memberRole: { readonly name: string; readonly needs: readonly string[] } = {
  name: 'member-role',
  needs: [ASSUME_ROLE],
};

export interface MemberRole {
  readonly roleName: string;
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
  readonly externalId?: string;
}

export type Assumed =
  | { readonly kind: 'assumed'; readonly credentials: NonNullable<ClientSettings['credentials']> }
  | { readonly kind: 'refused'; readonly roleArn: string; readonly refusal: Refusal };

/**
 * The credentials of the role of this name in an account. The ARN is made of the parts, each checked, so that no input can
 * lead to another role; rejects with TypeError where a part is none.
 */
export async function assumeMember(
  sts: Pick<STSClient, 'send'>,
  { partition, accountId }: Account,
  { roleName, externalId }: MemberRole,
): Promise<Assumed> {
  if (!ACCOUNT.test(accountId) || !ROLE_NAME.test(roleName))
    throw new TypeError('a role is assumed by an account id of 12 digits and a name without path');
  const roleArn = `arn:${partition}:iam::${accountId}:role/${roleName}`;
  try {
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: SESSION_NAME,
        DurationSeconds: SESSION_SECONDS,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = given ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
      return {
        kind: 'refused',
        roleArn,
        refusal: { kind: 'failed', why: 'the answer holds no credentials' },
      };
    return {
      kind: 'assumed',
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      },
    };
  } catch (error) {
    return { kind: 'refused', roleArn, refusal: refusal(error, ASSUME_ROLE) };
  }
}
