import { type Manual, READING } from '../manual.ts';

export const collect: Manual = {
  name: 'collect',
  summary: 'write the account to a folder that `audit --snapshot` reads',
  usage: 'collect --out DIR [--region R]… [--lookback-days N]',
  about: [
    'Reads the account of your AWS credentials and writes what AWS answered, so that it can be audited later, elsewhere, and again.',
  ],
  flags: [{ flag: '--out DIR', does: 'the folder to write' }, ...READING],
  exitCodes: [
    [0, 'the folder is written; what could not be read is named'],
    [2, 'bad input or failure, or nothing could be read'],
  ],
  examples: [
    { line: 'plumbline collect --out snapshot --region eu-west-1 --region us-east-1', does: 'two regions' },
  ],
};
