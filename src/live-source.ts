import type { CollectOptions } from './collect/collect.ts';
import type { Source } from './run.ts';

/**
 * The account of the credentials in the environment. The AWS clients are loaded only when it is read, so that all else
 * starts fast.
 */
export function liveSource(options: Omit<CollectOptions, 'now'>): Source {
  return async () => {
    const { createClients } = await import('./collect/clients.ts');
    const { collect } = await import('./collect/collect.ts');
    const clients = createClients({ region: options.regions[0] ?? '' });
    const now = (): Date => new Date();
    try {
      return { files: await collect(clients, { ...options, now }), fileTime: now().toISOString() };
    } finally {
      clients.destroy();
    }
  };
}
