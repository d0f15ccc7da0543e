import type { RemedyForm } from '../../publish/remedy-form.ts';
import { choices, type Manual, READING } from '../manual.ts';

/** Not of the registry: its forms bring packages along, which no other command should wait for. */
const FORMS: readonly RemedyForm['name'][] = ['json', 'aws-cli', 'cloudformation', 'terraform'];

export const explain: Manual = {
  name: 'explain',
  summary: 'tell all about one finding, or one rule',
  usage: 'explain ID [--report FILE | --state DIR | --snapshot DIR | --region R…] [options]',
  about: [
    'ID is the id of a rule, or that of a finding as a report shows it: its beginning is enough, at least six digits, with or without `v1-`. The finding is looked for in a report, in what `audit --state` remembers, in a folder, or in the account of your AWS credentials, whichever of these comes first here and is named.',
  ],
  flags: [
    { flag: '--report FILE', does: 'a report that `audit --format json` wrote' },
    { flag: '--state DIR', does: 'the findings that `audit --state` keeps; also those that are over' },
    { flag: '--snapshot DIR', does: 'audit this folder' },
    ...READING,
    {
      flag: '--suppressions FILE',
      does: 'findings that are accepted for a time (default: as of audit)',
    },
    {
      flag: '--remedy F',
      does: `print the remedy alone, for a file or a pipe, as ${FORMS.slice(0, -1).join(', ')} or ${FORMS.at(-1)}`,
    },
    { flag: '--format F', does: `${choices(['text', 'json'], 'text')}: the finding or the rule itself` },
  ],
  exitCodes: [
    [0, 'it is explained'],
    [2, 'bad input, no or more than one such finding, or no remedy of that form'],
  ],
  examples: [
    { line: 'plumbline explain transform-policy-missing', does: 'a rule' },
    { line: 'plumbline explain v1-fe5310 --snapshot examples/account', does: 'a finding of a folder' },
    {
      line: 'plumbline explain v1-fe5310 --snapshot examples/account --remedy terraform',
      does: 'its remedy for Terraform',
    },
    { line: 'plumbline explain v1-fe5310 --region eu-west-1', does: 'a finding of the live account' },
  ],
};
