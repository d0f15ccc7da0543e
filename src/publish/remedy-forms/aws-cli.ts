import { printableJson } from '../../findings/printable.ts';
import { type Attachment, type RemedyForm, refusedByIam, written } from '../remedy-form.ts';

/**
 * A command for a POSIX shell.
 * https://docs.aws.amazon.com/cli/latest/reference/iam/put-role-policy.html
 */
export const awsCli: RemedyForm = {
  name: 'aws-cli',
  label: 'AWS CLI',
  write: (attachment) => refusedByIam(attachment) ?? written(command(attachment)),
};

function command({ roleName, policyName, policy }: Attachment): string {
  return [
    'aws iam put-role-policy',
    option('--role-name', roleName),
    option('--policy-name', policyName),
    option('--policy-document', printableJson(policy)),
  ].join(' \\\n  ');
}

/** A value that begins with a hyphen is taken for an option, unless it is bound to its own. */
function option(name: string, value: string): string {
  return `${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}

/**
 * The text as one word of a shell: within single quotes nothing but another one means anything.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
function shellWord(text: string): string {
  return /^[\w+,.@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
