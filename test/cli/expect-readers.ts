import { createRequire } from 'node:module';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { parse as parseYaml } from 'yaml';
import type { ExpectFormat } from '../../src/cli/expect-options.ts';

export type Deployable = Exclude<ExpectFormat, 'json' | 'table'>;

/** What a program that reads a format finds in it: the statements of the policy, and what says whose it is. */
export interface Deployed {
  readonly statements: readonly unknown[];
  /** Who may assume the role that is made. */
  readonly trust: readonly unknown[];
  /** Everything else, so that nothing slips in unseen. */
  readonly rest: unknown;
}

/** Reads the output of `plumbline expect` as the program that it is for does. */
export async function readDeployed(format: Deployable, text: string): Promise<Deployed> {
  switch (format) {
    case 'cloudformation':
      return readResources(parseYaml(text, { version: '1.1' }) ?? {});
    case 'serverless': {
      const { resources = {}, ...rest } = resolved(parseYaml(text, { version: '1.1' })) as Json;
      const read = readResources(resources as Json);
      return { ...read, rest: [rest, read.rest] };
    }
    case 'terraform':
      return readTerraform((await parseHcl('main.tf', text)) as Json);
  }
}

type Json = Readonly<Record<string, unknown>>;

function readResources(stack: Json): Deployed {
  const [statements, trust]: readonly unknown[][] = [[], []];
  const rest = JSON.parse(JSON.stringify(stack), (key, value) => {
    if (key !== 'PolicyDocument' && key !== 'AssumeRolePolicyDocument') return value;
    (key === 'PolicyDocument' ? statements : trust)?.push(...value.Statement);
    return { ...value, Statement: 'read' };
  });
  return { statements: statements ?? [], trust: trust ?? [], rest };
}

interface VariableMeta {
  readonly start?: number;
  readonly end?: number;
  readonly value?: string;
  readonly sources?: unknown;
}

/** The parser of the Serverless Framework for `${…}` in texts: escapes have a `value`, variables have `sources`. */
const variablesIn: (text: string) => readonly VariableMeta[] | null = createRequire(import.meta.url)(
  'osls/lib/configuration/variables/parse.js',
);

/** A value as the Serverless Framework leaves it. Throws where a text has a variable that it would resolve. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolved(part)]));
  if (typeof value !== 'string') return value;
  let rest = value;
  for (const { start = 0, end = value.length, value: escaped, sources } of [
    ...(variablesIn(value) ?? []),
  ].reverse()) {
    if (sources !== undefined) throw new Error(`the framework would resolve a variable in ${value}`);
    rest = rest.slice(0, start) + escaped + rest.slice(end);
  }
  return rest;
}

function readTerraform({ data, resource, ...others }: Json): Deployed {
  const documents = (data as { aws_iam_policy_document?: Json } | undefined)?.aws_iam_policy_document ?? {};
  const policies = (resource as { aws_iam_role_policy?: Json } | undefined)?.aws_iam_role_policy ?? {};
  const read = (label: string): readonly Json[] => {
    const [{ statement = [], ...more }] = documents[label] as [{ statement?: readonly Json[] }];
    if (Object.keys(more).length > 0) throw new Error('a policy document has more than statements');
    return statement.map(statementOf);
  };
  const made = Object.keys(documents).filter((label) => !(label in policies));
  return {
    statements: Object.keys(policies).flatMap(read),
    trust: made.flatMap(read),
    rest: [Object.keys(documents).length, resource, others],
  };
}

/** The data source as the provider turns it into JSON. */
function statementOf(block: Json): Json {
  const { sid, effect, actions, resources, principals, condition, ...others } = literal(block) as Json;
  if (Object.keys(others).length > 0) throw new Error('a statement has more than is known');
  const tests: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of (condition ?? []) as readonly Json[])
    tests[String(test)] = {
      ...tests[String(test)],
      [String(variable)]: oneOrMany(values as readonly unknown[]),
    };
  const isConditional = Object.keys(tests).length > 0;
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect,
    ...(principals === undefined ? {} : { Principal: principalOf(principals as readonly Json[]) }),
    Action: actions,
    ...(resources === undefined ? {} : { Resource: ampersands(resources as readonly string[]) }),
    ...(isConditional ? { Condition: tests } : {}),
  };
}

/** The data source writes a single value as itself. */
function oneOrMany(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function principalOf(blocks: readonly Json[]): Json {
  return Object.fromEntries(blocks.map(({ type, identifiers }) => [String(type), identifiers]));
}

/** `&{` is `${` to the data source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
function ampersands(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.replaceAll('&{', '${'));
}

/** The parser leaves the two escapes of templates. Throws where a sequence of a template is none of them. */
export function literal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, literal(part)]));
  if (typeof value !== 'string') return value;
  if (/(?<!\$)\$\{|(?<!%)%\{/.test(value)) throw new Error(`Terraform would fill in the template ${value}`);
  return value.replace(/([$%])\1\{/g, '$1{');
}
