import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Response } from '../../src/run/response.ts';
import { LAMBDA } from '../../tools/bundles.ts';

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

/** The same out of the bundles, in a folder in which nothing else lies. */
export async function withBundledHandlers(work: (handlers: Handlers) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-lambda-'));
  try {
    await build({ ...LAMBDA, outdir: folder });
    const load = (name: string) => import(pathToFileURL(join(folder, `${name}.mjs`)).href);
    const [audit, drain] = [await load('audit'), await load('drain')];
    await work({
      audit: (event) => audit.handler(event, CONTEXT),
      drain: () => drain.handler({}, CONTEXT),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
