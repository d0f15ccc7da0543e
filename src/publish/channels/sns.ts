import { isForPeople } from '../changes.ts';
import type { Channel } from '../channel.ts';
import { snsMessage } from '../sns-message.ts';
import { openPeople } from '../tell-people.ts';

/** Mails for people, and the same as JSON for programs that listen to the topic. */
export const sns: Channel = {
  name: 'sns',
  needs: ['sns:Publish'],
  audience: 'people',
  isConfigured: ({ topicArn }) => topicArn !== undefined,
  wants: (entry, { minSeverity }) => isForPeople(entry, minSeverity),
  open: ({ topicArn = '', minSeverity }) => openPeople(topicArn, minSeverity, snsMessage),
};
