// The local API gives its handler what a function URL gives a Lambda function, and answers with what it gives back.
import { afterEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type PhotoApiServer, startPhotoApi } from '../../../local/photos/api-server.ts';
import { ask } from '../../support/raw-request.ts';

let api: PhotoApiServer | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

async function start(handler: Handler, concurrency?: number): Promise<string> {
  api = await startPhotoApi({ port: 0, handler, ...(concurrency === undefined ? {} : { concurrency }) });
  return api.url;
}

/** What the handler is given for a request. */
async function eventOf(path: string, init: RequestInit = {}): Promise<APIGatewayProxyEventV2> {
  const events: APIGatewayProxyEventV2[] = [];
  const url = await start(async (event) => {
    events.push(event);
    return { statusCode: 204 };
  });
  expect((await fetch(`${url}${path}`, init)).status).toBe(204);
  const [event] = events;
  if (!event) throw new Error('It was not called.');
  return event;
}

describe('The local photo API', () => {
  test('gives path and query as they were sent', async () => {
    const event = await eventOf('/uploads/photos%2Fa%20b.jpg?picture=1&x=%C3%A4');
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/uploads/photos%2Fa%20b.jpg',
      rawQueryString: 'picture=1&x=%C3%A4',
      queryStringParameters: { picture: '1', x: 'ä' },
      isBase64Encoded: false,
      requestContext: { http: { method: 'GET' } },
    });
    expect(event).not.toHaveProperty('body');
  });

  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['image/jpeg', true],
    ['application/octet-stream', true],
    ['application/x-www-form-urlencoded', true],
  ])('gives a body of %s in base64: %s', async (type, isBase64Encoded) => {
    const { body = '', ...event } = await eventOf('/detect', { method: 'POST', body: 'ä', headers: { 'content-type': type } });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString()).toBe('ä');
  });

  test('answers with status, headers and bytes of the result', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const body = Buffer.from(bytes).toString('base64');
    const url = await start(async () => ({ statusCode: 201, headers: { 'x-n': 1 }, body, isBase64Encoded: true }));
    const response = await fetch(url);
    expect([response.status, response.headers.get('x-n')]).toEqual([201, '1']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test('loses none of 50 calls at once: as many as may run are answered, the rest are asked to come again', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const url = await start(async () => {
      await gate;
      return { statusCode: 200 };
    }, 10);
    const busy: Response[] = [];
    const calls = Array.from({ length: 50 }, async () => {
      const answer = await fetch(url);
      if (answer.status === 429) busy.push(answer);
      if (busy.length === 40) open();
      return answer.status;
    });
    const statuses = await Promise.all(calls);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(busy.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true);
    expect((await fetch(url)).status).toBe(200);
  });

  test('refuses a body that Lambda would not take', async () => {
    const url = await start(async () => ({ statusCode: 200 }));
    const post = (bytes: number) => fetch(url, { method: 'POST', body: new Uint8Array(bytes) });
    expect((await post(7_000_000)).status).toBe(413);
    expect((await post(4_900_000)).status).toBe(413); // in base64 it is a third larger
    expect((await post(4_500_000)).status).toBe(200);
  });

  test('is a bad gateway for a handler that throws, and for an answer that Lambda would not let pass', async () => {
    const errors: unknown[] = [];
    const handler: Handler = async ({ rawPath }) => {
      if (rawPath === '/throws') throw new Error('of the handler');
      return { statusCode: 200, body: 'x'.repeat(7_000_000) };
    };
    api = await startPhotoApi({ port: 0, handler, onError: (error) => errors.push(error) });
    for (const path of ['/throws', '/large']) {
      const response = await fetch(`${api.url}${path}`);
      expect([response.status, await response.text()]).toEqual([502, '{"message":"Internal Server Error"}']);
    }
    expect(errors).toHaveLength(2);
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page at another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a picture in a page of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a name of somebody else that leads here', { host: 'evil.example' }],
  ])('refuses %s', async (_, headers) => {
    const url = await start(async () => ({ statusCode: 200 }));
    expect((await ask(url, '/photos', { headers })).status).toBe(403);
  });
});
