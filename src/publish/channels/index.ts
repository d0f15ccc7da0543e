import type { Channel } from '../channel.ts';
import type { ReportChannel } from '../report-channel.ts';
import { eventBus } from './event-bus.ts';
import { reportBucket } from './report-bucket.ts';
import { reportFolder } from './report-folder.ts';
import { securityHub } from './security-hub.ts';
import { sns } from './sns.ts';

/** Every channel. */
export const channels: readonly ReportChannel[] = [sns];

/** Those that programs listen to. */
export const machineChannels: readonly Channel[] = [eventBus, securityHub, reportBucket, reportFolder];
