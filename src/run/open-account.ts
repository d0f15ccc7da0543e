import type { CollectOptions } from '../collect/collect.ts';
import type { Identity } from '../collect/identity.ts';
import type { Assumed, MemberRole } from '../collect/member-role.ts';
import { type CoverageEntry, coverageOf } from '../collect/reader.ts';
import { known } from '../model/read.ts';
import { SNAPSHOT_FILE } from '../model/snapshot.ts';
import type { OpenSource, Source } from './source.ts';

type ReadOptions = Omit<CollectOptions, 'now' | 'identity' | 'confirm'>;

/** Opens accounts; a test brings its own. */
export interface AccountPorts {
  /** Who this process is; asked once. */
  readonly whoAsks: () => Promise<Identity>;
  readonly assume: (account: { readonly partition: string; readonly accountId: string }) => Promise<Assumed>;
  /** The account of these credentials; without any, the own one. */
  readonly open: (identity: Identity, credentials?: Credentials) => Promise<OpenSource>;
}

type Credentials = Extract<Assumed, { readonly kind: 'assumed' }>['credentials'];

export interface Accounts {
  /**
   * Where an account is read from: with the own credentials where they are its own, else through the role of member accounts.
   * Where that cannot be assumed nothing is read, and one gap says so.
   */
  readonly sourceFor: (accountId: string) => Source;
  readonly close: () => void;
}

const ASSUME_ROLE = { source: 'sts:AssumeRole', region: 'global' } as const;
const NO_ROLE = 'no role of member accounts is configured: set `PLUMBLINE_MEMBER_ROLE`';

/** Accounts that this process can read, by the role of member accounts that is configured, if one is. */
export function openAccounts(member: MemberRole | undefined, options: ReadOptions): Accounts {
  let closeHub = (): void => {};
  const hub = once(async () => {
    const { createClients } = await import('../collect/clients.ts');
    const clients = createClients({ region: options.regions[0] ?? '' });
    closeHub = clients.destroy;
    return clients;
  });
  const sourceFor = accountSources(options.regions, {
    whoAsks: async () => {
      const { WHO_ASKS, whoAsks } = await import('../collect/identity.ts');
      options.onCall?.(WHO_ASKS);
      return await whoAsks(await hub());
    },
    assume: async (account) => {
      if (member === undefined)
        return { kind: 'refused', roleArn: '', refusal: { kind: 'failed', why: NO_ROLE } };
      const { assumeMember } = await import('../collect/member-role.ts');
      options.onCall?.(ASSUME_ROLE.source);
      return await assumeMember((await hub()).sts(), account, member);
    },
    open: async (identity, credentials) => {
      const { createClients } = await import('../collect/clients.ts');
      const { collect } = await import('../collect/collect.ts');
      const region = options.regions[0] ?? '';
      const clients = createClients({ region, ...(credentials === undefined ? {} : { credentials }) });
      const now = (): Date => new Date();
      return {
        ...placeOf(identity),
        regions: options.regions,
        read: async ({ confirm }) => ({
          files: await collect(clients, { ...options, identity, confirm, now }),
          fileTime: now().toISOString(),
        }),
        close: clients.destroy,
      };
    },
  });
  return { sourceFor, close: () => closeHub() };
}

/** Whose account this process belongs to. Throws where nobody tells. */
export async function ownAccount(
  regions: readonly string[],
): Promise<{ readonly partition: string; readonly accountId: string }> {
  const { createClients } = await import('../collect/clients.ts');
  const { whoAsks } = await import('../collect/identity.ts');
  const { CredentialsError } = await import('../collect/errors.ts');
  const clients = createClients({ region: regions[0] ?? '' });
  try {
    const { partition, accountId, coverage } = await whoAsks(clients);
    if (partition === undefined || accountId === undefined)
      throw new CredentialsError(`nothing tells whose account this is: ${coverage.why}`);
    return { partition, accountId };
  } finally {
    clients.destroy();
  }
}

/** The same by its ports. */
export function accountSources(
  regions: readonly string[],
  { whoAsks, assume, open }: AccountPorts,
): Accounts['sourceFor'] {
  const asked = once(whoAsks);
  return (accountId) => async () => {
    const own = await asked();
    if (own.accountId === accountId) return open(own);
    const account = { partition: placeOf(own).partition, accountId };
    const answer = await assume(account);
    if (answer.kind === 'assumed')
      return open({ ...account, coverage: { ...ASSUME_ROLE, kind: 'known' } }, answer.credentials);
    const { roleArn, refusal } = answer;
    const source = { ...ASSUME_ROLE, ...(roleArn === '' ? {} : { resource: roleArn }) };
    const gap = coverageOf(source, refusal);
    return unreadAccount(account, regions, { ...gap, action: ASSUME_ROLE.source });
  };
}

function placeOf({ partition = 'aws', accountId = '' }: Identity): {
  readonly partition: string;
  readonly accountId: string;
} {
  return { partition, accountId };
}

/** An account of which nothing is read, and why. */
function unreadAccount(
  account: { readonly partition: string; readonly accountId: string },
  regions: readonly string[],
  gap: CoverageEntry,
): OpenSource {
  return {
    ...account,
    regions,
    read: async () => {
      const takenAt = new Date().toISOString();
      const header = { schemaVersion: 1, takenAt, ...account, regions: [...regions], coverage: [gap] };
      return { files: new Map([[SNAPSHOT_FILE, known<unknown>(header)]]), fileTime: takenAt };
    },
    close: () => {},
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
