import { SEVERITIES } from '../../findings/finding.ts';
import { formats } from '../../publish/formats/index.ts';
import { choices, type Manual, READING } from '../manual.ts';

export const audit: Manual = {
  name: 'audit',
  summary: 'say where roles have drifted from what their definitions need',
  usage: 'audit [--snapshot DIR] [--region R]… [options]',
  about: [
    'Audits the account of your AWS credentials, or with --snapshot a folder that `plumbline collect` or the AWS CLI wrote.',
    'What is suppressed or resolved is no drift.',
  ],
  flags: [
    { flag: '--snapshot DIR', does: 'audit this folder; no AWS account is needed' },
    ...READING,
    { flag: '--account A', does: 'refuse to audit any other account, may be repeated' },
    {
      flag: '--only ARN',
      does: 'report on this state machine, SageMaker resource or role only, may be repeated',
    },
    {
      flag: '--rules PACK',
      does: `documented templates to go by: ${choices(['docs-2025', 'docs-2023'], 'docs-2025')}`,
    },
    {
      flag: '--format F',
      does: choices(
        formats.map(({ name }) => name),
        'text',
      ),
    },
    { flag: '--out FILE', does: 'write the report to a file' },
    {
      flag: '--fail-on S',
      does: `exit with 1 at this severity or worse: ${choices([...SEVERITIES, 'never'], 'medium')}`,
    },
    { flag: '--strict', does: 'exit with 3 where something could not be audited' },
    {
      flag: '--state DIR',
      does: 'keep findings between runs, so that the next run says what is new, changed or resolved; and what AWS managed policies say, to tell what has changed since they were first seen',
    },
    {
      flag: '--accept-baselines',
      does: 'with --state: report once more, and go by what the policies of this report say from now on',
    },
    {
      flag: '--suppressions FILE',
      does: 'findings that are accepted for a time, with a reason and an owner (default: PLUMBLINE_SUPPRESSIONS, plumbline.suppressions.json where it is there)',
    },
  ],
  exitCodes: [
    [0, 'nothing at or above --fail-on'],
    [1, 'drift'],
    [2, 'bad input or failure'],
    [3, 'with --strict: incomplete coverage, and no drift'],
  ],
  examples: [
    { line: 'plumbline audit --region eu-west-1', does: 'the account of your AWS credentials' },
    { line: 'plumbline audit --snapshot examples/account', does: 'a folder, without an account' },
    {
      line: 'plumbline audit --snapshot examples/account --format json --fail-on critical --strict',
      does: 'as a check in a pipeline',
    },
    {
      line: 'plumbline audit --snapshot examples/account --only arn:aws:states:us-east-1:111122223333:stateMachine:churn-pipeline',
      does: 'one state machine',
    },
  ],
};
