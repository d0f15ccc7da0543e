import type { Channel, OpenChannel, PublishSettings } from '../channel.ts';
import { type Importing, importFindings } from '../import-findings.ts';
import { checkRoleName } from '../import-role.ts';
import { type Clock, clientSettings, systemWire, type Wire } from '../wire.ts';

/**
 * Ten calls in a second.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 */
const BETWEEN_CALLS_MS = 100;

/** Findings for Security Hub, imported by the account that they are about. What was not audited is no finding. */
export const securityHub: Channel = securityHubOver(systemWire);

export function securityHubOver(wire: Wire): Channel {
  return {
    name: 'security-hub',
    needs: ['securityhub:BatchImportFindings', 'sts:AssumeRole'],
    audience: 'machines',
    isConfigured: ({ securityHub }) => securityHub !== undefined,
    wants: ({ body }) => body.kind === 'finding',
    open: (settings) => open(settings, wire),
  };
}

async function open({ securityHub: hub, homeRegion }: PublishSettings, wire: Wire): Promise<OpenChannel> {
  const roleName = hub?.roleName;
  checkRoleName(roleName);
  const { SecurityHubClient, BatchImportFindingsCommand } = await import('@aws-sdk/client-securityhub');
  const importing: Importing = {
    ...(roleName === undefined ? {} : { roleName }),
    wire,
    pace: paceOf(wire.clock),
    home: async () => homeRegion ?? (await new SecurityHubClient(clientSettings(wire)).config.region()),
    connect: (region, credentials) => {
      const client = new SecurityHubClient(clientSettings({ ...wire, ...credentials }, region));
      return {
        send: (Findings) => client.send(new BatchImportFindingsCommand({ Findings })),
        close: () => client.destroy(),
      };
    },
  };
  return {
    deliver: async (entries, context) => ({
      receipts: await importFindings(entries, context, importing),
      messages: 0,
    }),
    // Every delivery closes what it has opened.
    close: () => {},
  };
}

/** Lets a call pass when the one before it is a tenth of a second old. */
function paceOf(clock: Clock): () => Promise<void> {
  let next = clock.now();
  return async () => {
    const now = clock.now();
    const wait = next - now;
    next = Math.max(next, now) + BETWEEN_CALLS_MS;
    if (wait > 0) await clock.sleep(wait);
  };
}
