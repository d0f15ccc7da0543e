import type { Channel } from '../channel.ts';
import { chat } from './chat.ts';
import { eventBus } from './event-bus.ts';
import { reportBucket } from './report-bucket.ts';
import { reportFolder } from './report-folder.ts';
import { securityHub } from './security-hub.ts';
import { sns } from './sns.ts';

/** Every channel. */
export const channels: readonly Channel[] = [chat, eventBus, reportBucket, reportFolder, securityHub, sns];
