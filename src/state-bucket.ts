import type { Config } from './config.ts';
import { bucketObjects } from './state/bucket-objects.ts';
import type { ObjectStore } from './state/object-store.ts';

export interface State {
  readonly objects: ObjectStore;
  readonly close: () => void;
}

/** What the configured bucket remembers; undefined where none is configured. */
export function openState({ stateBucket, homeRegion, regions }: Config): State | undefined {
  if (stateBucket === undefined) return undefined;
  const objects = bucketObjects({ bucket: stateBucket, region: homeRegion ?? regions[0] ?? '' });
  return { objects, close: objects.close };
}
