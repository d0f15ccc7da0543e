import { choices, LIMITING, type Manual } from '../manual.ts';

export const evaluate: Manual = {
  name: 'evaluate',
  summary: 'decide one concrete request',
  usage: 'evaluate --policy FILE… --request FILE [options]',
  about: [
    'A request is {"action","resource","context":{key: string or list}}; a key that is not there is absent from it.',
    'A line for --batch is {"id","policies":[…],"boundary"?:[…],"scp"?:[[…]],"rcp"?:[[…]],"request":{…}}.',
  ],
  flags: [
    { flag: '--policy FILE', does: 'policy document, may be repeated' },
    { flag: '--request FILE', does: 'the request' },
    ...LIMITING,
    { flag: '--format F', does: choices(['text', 'json'], 'text') },
    { flag: '--batch', does: 'JSON lines from standard input, an answer for each on standard output' },
  ],
  exitCodes: [
    [0, 'allowed; with --batch: every line makes sense'],
    [1, 'denied'],
    [2, 'bad input'],
    [3, 'unknown'],
  ],
  examples: [
    {
      line: 'plumbline evaluate --policy examples/policies/role.json --request examples/policies/request.json',
      does: 'whether a role may do it',
    },
  ],
};
