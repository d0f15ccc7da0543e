import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { EMPTY_SAGEMAKER } from './empty-sagemaker.ts';

/** What the proxy says itself instead of asking the server behind it. */
export interface CannedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface FaultProxy {
  readonly endpoint: string;
  /** Replies by operation (`GetAccountAuthorizationDetails`); whatever has none is passed on. */
  readonly replies: Map<string, CannedReply>;
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
  const server = createServer((request, response) => {
    answer(request, response, target, replies).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    replies,
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
  replies: FaultProxy['replies'],
): Promise<void> {
  const body = Buffer.concat(await request.toArray());
  const canned = replies.get(operationOf(request, body));
  if (canned !== undefined) {
    response.writeHead(canned.status, { 'content-type': canned.contentType }).end(canned.body);
    return;
  }
  const passed = await fetch(new URL(request.url ?? '/', target), {
    method: request.method ?? 'GET',
    headers: passedHeaders(request),
    ...(body.length === 0 ? {} : { body }),
  });
  const headers = { 'content-type': passed.headers.get('content-type') ?? 'text/plain' };
  response.writeHead(passed.status, headers).end(Buffer.from(await passed.arrayBuffer()));
}

/** AWS JSON names the operation in a header, the Query protocol in the form. */
function operationOf(request: IncomingMessage, body: Buffer): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  return new URLSearchParams(body.toString()).get('Action') ?? '';
}

/** Headers that belong to the connection are the proxy's own; moto tells services apart by the others. */
function passedHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && !OWN_HEADERS.has(name)) headers.set(name, value);
  return headers;
}

const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
]);
