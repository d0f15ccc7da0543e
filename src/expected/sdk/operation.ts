import { actionNamed } from '../../policy/catalogue.ts';
import { stemOf } from '../parameter.ts';
import { ALSO, INSTEAD, RENAMED } from './renamed.ts';
import { plainName, type Request, valuesBelow, valuesOf } from './request.ts';
import { prefixOf } from './service-prefix.ts';
import tables from './tables.generated.json' with { type: 'json' };

/** The actions of one call. */
export interface Actions {
  readonly needed: readonly string[];
  /** Those of which the run decides whether they are asked for. */
  readonly possible: readonly string[];
}

/**
 * The actions that the request of an operation asks for; `undefined` for an operation that this version cannot name
 * an action for. Without a row in a table it is the action of the operation's own name.
 */
export function actionsOf(service: string, api: string, request: Request): Actions | undefined {
  const id = service.toLowerCase();
  const operation = `${id}:${api.toLowerCase()}`;
  const row = RENAMED.get(operation) ?? methodOf(id, api) ?? api;
  if (inDirectoryBucket(id, request)) return undefined;
  const parts = row.split('+').map((part) => actionsOfPart(part, id, operation, request));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const also = Object.entries(ALSO.get(operation) ?? {});
  const present = also.filter(([parameter]) => request.paths.has(plainName(parameter)));
  return {
    needed: [...known.flatMap(({ needed }) => needed), ...present.map(([, action]) => action)],
    possible: [
      ...known.flatMap(({ possible }) => possible),
      ...(request.opaque ? also.map(([, action]) => action) : []),
    ],
  };
}

function actionsOfPart(part: string, id: string, operation: string, request: Request): Actions | undefined {
  const names = part.split('|').map((name) => actionNamed(qualified(id, name))?.name);
  const [first, ...others] = names.filter((name) => name !== undefined);
  if (first === undefined) return undefined;
  return others.length === 0 ? byParameter(first, request) : chosen(operation, [first, ...others], request);
}

/**
 * Directory buckets have a service of their own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html
 */
function inDirectoryBucket(id: string, request: Request): boolean {
  return id === 's3' && valuesOf(request, ['bucket']).some((value) => stemOf(value)?.endsWith('--x-s3'));
}

/** The action, or the other one that a parameter of the request asks for instead. */
function byParameter(action: string, request: Request): Actions {
  const [parameter, instead] = INSTEAD.get(action) ?? [];
  if (parameter === undefined || instead === undefined) return { needed: [action], possible: [] };
  if (request.opaque) return { needed: [], possible: [action, instead] };
  return { needed: [request.paths.has(plainName(parameter)) ? instead : action], possible: [] };
}

function qualified(id: string, name: string): string {
  return name.includes(':') ? name : `${prefixOf(id)}:${name}`;
}

/**
 * API Gateway is authorized by the method of its REST API, which the first word of most operations tells.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
function methodOf(id: string, api: string): string | undefined {
  const methods = METHODS.get(id);
  if (methods === undefined || actionNamed(qualified(id, api)) !== undefined) return undefined;
  const [word = ''] = /^[a-z]+/.exec(api) ?? [];
  return methods.get(api.toLowerCase()) ?? methods.get(word);
}

const METHODS = new Map(
  Object.entries(tables.methods).map(([id, rows]) => [
    id,
    new Map(
      rows.split(' ').map((row): [string, string] => {
        const [operation = '', method = ''] = row.split('=');
        return [operation, method];
      }),
    ),
  ]),
);

/** The actions that the content of the request tells; all of them are possible where it does not. */
function chosen(operation: string, actions: readonly string[], request: Request): Actions {
  const choose = CHOICES.get(operation);
  const names = choose?.(request);
  if (names === undefined || names.length === 0) return { needed: [], possible: actions };
  return {
    needed: actions.filter((action) => names.includes(action.slice(action.indexOf(':') + 1))),
    possible: [],
  };
}

/** Names of actions; `undefined` where the definition does not tell all of them. */
type Choose = (request: Request) => readonly string[] | undefined;

const CHOICES: ReadonlyMap<string, Choose> = new Map([
  ['dynamodb:batchexecutestatement', (request) => verbs(request, 'Statements[].Statement')],
  ['dynamodb:executestatement', (request) => verbs(request, 'Statement')],
  ['dynamodb:executetransaction', (request) => verbs(request, 'TransactStatements[].Statement')],
  ['dynamodb:transactwriteitems', transactions],
  ['s3:copyobject', copied],
  ['s3:deleteobjects', deletions],
  ['s3:uploadpartcopy', copied],
]);

/** The first word of a PartiQL statement is its verb. */
function verbs(request: Request, path: string): readonly string[] | undefined {
  const names: string[] = [];
  for (const value of valuesBelow(request, path)) {
    const [, verb] = /^\s*(select|insert|update|delete)\s/i.exec(stemOf(value) ?? '') ?? [];
    if (verb === undefined) return undefined;
    names.push(`PartiQL${verb.charAt(0).toUpperCase()}${verb.slice(1).toLowerCase()}`);
  }
  return names;
}

function transactions(request: Request): readonly string[] | undefined {
  const names: string[] = [];
  for (const [member, action] of [
    ['Put', 'PutItem'],
    ['Update', 'UpdateItem'],
    ['Delete', 'DeleteItem'],
    ['ConditionCheck', 'ConditionCheckItem'],
  ] as const)
    for (const value of valuesBelow(request, `TransactItems[].${member}`)) {
      if (value.kind === 'dynamic' && !value.present) return undefined;
      if (value.kind !== 'absent') names.push(action);
    }
  return names;
}

function deletions(request: Request): readonly string[] | undefined {
  const kinds = new Set(
    valuesBelow(request, 'Delete.Objects[].VersionId').map((value) => {
      if (value.kind === 'dynamic' && !value.present) return undefined;
      return value.kind === 'absent' ? 'DeleteObject' : 'DeleteObjectVersion';
    }),
  );
  if (kinds.has(undefined) || valuesOf(request, ['delete']).length === 0) return undefined;
  return [...kinds].filter((name) => name !== undefined);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
function copied(request: Request): readonly string[] | undefined {
  const [source] = valuesOf(request, ['copysource']);
  if (source?.kind !== 'literal') return undefined;
  return [/\?versionId=/.test(stemOf(source) ?? '') ? 'GetObjectVersion' : 'GetObject'];
}
