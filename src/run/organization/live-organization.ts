import type { OrganizationView } from './organization-view.ts';

/** The organization of the account of these credentials; its client is loaded only then. What is not read by the deadline is coverage. */
export async function liveOrganization(
  regions: readonly string[],
  deadline?: Date,
): Promise<OrganizationView> {
  const { createClients } = await import('../../collect/clients.ts');
  const { createLimiter, systemClock } = await import('../../collect/limiter.ts');
  const { readOrganization } = await import('../../collect/organization/read.ts');
  const { QUOTAS } = await import('../../collect/quotas.ts');
  const clients = createClients({ region: regions[0] ?? '' });
  try {
    const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline.getTime() - Date.now();
    // One organization has one quota, whoever asks.
    const pace = createLimiter(QUOTAS, systemClock).paceOf('', systemClock.now() + left);
    return await readOrganization({ clients, pace });
  } finally {
    clients.destroy();
  }
}
