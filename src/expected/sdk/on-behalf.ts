import { parseArn } from '../../model/arn.ts';
import { type ParameterValue, valuesAt } from '../../model/definition-value.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { type Ask, allowed, type Call } from '../call.ts';
import type { ExpectationGap, ExpectedGrant, Spellings } from '../grant.ts';
import { athena } from '../integrations/athena.ts';
import { stemOf } from '../parameter.ts';
import { pathsNamed, type Request } from './request.ts';

/**
 * What a service does for a call with the permissions of whoever calls it: it reads, writes and decrypts what the
 * request names. None of it is asked for, since services differ and roles and resource policies may stand in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export function onBehalfGrants(call: Call, action: string, request: Request): readonly ExpectedGrant[] {
  const service = action.slice(0, action.indexOf(':'));
  const named = KINDS.filter((kind) => kind.service !== service).flatMap((kind) =>
    allOf(call, kind.actions, namedIn(kind, call, request)),
  );
  return [
    ...named,
    ...(action === 'athena:StartQueryExecution' ? queryGrants(call) : []),
    ...(DEPLOYS.test(action) ? allOf(call, ['*'], ['*']) : []),
    ...(MAKES.test(action) ? allOf(call, ['iam:CreateServiceLinkedRole'], [serviceLinkedRoles(call)]) : []),
  ];
}

/** What is deployed decides what that asks for. */
export function onBehalfGaps({ task, integration }: Call, action: string): readonly ExpectationGap[] {
  if (!DEPLOYS.test(action)) return [];
  const why = `what \`${integration}\` does with the permissions of the role depends on what it deploys`;
  return [{ kind: 'undecided', path: task.path, why }];
}

const DEPLOYS =
  /^(cloudformation:(Create|Update|Delete|ExecuteChange|ContinueUpdate|Rollback|Import)|servicecatalog:\w*Provision|ssm:StartAutomation|ssm:StartChangeRequest)/;

const MAKES = /:(Associate|Create|Enable|Register|Run)[A-Z]/;

/** Something that a request can name beside the resource of the call itself. */
interface Kind {
  readonly service: string;
  readonly parameter: RegExp;
  /** The names, among those, of which a value that only a run knows is one of the kind. */
  readonly surely: RegExp;
  readonly actions: readonly string[];
  /** `undefined` where the text is of something else. */
  readonly resources: (text: string, key: string, call: Call) => readonly string[] | undefined;
}

const KINDS: readonly Kind[] = [
  {
    service: 's3',
    parameter: /bucket|s3|ur[il]$|location$|path$/i,
    surely: /bucket|s3|uri$/i,
    actions: ['s3:Get*', 's3:List*', 's3:PutObject', 's3:PutObjectAcl', 's3:AbortMultipartUpload'],
    resources: bucketIn,
  },
  {
    service: 'secretsmanager',
    parameter: /secret/i,
    surely: /secret(arn|id)?$/i,
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resources: (text, _, { machine }) => [
      parseArn(text) === undefined
        ? `arn:${escapeLiteral(machine.partition)}:secretsmanager:*:*:secret:${escapeLiteral(text)}*`
        : `${escapeLiteral(text)}*`,
    ],
  },
  {
    service: 'kms',
    parameter: /kms|key(id|arn)$/i,
    surely: /kms|key(id|arn)$/i,
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey', 'kms:CreateGrant'],
    resources: (_, __, { machine }) => [`arn:${escapeLiteral(machine.partition)}:kms:*:*:key/*`],
  },
];

function bucketIn(text: string, key: string, { machine }: Call): readonly string[] | undefined {
  const [, fromUri] = /^(?:s3:\/\/|arn:[^:]*:s3:::)([^/]+)/.exec(text) ?? [];
  const name = fromUri ?? (/bucket/i.test(key) && parseArn(text) === undefined ? text : undefined);
  if (name === undefined) return undefined;
  const bucket = `arn:${escapeLiteral(machine.partition)}:s3:::${escapeLiteral(name)}`;
  return [bucket, `${bucket}/*`];
}

/** What the request names of a kind; `*` where only a run knows it. */
function namedIn(kind: Kind, call: Call, request: Request): readonly string[] {
  if (request.opaque) return ['*'];
  const found = new Set<string>();
  for (const path of pathsNamed(request, kind.parameter)) {
    const key = path.slice(path.lastIndexOf('.') + 1);
    for (const value of valuesAt(request.template, path))
      for (const resource of resourcesOf(kind, value, key, call)) found.add(resource);
  }
  return [...found];
}

function resourcesOf(kind: Kind, value: ParameterValue, key: string, call: Call): readonly string[] {
  if (value.kind === 'absent') return [];
  const stem = stemOf(value);
  if (stem === undefined || stem === '') return kind.surely.test(key) ? ['*'] : [];
  return kind.resources(stem, key, call) ?? [];
}

function allOf(
  call: Call,
  actions: readonly string[],
  resources: readonly string[],
): readonly ExpectedGrant[] {
  const [first, ...others] = resources;
  if (first === undefined) return [];
  const spellings: Spellings = [first, ...others];
  const ask: Omit<Ask, 'action'> = {
    resources: spellings,
    quantifier: 'all',
    need: 'documented',
    source: 'api',
    confidence: 'potential',
  };
  return actions.map((action) => allowed(call, { ...ask, action }));
}

/** Data that a query reads and writes is the same as for the integration that is made for Athena. */
function queryGrants(call: Call): readonly ExpectedGrant[] {
  const made = athena.find(({ resource }) => resource === 'athena:startQueryExecution');
  return (made?.grants(call) ?? []).filter(({ bound }) => bound === 'allowed');
}

/** Made when a service is used for the first time: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
function serviceLinkedRoles({ machine }: Call): string {
  const [partition, account] = [machine.partition, machine.accountId].map(escapeLiteral);
  return `arn:${partition}:iam::${account}:role/aws-service-role/*`;
}
