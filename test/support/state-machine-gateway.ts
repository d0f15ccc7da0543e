import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Stands before moto: whoever invokes a function through it gets the function of this process. Nobody may read SageMaker. */
export interface Gateway {
  readonly endpoint: string;
  readonly port: number;
  /** Accounts whose roles nobody may assume. */
  readonly refused: Set<string>;
  /** What was published, as the parameters of the calls. */
  readonly published: URLSearchParams[];
  /** Names of the functions that were invoked, with their events. */
  readonly invoked: (readonly [name: string, event: unknown])[];
  /** To be called once, when moto has started. */
  readonly leadTo: (moto: string) => void;
  readonly stop: () => Promise<void>;
}

export type Functions = Readonly<Record<string, (event: unknown) => Promise<unknown>>>;

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const DENIAL =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>';

const NOT_AUTHORIZED = '{"__type":"AccessDeniedException","message":"not authorized"}';

export async function startGateway(functions: Functions): Promise<Gateway> {
  const refused = new Set<string>();
  const published: URLSearchParams[] = [];
  const invoked: [string, unknown][] = [];
  let target = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const path = decodeURIComponent(request.url ?? '');
    const [, named] = INVOKE.exec(path) ?? [];
    if (named !== undefined) {
      const name = named.split(':').at(-1) ?? '';
      const event: unknown = JSON.parse(body.toString());
      invoked.push([name, event]);
      return await invoke(functions[name], event, response);
    }
    // Some sixty calls of each audit, which moto answers one after the other.
    if (String(request.headers['x-amz-target']).startsWith('SageMaker.')) {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(NOT_AUTHORIZED);
      return;
    }
    const parameters = new URLSearchParams(body.toString('latin1'));
    const role = parameters.get('RoleArn') ?? '';
    if (parameters.get('Action') === 'AssumeRole' && refused.has(role.split(':')[4] ?? '')) {
      response.writeHead(403, { 'content-type': 'text/xml' }).end(DENIAL);
      return;
    }
    if (parameters.get('Action') === 'Publish') published.push(parameters);
    await forward(`${target}${request.url}`, request, body, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    refused,
    published,
    invoked,
    leadTo: (moto) => {
      target = moto;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** As Lambda answers: what a function throws is an answer with a header. */
async function invoke(
  work: Functions[string] | undefined,
  event: unknown,
  response: ServerResponse,
): Promise<void> {
  try {
    if (work === undefined) throw new Error('no such function');
    const answer = (await work(event)) ?? null;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    response
      .writeHead(200, { 'content-type': 'application/json', 'x-amz-function-error': 'Unhandled' })
      .end(JSON.stringify({ errorType: name, errorMessage: message }));
  }
}

async function forward(
  url: string,
  { method = 'GET', headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const passed = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string' && !['connection', 'content-length', 'expect'].includes(name))
      passed.set(name, value);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const answer = await fetch(url, {
    method,
    headers: passed,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
  const own = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !['content-length', 'connection', 'content-encoding'].includes(name),
    ),
  );
  response.writeHead(answer.status, own).end(Buffer.from(await answer.arrayBuffer()));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function listen(server: Server): Promise<number> {
  // moto calls `localhost`, which may be either.
  await new Promise<void>((done) => server.listen(0, done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
