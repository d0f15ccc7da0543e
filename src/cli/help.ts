/** What each command is for, in the order in which people need them. */
export const COMMANDS_HELP: Readonly<Record<string, { readonly summary: string; readonly usage: string }>> = {
  audit: {
    summary: 'say where roles have drifted from what their definitions need',
    usage: `plumbline audit [--snapshot DIR] [--region R]… [options]

Audits the account of your AWS credentials, or with --snapshot a folder that \`plumbline collect\` or the AWS CLI wrote.

  --snapshot DIR     audit this folder; no AWS account is needed
  --region R         region to read, may be repeated (default: PLUMBLINE_REGIONS, AWS_REGION)
  --account A        refuse to audit any other account, may be repeated
  --only ARN         report on this state machine, SageMaker resource or role only, may be repeated
  --lookback-days N  how many days back SageMaker jobs are read, 1 to 365 (default: PLUMBLINE_LOOKBACK_DAYS, 30)
  --rules PACK       documented templates to go by: docs-2025 (default) or docs-2023
  --format F         text (default) or json
  --out FILE         write the report to a file
  --fail-on S        exit with 1 at this severity or worse: critical, high, medium (default), low, info, never
  --strict           exit with 3 where something could not be audited
  --state DIR        keep findings between runs, so that the next run says what is new, changed or resolved; and
                     what AWS managed policies say, to tell what has changed since they were first seen
  --accept-baselines with --state: report once more, and go by what the policies of this report say from now on
  --suppressions FILE
                     findings that are accepted for a time, with a reason and an owner
                     (default: PLUMBLINE_SUPPRESSIONS, plumbline.suppressions.json where it is there)

Exit codes: 0 nothing at or above --fail-on, 1 drift, 2 bad input or failure, 3 incomplete coverage with --strict;
what is suppressed or resolved is no drift

  plumbline audit --region eu-west-1
  plumbline audit --snapshot examples/account --format json --fail-on high`,
  },
  collect: {
    summary: 'write the account to a folder that `audit --snapshot` reads',
    usage: `plumbline collect --out DIR [--region R]… [--lookback-days N]

  --out DIR          the folder to write
  --region R         region to read, may be repeated (default: PLUMBLINE_REGIONS, AWS_REGION)
  --lookback-days N  how many days back SageMaker jobs are read, 1 to 365 (default: PLUMBLINE_LOOKBACK_DAYS, 30)

  plumbline collect --out snapshot --region eu-west-1 --region us-east-1`,
  },
  expect: {
    summary: 'print the policy that a definition needs',
    usage: `plumbline expect DEFINITION.json [options]

DEFINITION.json is a definition in Amazon States Language, or what \`aws stepfunctions describe-state-machine\` prints.

  --bound B          required (default): what the definition provably asks for; allowed: the loosest justified form
  --format F         json (default): the policy, and the reasons beside it
                     cloudformation: a template with the role, or with --role-arn a policy for it
                     terraform: the same in Terraform's language
                     serverless: the same as parts of a serverless.yml with serverless-step-functions
                     table: for people
  --rules PACK       docs-2025 (default) or docs-2023
  --name N, --type T, --role-arn ARN, --account A, --region R, --partition P
                     where the state machine lives, if the file does not say

Every format says of each statement what needs it, why, and where that is written.

  plumbline expect training.asl.json --format table
  plumbline expect training.asl.json --format cloudformation --account 111122223333 --region eu-west-1`,
  },
  compare: {
    summary: 'say whether some policies allow all that others allow',
    usage: `plumbline compare --required FILE… --granted FILE… [options]

Decides whether everything that the required policies allow the granted ones allow too; if not, prints a request that shows it, or with --all one for each part of the required policies that is not granted in full.

  --required FILE    policy document, may be repeated: together they are what is asked for
  --granted FILE     policy document, may be repeated: together they are what is given
  --boundary FILE    permissions boundary of the granted side
  --scp FILE         service control policies of one level, as a document or an array; repeat it for each level
  --rcp FILE         resource control policies that apply, of one level with its RCPFullAWSAccess; repeat it for each level
  --typed            an action meets only the resource types that its service lists
  --all              every difference instead of the first; not with --batch
  --format F         text (default) or json
  --batch            JSON lines from standard input: {"id","required":[…],"granted":[…],"boundary"?:[…],"scp"?:[[…]],"rcp"?:[[…]]}

Exit codes: 0 contained, 1 exceeds, 2 bad input, 3 unknown; with --batch 0 or 2

  plumbline compare --required template.json --granted role.json
  plumbline compare --required template.json --granted role.json --all --format json`,
  },
  evaluate: {
    summary: 'decide one concrete request',
    usage: `plumbline evaluate --policy FILE… --request FILE [options]

  --policy FILE      policy document, may be repeated
  --request FILE     {"action","resource","context":{key: string or list}}; a key that is not there is absent
  --boundary FILE    permissions boundary
  --scp FILE         service control policies of one level; repeat it for each level
  --rcp FILE         resource control policies that apply, of one level with its RCPFullAWSAccess; repeat it for each level
  --format F         text (default) or json
  --batch            JSON lines from standard input: {"id","policies":[…],"boundary"?:[…],"scp"?:[[…]],"rcp"?:[[…]],"request":{…}}

Exit codes: 0 allowed, 1 denied, 2 bad input, 3 unknown; with --batch 0 or 2

  plumbline evaluate --policy role.json --request request.json`,
  },
  rules: {
    summary: 'print the catalogue of rules, or one rule',
    usage: `plumbline rules [ID] [--format text|json]

  plumbline rules transform-policy-missing`,
  },
  permissions: {
    summary: 'print the policy that Plumbline itself needs',
    usage: `plumbline permissions [--feature F]… [--format text|json]

  --feature F        a reader or a channel, may be repeated (default: all)`,
  },
};

/** The text of `plumbline --help`. */
export function generalHelp(): string {
  const width = Math.max(...Object.keys(COMMANDS_HELP).map((name) => name.length));
  const lines = Object.entries(COMMANDS_HELP).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`,
  );
  return `Plumbline tells where Step Functions and SageMaker roles have drifted from what their definitions need.

Usage: plumbline <command> [options]

${lines.join('')}
  plumbline <command> --help   options and examples of a command
  plumbline --version          the version

Try it without an AWS account: plumbline audit --snapshot examples/account
`;
}
