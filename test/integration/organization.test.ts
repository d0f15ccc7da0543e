import { expect, test, vi } from 'vitest';
import { createClients } from '../../src/collect/clients.ts';
import { createLimiter, systemClock } from '../../src/collect/limiter.ts';
import { readOrganization } from '../../src/collect/organization/read.ts';
import { motoForTests, startMoto } from '../support/moto.ts';
import { GUARD, seedOrganization } from '../support/seed-organization.ts';

const moto = motoForTests();
const FULL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

test.skipIf(moto === undefined)(
  'an organization over HTTP: its accounts, and the policies of the levels of one',
  async () => {
    if (moto === undefined) return;
    const { endpoint, stop } = await startMoto(moto);
    try {
      vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing');
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing');
      const { organizationId, accountId } = await seedOrganization();
      const clients = createClients({ region: 'us-east-1' });
      const pace = createLimiter(new Map(), systemClock).paceOf('', Number.POSITIVE_INFINITY);
      const found = await readOrganization({ clients, pace });
      clients.destroy();
      expect(found.coverage.filter(({ kind }) => kind !== 'known')).toEqual([]);
      expect(found.accounts.map((account) => account.accountId)).toContain(accountId);
      expect(found.policiesOf(accountId)).toEqual({
        organizationId,
        managementAccountId: found.managementAccountId,
        serviceControlPolicies: [[FULL], [FULL, GUARD], [FULL]],
        resourceControlPolicies: [],
      });
    } finally {
      vi.unstubAllEnvs();
      await stop();
    }
  },
  120_000,
);
