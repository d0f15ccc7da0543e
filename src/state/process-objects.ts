import { createHash } from 'node:crypto';
import type { ObjectStore } from './object-store.ts';

/** Objects that live as long as the process: where nothing is remembered, every run is the first. */
export function processObjects(): ObjectStore {
  const objects = new Map<string, Uint8Array>();
  const tagOf = (path: string): string | undefined => {
    const body = objects.get(path);
    return body === undefined ? undefined : createHash('sha256').update(body).digest('hex');
  };
  return {
    get: async (path) => {
      const body = objects.get(path);
      const etag = tagOf(path);
      return body === undefined || etag === undefined ? undefined : { body, etag };
    },
    put: async (path, body, etag) => {
      if (tagOf(path) !== etag) return { kind: 'conflict' };
      objects.set(path, body);
      return { kind: 'written', etag: tagOf(path) ?? '' };
    },
    list: async (prefix) => [...objects.keys()].filter((path) => path.startsWith(prefix)).sort(),
    placeOf: (path) => ({ name: path, restore: 'run again' }),
  };
}
