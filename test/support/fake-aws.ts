import type { ClientSettings } from '../../src/collect/clients.ts';

/** One call as it arrived at the fake, after the SDK's own serialisation. */
export interface FakeCall {
  /** IAM action: `states:DescribeStateMachine`. */
  readonly action: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers one API: returns an output or a `RawReply`, or throws an `AwsFault`. */
export type Route = (input: FakeCall['input'], region: string) => object | RawReply;

/** Bytes that are not what the API promises: an empty body, a proxy's page. */
interface RawReply {
  readonly rawStatus: number;
  readonly rawBody: string;
}

export type Routes = Readonly<Record<string, Route>>;

/** An error as the service reports it. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string = code, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function denied(): never {
  throw new AwsFault(
    'AccessDeniedException',
    'User: arn:aws:iam::111122223333:user/auditor is not authorized',
    403,
  );
}

export interface FakeAws {
  readonly requestHandler: NonNullable<ClientSettings['requestHandler']>;
  readonly calls: readonly FakeCall[];
}

/** What happens to a call on its way, before it is answered; an `AwsFault` is its answer. */
export type OnTheWay = (call: FakeCall, signal: AbortSignal | undefined) => Promise<void>;

/** AWS in the process: the SDK's request handler, so that its serialisers and its retries are the real ones. */
export function fakeAws(routes: Routes, onTheWay: OnTheWay = async () => {}): FakeAws {
  const calls: FakeCall[] = [];
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: WireRequest, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) => {
      const call = callOf(request);
      calls.push(call);
      const isJson = 'x-amz-target' in request.headers;
      const id = `request-${calls.length}`;
      try {
        await onTheWay(call, abortSignal);
      } catch (error) {
        return { response: replyTo(call, { [call.action]: throwing(error) }, isJson, id) };
      }
      return { response: replyTo(call, routes, isJson, id) };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
  return { requestHandler: handler as unknown as FakeAws['requestHandler'], calls };
}

function throwing(error: unknown): Route {
  return () => {
    throw error;
  };
}

interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

function callOf({ headers, body = '' }: WireRequest): FakeCall {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const target = headers['x-amz-target'];
  if (target !== undefined)
    return { action: `${service}:${target.split('.').at(-1)}`, region, input: JSON.parse(text || '{}') };
  const input = Object.fromEntries(new URLSearchParams(text));
  return { action: `${service}:${input.Action}`, region, input };
}

interface WireReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

function replyTo({ action, region, input }: FakeCall, routes: Routes, json: boolean, id: string): WireReply {
  const reply = (statusCode: number, text: string): WireReply => ({
    statusCode,
    headers: { 'content-type': json ? 'application/x-amz-json-1.0' : 'text/xml', 'x-amzn-requestid': id },
    body: Buffer.from(text),
  });
  const name = action.slice(action.indexOf(':') + 1);
  try {
    const route = routes[action];
    if (route === undefined) throw new AwsFault('NotImplemented', `${action} is not in the fake`, 501);
    const output = route(input, region);
    if ('rawStatus' in output) return reply(Number(output.rawStatus), String(Reflect.get(output, 'rawBody')));
    return reply(200, json ? JSON.stringify(output, inSeconds) : envelope(name, output, id));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const { code, message, status } = error;
    if (json) return reply(status, JSON.stringify({ __type: code, message }));
    const detail = xml({ Type: 'Sender', Code: code, Message: message });
    return reply(
      status,
      `<ErrorResponse><Error>${detail}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
    );
  }
}

/** AWS JSON writes a time as seconds since the epoch; `JSON.stringify` has already made it text. */
function inSeconds(this: unknown, key: string, value: unknown): unknown {
  const original = Object(this)[key];
  return original instanceof Date ? original.getTime() / 1000 : value;
}

function envelope(name: string, output: object, id: string): string {
  const metadata = `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`;
  return `<${name}Response><${name}Result>${xml(output)}</${name}Result>${metadata}</${name}Response>`;
}

/** The Query protocol: lists as `<member>`, times as ISO 8601. */
function xml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('');
  if (typeof value !== 'object')
    return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `<${key}>${xml(item)}</${key}>`)
    .join('');
}
