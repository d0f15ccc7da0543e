import { isForPeople } from '../changes.ts';
import type { Channel } from '../channel.ts';
import { chatMessage } from '../chat-message.ts';
import { openPeople } from '../tell-people.ts';

/** Messages in a chat: a topic that Amazon Q Developer in chat applications listens to. */
export const chat: Channel = {
  name: 'chat',
  needs: ['sns:Publish'],
  audience: 'people',
  isConfigured: ({ chatTopicArn }) => chatTopicArn !== undefined,
  wants: (entry, { minSeverity }) => isForPeople(entry, minSeverity),
  open: ({ chatTopicArn = '', minSeverity }) => openPeople(chatTopicArn, minSeverity, chatMessage),
};
