import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BucketObjects, bucketObjects } from '../../src/state/bucket-objects.ts';
import { StateError } from '../../src/state/state-error.ts';
import { bytesOf } from '../support/count-up.ts';

/** How the service answers one request. */
type Answer = (response: ServerResponse) => void;

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

const PATH = 'state/111122223333/global/head.json.gz';

function xml(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
  message = 'no',
): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers });
    response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  };
}

const deniedKey: Answer = xml(
  403,
  'AccessDenied',
  {},
  'User: auditor is not authorized to perform: kms:GenerateDataKey on resource: the key because of no policy',
);

const silence: Answer = () => {};
const hangUp: Answer = (response) => response.socket?.destroy();
const empty: Answer = (response) => response.writeHead(200).end();

describe('what a bucket answers', () => {
  let server: Server;
  let store: BucketObjects;
  const asked: Asked[] = [];
  /** The last one is for all further requests. */
  let answers: Answer[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, headers });
      request.resume().on('end', () => {
        const [answer = silence, ...rest] = answers;
        if (rest.length > 0) answers = rest;
        answer(response);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
    store = bucketObjects({
      bucket: 'states',
      region: 'eu-west-1',
      owner: '111122223333',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      answerMs: 300,
    });
  });

  afterEach(() => {
    asked.length = 0;
  });

  afterAll(async () => {
    store.close();
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const written: Answer = (response) => response.writeHead(200, { etag: '"new"' }).end();

  test('a write names the tag that it knows, or that there is none, and the owner of the bucket', async () => {
    answers = [written];
    expect(await store.put(PATH, bytesOf('x'), '"old"')).toEqual({ kind: 'written', etag: '"new"' });
    expect(await store.put(PATH, bytesOf('x'), undefined)).toEqual({ kind: 'written', etag: '"new"' });
    expect(
      asked.map(({ method, headers }) => [method, headers['if-match'], headers['if-none-match']]),
    ).toEqual([
      ['PUT', '"old"', undefined],
      ['PUT', undefined, '*'],
    ]);
    expect(asked.every(({ headers }) => headers['x-amz-expected-bucket-owner'] === '111122223333')).toBe(
      true,
    );
    expect(asked[0]?.url).toBe(`/states/${PATH}?x-id=PutObject`);
  });

  test.each([
    ['412', xml(412, 'PreconditionFailed'), '"old"'],
    ['409', xml(409, 'ConditionalRequestConflict'), '"old"'],
    ['412 of a new object', xml(412, 'PreconditionFailed'), undefined],
    ['404 of an object that was there', xml(404, 'NoSuchKey'), '"old"'],
  ])('is a conflict: %s', async (_, answer, tag) => {
    answers = [answer];
    expect(await store.put(PATH, bytesOf('x'), tag)).toEqual({ kind: 'conflict' });
    expect(asked).toHaveLength(1);
  });

  // The first might have been done: the second would then be told of a conflict with itself.
  test.each([
    ['500', xml(500, 'InternalError'), 'InternalError'],
    ['503', xml(503, 'SlowDown'), 'SlowDown'],
    ['no answer in time', silence, 'ETIMEDOUT'],
    ['a connection that ends after the request', hangUp, 'ECONNRESET'],
    ['an answer without a tag', empty, 'the answer has no tag'],
  ])('leaves open whether it was written, and is not asked again: %s', async (_, answer, why) => {
    answers = [answer, xml(412, 'PreconditionFailed')];
    expect(await store.put(PATH, bytesOf('x'), '"old"')).toEqual({ kind: 'unknown', why });
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['a denial', xml(403, 'AccessDenied'), 'AccessDenied: grant `s3:PutObject`'],
    ['a denial of the key', deniedKey, 'AccessDenied: grant `kms:GenerateDataKey`'],
    ['no such bucket', xml(404, 'NoSuchBucket'), 'NoSuchBucket'],
    ['a request that makes no sense', xml(400, 'InvalidRequest'), 'InvalidRequest'],
  ])('is an error that names the object: %s', async (_, answer, code) => {
    answers = [answer];
    const attempt = store.put(PATH, bytesOf('x'), '"old"');
    await expect(attempt).rejects.toThrow(StateError);
    await expect(attempt).rejects.toThrow(`\`s3://states/${PATH}\` cannot be written: ${code}`);
  });

  test('a read is repeated where the service fails', async () => {
    const found: Answer = (response) => response.writeHead(200, { etag: '"one"' }).end('body');
    answers = [xml(500, 'InternalError'), hangUp, found];
    expect(await store.get(PATH)).toEqual({ body: bytesOf('body'), etag: '"one"' });
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['a denial', xml(403, 'AccessDenied'), 'AccessDenied: grant `s3:GetObject`'],
    ['no such bucket', xml(404, 'NoSuchBucket'), 'NoSuchBucket'],
    ['an empty answer', empty, 'the answer has no body, or no tag'],
    [
      'an object that somebody deleted',
      xml(404, 'NoSuchKey', { 'x-amz-delete-marker': 'true' }),
      'it was deleted; delete its delete marker',
    ],
  ])('is no absent object but an error that names it: %s', async (_, answer, why) => {
    answers = [answer];
    const attempt = store.get(PATH);
    await expect(attempt).rejects.toThrow(StateError);
    await expect(attempt).rejects.toThrow(`\`s3://states/${PATH}\` cannot be read: ${why}`);
  });

  test('an object that never was is absent', async () => {
    answers = [xml(404, 'NoSuchKey')];
    expect(await store.get(PATH)).toBeUndefined();
  });

  const list =
    (keys: readonly string[], more: string): Answer =>
    (response) => {
      const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(`<ListBucketResult>${contents}${more}</ListBucketResult>`);
    };

  test('a list is read to its last page', async () => {
    answers = [
      list(['state/b'], '<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>'),
      list(['state/a'], '<IsTruncated>false</IsTruncated>'),
    ];
    expect(await store.list('state/')).toEqual(['state/a', 'state/b']);
    expect(asked.map(({ url }) => url.includes('continuation-token=t'))).toEqual([false, true]);
  });

  test.each([
    ['an empty body', empty],
    ['no word about its end', list(['state/a'], '')],
    ['an end that has a token no more', list(['state/a'], '<IsTruncated>true</IsTruncated>')],
    [
      'the same page again and again',
      list(['state/a'], '<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>'),
    ],
  ])('is no list: %s', async (_, answer) => {
    answers = [answer];
    await expect(store.list('state/')).rejects.toThrow(
      '`s3://states/state/` cannot be listed: the list has no end',
    );
  });
});
