// What is new to attack with photos: forms for uploads, paths and bodies of the HTTP API, and the API on this machine from a page of
// another site. Nothing is stored or read but what it is for, and no address in any input is ever asked.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { startPhotoApi } from '../../../local/photos/api-server.ts';
import { startS3Server } from '../../../local/s3/server.ts';
import { LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import { type ConnectionWatch, type Decoys, setDecoys, watchConnections } from '../../attacks/decoys.ts';
import { FORGED_BODIES, FORGED_IDS, ROUTES, STRANGERS } from '../../attacks/photos/api-requests.ts';
import { FORGED_FORMS, type Form, type Parts } from '../../attacks/photos/forged-forms.ts';
import { send } from '../../faults/fault-proxy.ts';
import { openPhotoBench, type PhotoBench } from '../../faults/photos/photo-bench.ts';
import { filesOf, keysOf } from '../../faults/photos/seen.ts';
import { makeNow, PICTURE } from '../../faults/photos/stories.ts';
import { ask } from '../../support/raw-request.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

/** Keys that the API may look at for what names a photo or an upload; the listing of photos has its own. */
const KEYS = /^\/[\w-]+\/(photos\/[0-9a-z]{16}\/photo\.json|removed\/[0-9a-z]{16}|reviews\/[0-9a-z]{16}\/photo\.json|\?.*)(\?|$)/;
const MAX_CASE_MS = 5000;

let folder: TemporaryFolder;
let bench: PhotoBench;
let api: Awaited<ReturnType<typeof startPhotoApi>>;
let s3: Awaited<ReturnType<typeof startS3Server>>;
let decoys: Decoys;
let watch: ConnectionWatch;
let photo: string;
let before: Readonly<Record<string, string>>;
const read: string[] = [];
const counted = { cases: 0, violations: 0 };

beforeAll(async () => {
  folder = await temporaryFolder('photo-inputs');
  s3 = await startS3Server({ directory: folder.path, port: 0, ...LOCAL_CREDENTIALS });
  bench = await openPhotoBench(s3.endpoint, false);
  photo = await makeNow(bench, PICTURE);
  api = await startPhotoApi({ port: 0, handler: (event) => bench.handler(event) });
  decoys = await setDecoys({ addresses: ['127.0.0.2'] });
  watch = watchConnections();
  bench.s3.meddle(async ({ asked, forward, response }) => {
    read.push(asked.path);
    send(response, await forward());
  });
  before = await filesOf(bench);
}, 30_000);
afterAll(async () => {
  watch.stop();
  await api.close();
  await bench.close();
  await s3.close();
  await decoys.close();
  await folder.remove();
  process.stdout.write(`Photos: ${counted.cases} hostile inputs, ${counted.violations} violations\n`);
});
beforeEach(async () => {
  // One that does harm must not be taken for the next one's doing.
  for (const key of await keysOf(bench, bench.inbox)) await bench.behind.store.removeSource(key, undefined, createDeadline(5000));
  read.splice(0);
  watch.forget();
  decoys.forget();
});

const withPort = (text: string) => text.replaceAll('{port}', String(decoys.port));

/** What is wrong after a case: what changed, where somebody connected to, which other keys were read. */
async function harm(ms: number): Promise<readonly string[]> {
  const files = await filesOf(bench);
  const found = [
    ...Object.keys({ ...files, ...before }).filter((key) => files[key] !== before[key]),
    ...(await keysOf(bench, bench.inbox)),
    ...decoys.visits,
    ...watch.tried.filter((address) => address !== '127.0.0.1'),
    ...read.filter((path) => !KEYS.test(path)),
    ...(ms > MAX_CASE_MS ? [`${Math.round(ms)} ms`] : []),
  ];
  counted.cases++;
  counted.violations += found.length;
  return found;
}

/** Asks the API, and says its status, how it names the mistake, and what came to harm. */
async function attack(path: string, request: Parameters<typeof ask>[2] = {}) {
  const start = performance.now();
  const { status, headers, body } = await ask(api.url, withPort(path), request);
  const harmed = await harm(performance.now() - start);
  return { status, headers, text: body.toString(), harmed };
}

test('an edit of one photo works, so that what is refused is not refused for another reason', async () => {
  const { status, json } = await bench.call('GET', `/photos/${photo}`);
  expect([status, json['id']]).toEqual([200, photo]);
});

test.each(Object.entries(FORGED_FORMS))('a form with %s stores nothing', async (_, forge) => {
  const { json } = await bench.call('POST', '/uploads', {});
  const form = json as unknown as Form; // as the API answers
  const { parts, url = form.url, fileName = 'a.gif' } = forge(form);
  const start = performance.now();
  const answer = await post(url, parts, fileName);
  expect([answer.status >= 400 && answer.status < 500, answer.headers.get('location')]).toEqual([true, null]);
  read.splice(0); // the form's own way to S3 is no reading of the API
  expect(await harm(performance.now() - start)).toEqual([]);
});

test.each(ROUTES)('%s %s with a forged id reads nothing else, and says what is wrong', async (method, route) => {
  for (const id of FORGED_IDS) {
    const json = method === 'POST' ? { body: '{"edits":{"seen":true}}', headers: { 'content-type': 'application/json' } } : {};
    const { status, headers, text, harmed } = await attack(route.replace('{id}', id), { method, ...json });
    expect([id, harmed]).toEqual([id, []]);
    expect([id, status >= 400 && status < 500]).toEqual([id, true]);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['x-content-type-options'] ?? 'nosniff').toBe('nosniff');
    expect(text.length).toBeLessThan(1000);
  }
});

test.each(Object.entries(FORGED_BODIES))('a body that is %s is refused', async (_, { path, body, type, headers = {} }) => {
  const about = { ...(type ? { 'content-type': type } : {}), ...headers };
  const { status, text, harmed } = await attack(path, { method: 'POST', body: withPort(body), headers: about });
  expect(harmed).toEqual([]);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/node_modules|\/work|\/tmp|polluted|root:/);
  expect(({} as Record<string, unknown>)['name']).toBeUndefined();
});

test.each(STRANGERS)('a request of a stranger’s page is refused: %j', async (headers) => {
  for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
    const { status, harmed, headers: answered } = await attack(`/photos/${photo}`, { method, headers });
    expect([method, status, harmed]).toEqual([method, status === 400 ? 400 : 403, []]);
    expect(answered['access-control-allow-origin']).toBeUndefined();
  }
});

test('there are more than 300, and none did harm', () => {
  expect(counted.cases).toBeGreaterThanOrEqual(300);
  expect(counted.violations).toBe(0);
});

function post(url: string, parts: Parts, fileName: string): Promise<Response> {
  const boundary = 'boundary-of-tests';
  const body = parts.map(([name, value]) => {
    const file = name === 'file' ? `; filename="${fileName}"\r\ncontent-type: image/gif` : '';
    return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${withPort(value)}\r\n`;
  });
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `${body.join('')}--${boundary}--\r\n`,
  });
}
