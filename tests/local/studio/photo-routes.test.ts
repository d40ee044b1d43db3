// What the studio's routes of photos hand on, and to whom.
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type PhotoApiServer, startPhotoApi } from '../../../local/photos/api-server.ts';
import { StudioError, sendJson } from '../../../local/studio/exchange.ts';
import { answerPhotos } from '../../../local/studio/photos/photo-routes.ts';
import type { StudioPhotos } from '../../../local/studio/photos/studio-photos.ts';

const ID = '7h3k9m2p4q8r5t6v';
const SIGNED = 'http://127.0.0.1:9/edgecard-photos/a.jpg?X-Amz-Signature=secret';

let api: PhotoApiServer;
let inbox: Server;
let studio: Server;
let photos: StudioPhotos | undefined;
let asked: string[];
let answers: (APIGatewayProxyStructuredResultV2 | Error)[];
let forms: IncomingMessage[];

beforeEach(async () => {
  [asked, answers, forms] = [[], [], []];
  api = await startPhotoApi({ port: 0, handler: async (event) => answerOf(event) });
  inbox = await started((form, response) => {
    forms.push(form);
    form.resume().on('end', () => response.writeHead(204).end());
  });
  photos = {
    api: api.url,
    inbox: addressOf(inbox),
    news: { listen: () => () => {} },
    readFile: async (key) =>
      key === `photos/${ID}/1000.jpg` ? { body: Readable.from([Buffer.from('jpeg')]), bytes: 4 } : undefined,
  };
  studio = await started((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://studio');
    answerPhotos({ photos, request: incoming, response, url }).catch((error: unknown) => {
      const { status, code, message } = error instanceof StudioError ? error : new StudioError(500, 'unexpected', String(error));
      sendJson(response, status, { error: { code, message } });
    });
  });
});
afterEach(async () => {
  await api.close();
  for (const server of [inbox, studio]) {
    server.closeAllConnections();
    server.close();
  }
});

function answerOf({ rawPath, rawQueryString, body, requestContext }: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 {
  asked.push([requestContext.http.method, `${rawPath}${rawQueryString && `?${rawQueryString}`}`, body].filter(Boolean).join(' '));
  const answer = answers.shift() ?? {};
  if (answer instanceof Error) throw answer;
  return { body: '{}', ...answer };
}

async function started(listener: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ask = (path: string, init?: RequestInit) => fetch(`${addressOf(studio)}/api/photos${path}`, init);
const post = (path: string, body: object) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const refusal = async (answer: Response) => [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
const answering = (body: object, statusCode = 200) => answers.push({ statusCode, body: JSON.stringify(body) });

test('hands each call on to the API, with the query that it knows and no other', async () => {
  await ask(`?after=${ID}&next=x`);
  await ask(`/${ID}?picture=1`);
  await ask(`/${ID}?versions=all`, { method: 'DELETE' });
  await ask(`/removals/${ID}`);
  await post(`/${ID}/edits`, { edits: { focus: [0.5, 0.3] }, retire: true });
  await ask('/reviews');
  await ask(`/uploads/${ID}`);
  await post(`/uploads/${ID}/review`, { edits: { seen: true } });
  expect(asked).toEqual([
    `GET /photos?after=${ID}`,
    `GET /photos/${ID}`,
    `DELETE /photos/${ID}?versions=all`,
    `GET /removals/${ID}`,
    `POST /photos/${ID}/edits {"edits":{"focus":[0.5,0.3]},"retire":true}`,
    'GET /reviews',
    `GET /uploads/${ID}`,
    `POST /uploads/${ID}/review {"edits":{"seen":true}}`,
  ]);
});

test('gives its own addresses in the place of signed ones', async () => {
  answering({ upload: ID, url: SIGNED, fields: { key: 'a' } }, 201);
  answering({ id: ID, variants: [{ name: '1000', url: SIGNED }] });
  answering({ upload: ID, status: 'ready', photo: ID, variants: { '1000': SIGNED } });
  answering({ upload: ID, status: 'review', photo: ID, preview: SIGNED });
  answering({ reviews: [{ upload: ID, photo: ID, preview: SIGNED }] });
  const texts = [await (await post('/uploads', { name: 'a.jpg' })).text()];
  for (const path of [`/${ID}`, `/uploads/${ID}`, `/uploads/${ID}`, '/reviews']) texts.push(await (await ask(path)).text());
  expect(texts.join()).not.toContain('Signature');
  const [form, record, , , reviews] = texts.map((text) => JSON.parse(text) as object);
  expect(form).toEqual({ upload: ID, url: 'api/photos/inbox', fields: { key: 'a' } });
  expect(record).toMatchObject({ variants: [{ url: `api/photos/${ID}/1000.jpg` }] });
  expect(reviews).toMatchObject({ reviews: [{ preview: `api/photos/reviews/${ID}/1000.jpg` }] });
});

test.each([
  ['/nothing', 'GET', 404, 'no_such_route'],
  ['/7H3K9M2P4Q8R5T6V', 'GET', 404, 'no_such_route'],
  ['/..%2Fdetect', 'GET', 404, 'no_such_route'],
  [`/${ID}/..%2F..%2Fmasters.jpg`, 'GET', 404, 'no_such_route'],
  [`/${ID}/photo.json`, 'GET', 404, 'no_such_route'],
  ['/detect', 'POST', 404, 'no_such_route'],
  [`/${ID}`, 'PUT', 405, 'wrong_method'],
  ['/inbox', 'GET', 405, 'wrong_method'],
  [`/${ID}/500.jpg`, 'GET', 404, 'no_such_photo'],
])('refuses %s by %s, and asks nobody', async (path, method, status, code) => {
  expect(await refusal(await ask(path, { method }))).toEqual([status, code]);
  expect(asked).toEqual([]);
});

test('says what the API refuses, with what is allowed, and that it does not answer', async () => {
  answering({ code: 'bad_name', message: '`name` is none.', allowed: 'a text' }, 400);
  expect(await (await post('/uploads', { name: 7 })).json()).toEqual({
    error: { code: 'bad_name', message: '`name` is none. Allowed: a text.' },
  });
  answers.push(new Error('a mistake'));
  expect(await refusal(await ask(''))).toEqual([502, 'no_photo_api']);
  await api.close();
  expect(await refusal(await ask(''))).toEqual([502, 'no_photo_api']);
});

test('asks a busy API again', async () => {
  answers.push({ statusCode: 429, body: '{"Reason":"busy"}' });
  answering({ photos: [] });
  expect(await (await ask('')).json()).toEqual({ photos: [] });
  expect(asked).toHaveLength(2);
});

test('gives a file of a photo, which nothing keeps', async () => {
  const answer = await ask(`/${ID}/1000.jpg`);
  expect([await answer.text(), answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    'jpeg',
    'image/jpeg',
    'no-store',
  ]);
});

test('hands a form on while it is still coming, and cuts it off with its sender', async () => {
  const sending = request(`${addressOf(studio)}/api/photos/inbox`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 2_000_000 },
  });
  sending.on('error', () => {}).write(Buffer.alloc(1_000_000));
  const form = await until(() => forms[0]);
  const cutOff = new Promise((resolve) => form.once('close', () => resolve(form.complete)));
  await until(() => (form.readableDidRead ? true : undefined));
  sending.destroy();
  expect(await cutOff).toBe(false);
});

test.each([
  ['a JSON', { 'content-type': 'application/json' }, 415, 'not_a_form'],
  [
    'more than a photo may have',
    { 'content-type': 'multipart/form-data; boundary=b', 'content-length': '25100000' },
    413,
    'too_many_bytes',
  ],
  [
    'bytes without their number',
    { 'content-type': 'multipart/form-data; boundary=b', 'transfer-encoding': 'chunked' },
    411,
    'no_length',
  ],
])('refuses %s in the place of a form', async (_, headers, status, code) => {
  const sending = request(`${addressOf(studio)}/api/photos/inbox`, { method: 'POST', headers });
  const answer = await new Promise<IncomingMessage>((resolve) => sending.once('response', resolve).flushHeaders());
  const [body] = await answer.toArray();
  sending.on('error', () => {}).destroy();
  expect([answer.statusCode, JSON.parse(String(body))]).toMatchObject([status, { error: { code } }]);
  expect(forms).toEqual([]);
});

test('says so where the stack makes no photos', async () => {
  photos = undefined;
  expect(await refusal(await ask(''))).toEqual([503, 'no_photos']);
});

/** Waits for what another connection brings. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
