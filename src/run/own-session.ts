import type { OwnSession } from '../config/change-caller.ts';

/** Whose credentials are in the environment. Throws where nobody can tell: then nobody can say whose an event is. */
export async function ownSession(region: string): Promise<OwnSession> {
  const { createClients } = await import('../collect/clients.ts');
  const { whoAsks } = await import('../collect/identity.ts');
  const clients = createClients({ region });
  try {
    const { partition, accountId, arn } = await whoAsks(clients);
    if (partition === undefined || accountId === undefined || arn === undefined)
      throw new Error('nothing tells whose credentials these are');
    return { partition, accountId, arn };
  } finally {
    clients.destroy();
  }
}
