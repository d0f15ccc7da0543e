import type { Clock, Wire } from '../../src/publish/wire.ts';

/** A request as a client of the SDK puts it on the wire. */
export interface HttpCall {
  /** As in the signature. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What may happen to a call: before the service sees it, instead of an answer, or after it has done its work. */
export type CallFault = 'cut' | 'throttled' | 'broken' | 'lost answer' | 'empty answer';
export const CALL_FAULTS: readonly CallFault[] = [
  'cut',
  'throttled',
  'broken',
  'lost answer',
  'empty answer',
];

export type Handler = NonNullable<Wire['requestHandler']>;

interface HttpRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The SDK's request handler over a function, so that its serialisers and its retries are the real ones. */
export function fakeHttp(answer: (call: HttpCall) => HttpReply | Promise<HttpReply>): Handler {
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: HttpRequest) => {
      const { status, headers = {}, body = '' } = await answer(callOf(request));
      return { response: { statusCode: status, headers, body: Buffer.from(body) } };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
  return handler as unknown as Handler;
}

function callOf({ method, hostname, path, headers, body = '' }: HttpRequest): HttpCall {
  const [, accessKeyId = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return { service, region, accessKeyId, method, host: hostname, path, headers, body: bytes };
}

/** A connection that breaks. */
function cutConnection(): never {
  throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

/** The answer of a service to a call that meets a fault. */
export function withFault(
  fault: CallFault | undefined,
  throttled: HttpReply,
  answer: () => HttpReply,
): HttpReply {
  if (fault === 'cut') cutConnection();
  if (fault === 'throttled') return throttled;
  if (fault === 'broken') return { status: 500, body: '<html>Internal Server Error</html>' };
  const reply = answer();
  if (fault === 'lost answer') cutConnection();
  return fault === 'empty answer' ? { status: 200 } : reply;
}

/** A clock that only sleeping moves. */
export function virtualClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** Credentials whose key tells the account, which is all that a fake knows of its caller. */
export function keysOf(accountId: string): {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
} {
  return { accessKeyId: `AKIA${accountId}`, secretAccessKey: 'not-a-secret' };
}

export function accountOf({ accessKeyId }: HttpCall): string {
  return accessKeyId.slice(4);
}
