import { pathToFileURL } from 'node:url';
import { folderObjects } from '../../src/state/folder-objects.ts';
import type { ObjectStore } from '../../src/state/object-store.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes);

/**
 * Adds one to a number until it has done so `times`, and counts the conflicts in between. Where compare-and-swap holds, no
 * addition is lost.
 */
export async function countUp(
  store: ObjectStore,
  path: string,
  times: number,
  added: () => void = () => {},
): Promise<number> {
  let conflicts = 0;
  for (let done = 0; done < times; ) {
    const found = await store.get(path);
    const next = bytesOf(String(Number(textOf(found?.body) ?? 0) + 1));
    const answer = await store.put(path, next, found?.etag);
    if (answer.kind === 'written') {
      done++;
      added();
    } else if (answer.kind === 'conflict') conflicts++;
    else throw new Error(`whether it was written is unknown: ${answer.why}`);
  }
  return conflicts;
}

// As a process of its own: `count-up.ts FOLDER PATH TIMES` says `.` and begins when its input ends, so that many begin
// together. It writes a `+` for each addition, and the conflicts at the end.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , folder = '', path = '', times = ''] = process.argv;
  process.stdout.write('.');
  for await (const _ of process.stdin);
  const conflicts = await countUp(folderObjects(folder), path, Number(times), () =>
    process.stdout.write('+'),
  );
  process.stdout.write(String(conflicts));
}
