import type { Response } from '../../src/run/response.ts';

/** The functions as Lambda calls them. */
export interface Handlers {
  readonly audit: (event: unknown) => Promise<Response>;
  readonly drain: () => Promise<Pick<Response, 'deliveries' | 'problems'>>;
}

const CONTEXT = { awsRequestId: 'test' };

export async function sourceHandlers(): Promise<Handlers> {
  const audit = await import('../../src/handlers/audit.ts');
  const drain = await import('../../src/handlers/drain.ts');
  return {
    audit: (event) => audit.handler(event, CONTEXT),
    drain: () => drain.handler({}, CONTEXT),
  };
}
