import type { CollectOptions } from '../collect/collect.ts';
import type { Source } from './source.ts';

/**
 * The account of the credentials in the environment. The AWS clients are loaded only when it is opened, so that all else
 * starts fast.
 */
export function liveSource(options: Omit<CollectOptions, 'now' | 'identity' | 'confirm'>): Source {
  return async () => {
    const { createClients } = await import('../collect/clients.ts');
    const { collect } = await import('../collect/collect.ts');
    const { whoAsks, WHO_ASKS } = await import('../collect/identity.ts');
    const clients = createClients({ region: options.regions[0] ?? '' });
    const now = (): Date => new Date();
    options.onCall?.(WHO_ASKS);
    const identity = await whoAsks(clients).catch((error: unknown) => {
      clients.destroy();
      throw error;
    });
    return {
      partition: identity.partition ?? 'aws',
      accountId: identity.accountId ?? '',
      regions: options.regions,
      read: async ({ confirm }) => ({
        files: await collect(clients, { ...options, identity, confirm, now }),
        fileTime: now().toISOString(),
      }),
      close: clients.destroy,
    };
  };
}
