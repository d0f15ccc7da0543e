import type { Integration } from './integration.ts';
import { integrations } from './integrations/index.ts';

const BY_RESOURCE: ReadonlyMap<string, Integration> = new Map(
  integrations.map((integration) => [integration.resource, integration]),
);

const SDK_SERVICES = 'https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html';

/** The optimized integration of a `service:api`, such as `glue:startJobRun`. */
export function integrationOf(resource: string): Integration | undefined {
  return BY_RESOURCE.get(resource);
}

/** The documentation page behind an integration, as grants name it in their `why`; none for features of a definition. */
export function pageOf(integration: string): string | undefined {
  return integration.startsWith('aws-sdk:') ? SDK_SERVICES : integrationOf(integration)?.source;
}
