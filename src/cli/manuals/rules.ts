import { choices, type Manual } from '../manual.ts';

export const rules: Manual = {
  name: 'rules',
  summary: 'print the catalogue of rules, or one rule',
  usage: 'rules [ID] [--format text|json]',
  about: ['Every rule with its worst severity; of one rule why it matters, and what to do.'],
  flags: [{ flag: '--format F', does: choices(['text', 'json'], 'text') }],
  exitCodes: [
    [0, 'the catalogue is printed'],
    [2, 'bad input'],
  ],
  examples: [
    { line: 'plumbline rules', does: 'the catalogue' },
    { line: 'plumbline rules transform-policy-missing', does: 'one rule' },
  ],
};
