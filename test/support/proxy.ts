import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { EMPTY_SAGEMAKER } from './empty-sagemaker.ts';

/** What the proxy says itself instead of asking the server behind it. */
export interface CannedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A request that has reached the proxy. */
export interface ProxiedCall {
  /** As in the signature. */
  readonly service: string;
  readonly region: string;
  /** `DescribeStateMachine`; of REST the method. */
  readonly operation: string;
  readonly path: string;
  /** With its question mark. */
  readonly query: string;
  readonly body: string;
}

/** What a test does to some of the calls; undefined: nothing. */
export interface Meddling {
  /** Instead of asking the server behind the proxy. */
  readonly reply?: (call: ProxiedCall) => CannedReply | undefined;
  /** Around asking the server behind the proxy. */
  readonly around?: (call: ProxiedCall, pass: Pass) => Promise<IncomingMessage> | undefined;
  /** To the body of an answer. */
  readonly edit?: (call: ProxiedCall, body: string) => string | undefined;
}

type Pass = () => Promise<IncomingMessage>;

export interface FaultProxy {
  readonly endpoint: string;
  /** Replies by operation (`GetAccountAuthorizationDetails`); whatever has none is passed on. */
  readonly replies: Map<string, CannedReply>;
  /** Asked before the replies; the first that has something to say is heard. */
  readonly meddlers: Set<Meddling>;
  /** Every call, in the order in which they came. */
  readonly calls: ProxiedCall[];
  readonly stop: () => Promise<void>;
}

/** As IAM refuses. */
export const XML_DENIAL: CannedReply = {
  status: 403,
  contentType: 'text/xml',
  body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>',
};

/** As Step Functions and SageMaker refuse. */
export const JSON_DENIAL: CannedReply = {
  status: 400,
  contentType: 'application/x-amz-json-1.1',
  body: '{"__type":"AccessDeniedException","Message":"not authorized"}',
};

/** As SageMaker says that a group has no policy. */
export const NO_POLICY: CannedReply = {
  status: 400,
  contentType: 'application/x-amz-json-1.1',
  body: '{"__type":"ValidationException","message":"Cannot find resource policy for: the group"}',
};

/** Lists of SageMaker that moto has. */
const IN_MOTO =
  /^(Search|List(AutoMLJob|Cluster|CompilationJob|(DataQuality|Model(Bias|Explainability|Quality))JobDefinition|Domain|EndpointConfig|HyperParameterTuningJob|Model(Package|PackageGroup)?|NotebookInstance|Pipeline|(Processing|Training|Transform)Job)s)$/;

/** As a broken middlebox answers. */
export const EMPTY_BODY: CannedReply = { status: 200, contentType: 'text/xml', body: '' };

/** As Step Functions and SageMaker answer. */
export function jsonReply(body: string): CannedReply {
  return { status: 200, contentType: 'application/x-amz-json-1.1', body };
}

/** An HTTP proxy in front of moto. What moto lacks has nothing to list, until a test says otherwise. */
export async function startProxy(target: string): Promise<FaultProxy> {
  const replies = new Map<string, CannedReply>([
    ['GetModelPackageGroupPolicy', NO_POLICY],
    ['ListStateMachineVersions', jsonReply('{"stateMachineVersions":[]}')],
  ]);
  for (const [operation, body] of EMPTY_SAGEMAKER)
    if (!IN_MOTO.test(operation)) replies.set(operation, jsonReply(body));
  const meddlers = new Set<Meddling>();
  const calls: ProxiedCall[] = [];
  const server = createServer((request, response) => {
    answer(request, response, target, { replies, meddlers, calls }).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    replies,
    meddlers,
    calls,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  { replies, meddlers, calls }: Pick<FaultProxy, 'replies' | 'meddlers' | 'calls'>,
): Promise<void> {
  const body = Buffer.concat(await request.toArray());
  const call = callOf(request, body);
  calls.push(call);
  const all = [...meddlers];
  const canned = firstOf(all, ({ reply }) => reply?.(call)) ?? replies.get(call.operation);
  if (canned !== undefined) {
    response.writeHead(canned.status, { 'content-type': canned.contentType }).end(canned.body);
    return;
  }
  const pass = (): Promise<IncomingMessage> => passOn(request, body, target);
  const passed = await (firstOf(all, ({ around }) => around?.(call, pass)) ?? pass());
  const answered = Buffer.concat(await passed.toArray());
  const edited = firstOf(all, ({ edit }) => edit?.(call, answered.toString()));
  response.writeHead(passed.statusCode ?? 502, headersOf(passed));
  response.end(edited ?? answered);
}

/** With the host that was asked for, since it is signed: `fetch` would put its own. */
async function passOn(request: IncomingMessage, body: Buffer, target: string): Promise<IncomingMessage> {
  const url = new URL(request.url ?? '/', target);
  const passed = send(url, { method: request.method ?? 'GET', headers: headersOf(request) }).end(body);
  const [response] = await once(passed, 'response');
  return response;
}

function firstOf<Item, Value>(
  items: readonly Item[],
  ask: (item: Item) => Value | undefined,
): Value | undefined {
  for (const item of items) {
    const value = ask(item);
    if (value !== undefined) return value;
  }
  return undefined;
}

function callOf(request: IncomingMessage, body: Buffer): ProxiedCall {
  const { authorization = '' } = request.headers;
  const [, region = '', service = ''] = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  const url = new URL(request.url ?? '/', 'http://proxy');
  return {
    service,
    region,
    operation: operationOf(request, body),
    path: decodeURIComponent(url.pathname),
    query: url.search,
    body: body.toString(),
  };
}

/** AWS JSON names the operation in a header, the Query protocol in the form, REST in the method and the path. */
function operationOf({ headers, method = '' }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  const isForm = headers['content-type']?.includes('x-www-form-urlencoded') === true;
  return (isForm ? new URLSearchParams(body.toString()).get('Action') : undefined) ?? method;
}

/** Headers that belong to the connection are the proxy's own; moto tells services apart by the others. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string' && !OWN_HEADERS.has(name)) passed[name] = value;
  return passed;
}

const OWN_HEADERS = new Set(['connection', 'content-length', 'expect', 'keep-alive', 'transfer-encoding']);
