import { FORMAT_NAMES } from '../expect-options.ts';
import { choices, type Manual } from '../manual.ts';

const DEFINITION = 'examples/churn-pipeline.asl.json';

export const expect: Manual = {
  name: 'expect',
  summary: 'print the policy that a definition needs',
  usage: 'expect DEFINITION.json [options]',
  about: [
    'DEFINITION.json is a definition in Amazon States Language, or what `aws stepfunctions describe-state-machine` prints.',
    'Every format says of each statement what needs it, why, and where that is written. json: the policy, and the reasons beside it; cloudformation: a template with the role, or with --role-arn a policy for it; terraform: the same in the language of Terraform; serverless: the same as parts of a serverless.yml with serverless-step-functions; table: for people.',
  ],
  flags: [
    {
      flag: '--bound B',
      does: 'required (default): what the definition provably asks for; allowed: the loosest justified form',
    },
    { flag: '--format F', does: choices(FORMAT_NAMES, 'json') },
    { flag: '--rules PACK', does: choices(['docs-2025', 'docs-2023'], 'docs-2025') },
    { flag: '--name N', does: 'the name of the state machine (default: of the file)' },
    { flag: '--type T', does: 'STANDARD or EXPRESS, if the file does not say' },
    { flag: '--role-arn ARN', does: 'the role that it has' },
    { flag: '--account A', does: 'the account it lives in, if the file does not say' },
    { flag: '--region R', does: 'the region, likewise' },
    { flag: '--partition P', does: 'the partition, likewise' },
  ],
  exitCodes: [
    [0, 'the policy is printed'],
    [2, 'bad input, or a text that the format cannot hold unchanged'],
  ],
  examples: [
    { line: `plumbline expect ${DEFINITION} --format table`, does: 'what a definition needs, for people' },
    {
      line: `plumbline expect ${DEFINITION} --format cloudformation --account 111122223333 --region eu-west-1`,
      does: 'a role to deploy',
    },
    {
      line: `plumbline expect ${DEFINITION} --format terraform --role-arn arn:aws:iam::111122223333:role/Churn`,
      does: 'a policy for a role that is there',
    },
  ],
};
