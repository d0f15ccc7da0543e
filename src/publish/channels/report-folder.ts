import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveFile } from '../archive.ts';
import type { Channel } from '../channel.ts';
import { archiveBy } from '../keep-files.ts';

/** Every report and every transition, for ever, in a folder. */
export const reportFolder: Channel = {
  name: 'report-folder',
  needs: [],
  audience: 'machines',
  keepsReports: true,
  isConfigured: (settings) => settings.reportFolder !== undefined,
  wants: () => true,
  open: async (settings) => {
    const folder = settings.reportFolder ?? '.';
    return { ...archiveBy((file) => keep(folder, file)), close: () => {} };
  },
};

/** INVARIANT: whoever looks sees the whole file, or none. */
async function keep(folder: string, { path, body }: ArchiveFile): Promise<string> {
  const target = join(folder, path);
  if (await isThere(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${randomUUID()}`;
  try {
    await writeFile(draft, body, { flush: true });
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  return target;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
