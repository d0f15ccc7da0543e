import type { ReportChannel } from '../report-channel.ts';
import { sns } from './sns.ts';

/** Every channel. */
export const channels: readonly ReportChannel[] = [sns];
