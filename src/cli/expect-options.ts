import type { Pack } from '../expected/grant.ts';
import { parseArn } from '../model/arn.ts';
import { matching, oneOf, parseFlags } from './flags.ts';
import { UsageError } from './io.ts';

/** What `--format` may name; the registry in `expect-formats` writes them. */
export const FORMAT_NAMES = ['json', 'cloudformation', 'terraform', 'serverless', 'table'] as const;

export type ExpectFormat = (typeof FORMAT_NAMES)[number];

/** What `plumbline expect` was asked for; what is absent comes from the file, or is made up. */
export interface ExpectOptions {
  readonly file: string;
  readonly format: ExpectFormat;
  readonly bound: 'required' | 'allowed';
  readonly pack: Pack;
  readonly name?: string;
  readonly roleArn?: string;
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
}

const OPTIONS = {
  name: { type: 'string' },
  'role-arn': { type: 'string' },
  account: { type: 'string' },
  region: { type: 'string' },
  partition: { type: 'string' },
  type: { type: 'string' },
  format: { type: 'string' },
  bound: { type: 'string' },
  rules: { type: 'string' },
} as const;

/** Throws UsageError that names the flag and what it expects. */
export function optionsOf(args: readonly string[]): ExpectOptions {
  const { values, positionals } = parseFlags(args, OPTIONS);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError(`expected one definition file, found ${positionals.length}`);
  const { name, account, region, partition, 'role-arn': roleArn, type } = values;
  return {
    file,
    format: oneOf('format', values.format ?? 'json', FORMAT_NAMES),
    bound: oneOf('bound', values.bound ?? 'required', ['required', 'allowed']),
    pack: oneOf('rules', values.rules ?? 'docs-2025', ['docs-2023', 'docs-2025']),
    ...(name === undefined ? {} : { name }),
    ...(roleArn === undefined ? {} : { roleArn: roleArnOf(roleArn) }),
    ...(account === undefined ? {} : { account: matching('account', account, /^\d{12}$/, '12 digits') }),
    ...(region === undefined
      ? {}
      : { region: matching('region', region, /^[a-z]+(-[a-z]+)+-\d+$/, 'a name like us-east-1') }),
    ...(partition === undefined
      ? {}
      : { partition: matching('partition', partition, /^aws(-[a-z]+)*$/, 'a name like aws-cn') }),
    ...(type === undefined ? {} : { type: oneOf('type', type, ['STANDARD', 'EXPRESS']) }),
  };
}

function roleArnOf(value: string): string {
  const arn = parseArn(value);
  if (arn?.service === 'iam' && arn.resource.startsWith('role/')) return value;
  throw new UsageError(`\`--role-arn ${value}\`: expected the ARN of a role`);
}
