import { type Config, ConfigError } from '../config/config.ts';
import { bucketObjects } from '../state/bucket-objects.ts';
import type { ObjectStore } from '../state/object-store.ts';

export interface State {
  readonly objects: ObjectStore;
  readonly close: () => void;
}

/** Programs would take every finding of every run for a new one. */
const NEED_STATE = ['eventBus', 'securityHub', 'reportBucket'] as const satisfies (keyof Config)[];

/**
 * What the configured bucket remembers; undefined where none is configured. Throws ConfigError where a channel is of no use
 * without one.
 */
export function openState(config: Config): State | undefined {
  const { stateBucket, homeRegion, regions } = config;
  if (stateBucket !== undefined) {
    const objects = bucketObjects({ bucket: stateBucket, region: homeRegion ?? regions[0] ?? '' });
    return { objects, close: objects.close };
  }
  const forgetful = NEED_STATE.filter((channel) => config[channel] !== undefined);
  if (forgetful.length === 0) return undefined;
  throw new ConfigError(
    forgetful.map(
      (channel) => `\`${channel}\` needs \`stateBucket\`: without it every run would tell everything anew`,
    ),
  );
}

/** The state of what makes no sense without one. Throws ConfigError. */
export function needState(state: State | undefined): State {
  if (state !== undefined) return state;
  throw new ConfigError([
    'an audit of many accounts needs `stateBucket`: its parts know of each other by it',
  ]);
}
