import type { Credentials, Wire } from './wire.ts';
import { clientSettings } from './wire.ts';

/** Of a role without its path. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
/** In CloudTrail of the account that is audited. */
const SESSION_NAME = 'plumbline';
const SESSION_SECONDS = 900;

export interface ImportAccount {
  readonly partition: string;
  /** INVARIANT: 12 digits. */
  readonly accountId: string;
  /** Of the endpoint of STS that is asked. */
  readonly region: string;
}

/** Throws where it is no name that IAM would take, so that no setting can lead into another account. */
export function checkRoleName(name: string | undefined): void {
  if (name !== undefined && !ROLE_NAME.test(name))
    throw new Error('`securityHub.roleName`: expected the name of a role without its path');
}

/** The credentials of the role of this name in the account. */
export async function assumeIn(account: ImportAccount, roleName: string, wire: Wire): Promise<Credentials> {
  const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const { partition, accountId, region } = account;
  const client = new STSClient(clientSettings(wire, region));
  try {
    const { Credentials: given } = await client.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${accountId}:role/${roleName}`,
        RoleSessionName: SESSION_NAME,
        DurationSeconds: SESSION_SECONDS,
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
      throw new Error('`sts:AssumeRole` answers without credentials');
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  } finally {
    client.destroy();
  }
}
