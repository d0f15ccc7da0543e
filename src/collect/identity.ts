import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { parseArn } from '../model/arn.ts';
import { isCredentialsProblem, refusal } from './answer.ts';
import type { ClientFactory } from './clients.ts';
import { CredentialsError } from './errors.ts';
import { type CoverageEntry, coverageOf } from './reader.ts';

/** Whose account is read; without an answer of STS the ARNs in the snapshot have to tell. */
export interface Identity {
  readonly partition?: string;
  readonly accountId?: string;
  /** Of the caller. */
  readonly arn?: string;
  readonly coverage: CoverageEntry;
}

export const WHO_ASKS = 'sts:GetCallerIdentity';

const source = { source: WHO_ASKS, region: 'global' };

/**
 * Throws `CredentialsError` where nobody knows who asks. Needs no permission.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function whoAsks(clients: ClientFactory): Promise<Identity> {
  try {
    const { Arn, Account } = await clients.sts().send(new GetCallerIdentityCommand({}));
    const partition = parseArn(Arn ?? '')?.partition;
    if (Arn === undefined || partition === undefined || Account === undefined)
      return { coverage: { ...source, kind: 'failed', why: 'the answer names no account' } };
    return { partition, accountId: Account, arn: Arn, coverage: { ...source, kind: 'known' } };
  } catch (error) {
    const refused = refusal(error, source.source);
    if (isCredentialsProblem(error)) throw new CredentialsError(refused.why, { cause: error });
    return { coverage: coverageOf(source, refused) };
  }
}
