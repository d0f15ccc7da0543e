import { choices, type Manual } from '../manual.ts';

export const permissions: Manual = {
  name: 'permissions',
  summary: 'print the policy that Plumbline itself needs',
  usage: 'permissions [--feature F]… [--format text|json]',
  about: ['The policy is made from what the readers and the channels declare.'],
  flags: [
    { flag: '--feature F', does: 'a reader or a channel, may be repeated (default: all)' },
    { flag: '--format F', does: choices(['text', 'json'], 'text') },
  ],
  exitCodes: [
    [0, 'the policy is printed'],
    [2, 'bad input'],
  ],
  examples: [
    { line: 'plumbline permissions --format json', does: 'all of it, for a role' },
    { line: 'plumbline permissions --feature state-machines --feature sns', does: 'of two features' },
  ],
};
