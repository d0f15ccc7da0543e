import type { ExpectedGrant, Pack, Spellings } from './grant.ts';
import { PULL } from './image.ts';
import { allowedFor } from './needs.ts';
import { NETWORK_ACTIONS } from './network.ts';
import type { RequestPart } from './request-part.ts';

/** Objects below a prefix of a bucket, both in policy syntax. */
interface Prefix {
  readonly bucket: string;
  readonly prefix: string;
}

/** What the placeholders of a template stand for; one that shows no place needs none of them. */
export interface ExecutionTemplateValues {
  readonly partition: string;
  readonly inputs?: readonly Prefix[];
  readonly outputs?: readonly Prefix[];
  /** ARNs of repositories and keys, in policy syntax. */
  readonly repositories?: readonly string[];
  readonly keys?: readonly string[];
}

interface ExecutionStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** A policy document of Allow statements. */
export interface ExecutionPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly ExecutionStatement[];
}

/** A policy that the developer guide shows for the execution role of one API. */
export interface ExecutionTemplate {
  /** `training-job-broad`. */
  readonly id: string;
  readonly noun: string;
  /**
   * `broad`: on `*`. `tight`: on the buckets and repositories of the job. The others are added where the job has a VPC,
   * encrypted input, a key for its output, or a key for its volumes.
   */
  readonly form: 'broad' | 'tight' | 'vpc' | 'kms-input' | 'kms-output' | 'kms-volume';
  readonly date: Pack;
  readonly policy: (values: ExecutionTemplateValues) => ExecutionPolicy;
}

/** Metrics, logs and the login to ECR, which know no resource that templates name. */
export const ANYWHERE_ACTIONS = [
  'cloudwatch:PutMetricData',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'logs:CreateLogGroup',
  'logs:DescribeLogStreams',
  'ecr:GetAuthorizationToken',
] as const;

/** A template of 2023. */
export function template(
  noun: string,
  form: ExecutionTemplate['form'],
  statements: (values: ExecutionTemplateValues) => readonly ExecutionStatement[],
): ExecutionTemplate {
  const words = noun.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  return {
    id: `${words}-${form}`,
    noun,
    form,
    date: 'docs-2023',
    policy: (values) => ({ Version: '2012-10-17', Statement: statements(values) }),
  };
}

/** One statement; `context` holds what its keys have to equal. */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  context?: Readonly<Record<string, string>>,
): ExecutionStatement {
  const statement = { Effect: 'Allow', Action: actions, Resource: resources } as const;
  return context === undefined ? statement : { ...statement, Condition: { StringEquals: context } };
}

/**
 * Objects whose key begins with the prefix. The guide writes the prefix alone, which is one object and none of those that
 * a job reads or writes.
 */
export function objectsBelow(
  { partition }: ExecutionTemplateValues,
  ...prefixes: readonly (readonly Prefix[] | undefined)[]
): readonly string[] {
  return prefixes.flatMap((list = []) =>
    list.map(({ bucket, prefix }) => `arn:${partition}:s3:::${bucket}/${prefix}*`),
  );
}

/** The buckets of the inputs. */
export function bucketsOf({ partition, inputs = [] }: ExecutionTemplateValues): readonly string[] {
  return inputs.map(({ bucket }) => `arn:${partition}:s3:::${bucket}`);
}

/** Statements that name at least one resource. */
export function named(...statements: readonly ExecutionStatement[]): readonly ExecutionStatement[] {
  return statements.filter(({ Resource }) => Resource.length > 0);
}

/** The templates of a job that reads and writes, for the noun of its API; the guide shows the same for three of them. */
export function jobTemplates(noun: string): readonly ExecutionTemplate[] {
  const storage = ['s3:GetObject', 's3:PutObject'];
  return [
    template(noun, 'broad', () => [
      allow([...ANYWHERE_ACTIONS, ...storage, 's3:ListBucket', ...PULL], ['*']),
    ]),
    template(noun, 'tight', (values) =>
      named(
        allow(ANYWHERE_ACTIONS, ['*']),
        allow(['s3:ListBucket'], bucketsOf(values)),
        allow(storage, objectsBelow(values, values.inputs, values.outputs)),
        allow(PULL, values.repositories ?? []),
      ),
    ),
    vpcTemplate(noun),
    keyTemplate(noun, 'kms-input', 'kms:Decrypt'),
    keyTemplate(noun, 'kms-output', 'kms:Encrypt'),
    keyTemplate(noun, 'kms-volume', 'kms:CreateGrant'),
  ];
}

/** The guide breaks off in the middle of this one for three of four APIs. */
export function vpcTemplate(noun: string): ExecutionTemplate {
  return template(noun, 'vpc', () => [allow(NETWORK_ACTIONS, ['*'])]);
}

/** The guide names no resource for these. */
function keyTemplate(noun: string, form: ExecutionTemplate['form'], action: string): ExecutionTemplate {
  return template(noun, form, ({ keys }) => [allow([action], keys ?? ['*'])]);
}

/** What a template grants, as what a field of a request justifies. */
export function templateGrants(
  part: RequestPart,
  path: string,
  { policy, date }: ExecutionTemplate,
): readonly ExpectedGrant[] {
  const { Statement } = policy({ partition: part.request.place.partition });
  return Statement.flatMap(({ Action, Resource, Condition }) => {
    const [first, ...others] = Resource;
    if (first === undefined) return [];
    const resources: Spellings = [first, ...others];
    const context = Condition === undefined ? {} : { context: Condition.StringEquals };
    return allowedFor(part, path, {
      actions: Action,
      resources,
      need: 'documented',
      source: date,
      ...context,
    });
  });
}
