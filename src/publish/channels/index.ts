import type { Channel } from '../channel.ts';
import { chat } from './chat.ts';
import { sns } from './sns.ts';

/** Every channel. */
export const channels: readonly Channel[] = [chat, sns];
