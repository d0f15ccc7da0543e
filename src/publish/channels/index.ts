import type { Channel } from '../channel.ts';
import { sns } from './sns.ts';

/** Every channel. */
export const channels: readonly Channel[] = [sns];
