import { choices, LIMITING, type Manual } from '../manual.ts';

const SIDES = '--required examples/policies/template.json --granted examples/policies/role.json';

export const compare: Manual = {
  name: 'compare',
  summary: 'say whether some policies allow all that others allow',
  usage: 'compare --required FILE… --granted FILE… [options]',
  about: [
    'Decides whether everything that the required policies allow the granted ones allow too; if not, prints a request that shows it, or with --all one for each part of the required policies that is not granted in full.',
    'A line for --batch is {"id","required":[…],"granted":[…],"boundary"?:[…],"scp"?:[[…]],"rcp"?:[[…]]}.',
  ],
  flags: [
    {
      flag: '--required FILE',
      does: 'policy document, may be repeated: together they are what is asked for',
    },
    { flag: '--granted FILE', does: 'policy document, may be repeated: together they are what is given' },
    ...LIMITING.map(({ flag, does }) => ({ flag, does: `of the granted side: ${does}` })),
    { flag: '--typed', does: 'an action meets only the resource types that its service lists' },
    { flag: '--all', does: 'every difference instead of the first; not with --batch' },
    { flag: '--format F', does: choices(['text', 'json'], 'text') },
    { flag: '--batch', does: 'JSON lines from standard input, an answer for each on standard output' },
  ],
  exitCodes: [
    [0, 'contained; with --batch: every line makes sense'],
    [1, 'exceeds'],
    [2, 'bad input'],
    [3, 'unknown'],
  ],
  examples: [
    { line: `plumbline compare ${SIDES}`, does: 'whether a role has what a template asks for' },
    { line: `plumbline compare ${SIDES} --all --format json`, does: 'all that it lacks, for programs' },
  ],
};
