// examples/photos/photo.sh with this machine's curl and jq, which CI installs: as for `npm start`, and signed as for a function URL.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { readBody } from '../../../edge/adapters/read-body.ts';
import { listen } from '../../../local/http/listen.ts';
import { projectPath } from '../../../project-path.ts';
import { type ApiOfTests, openApi } from '../../support/photo-api.ts';
import { photoBucketsForTests } from '../../support/photo-buckets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEYS = { accessKeyId: 'SHELLKEY', secretAccessKey: 'shell/secret+1', sessionToken: 'token/of+role==' };
const tlsFile = (name: string) => projectPath('tests/support/tls', name);

const buckets = photoBucketsForTests();

const run = (api: string, ...args: readonly string[]) =>
  promisify(execFile)(projectPath('examples/photos/photo.sh'), args, {
    timeout: 30_000,
    env: {
      ...process.env,
      NO_PROXY: '127.0.0.1,localhost',
      PHOTO_API: api,
      CURL_CA_BUNDLE: tlsFile('localhost-cert.pem'),
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_SESSION_TOKEN: KEYS.sessionToken,
    },
  });

/** Runs the worker as soon as the form has been posted; ends when the script does. */
async function workedOn<Ended>(api: ApiOfTests, script: Promise<Ended>): Promise<Ended> {
  let hasEnded = false;
  const ended = script.finally(() => {
    hasEnded = true;
  });
  ended.catch(() => {}); // it is given back below
  while (!hasEnded) {
    for (const [upload, { status }] of [...api.uploads.rows])
      if (status === 'waiting' && (await api.stored(upload))) await api.workOn(upload);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return ended;
}

test.each(['Größe "1"; a,b.jpg', 'back\\slash \\" $(x) \'.jpg', '-d; type=x.jpg', '@photo,=.jpg'])(
  'the file %s is added under its name',
  async (name) => {
    await using folder = await temporaryFolder('shell');
    await using api = await openApi(await buckets.open(), buckets.endpoint);
    const file = join(folder.path, name);
    await writeFile(file, 'a face');
    const { stdout } = await workedOn(api, run(`${api.url}/`, 'add', file, '{"focus": [0.5, 0.2]}'));
    expect(stdout).toMatch(/^photo:[0-9a-hjkmnp-tv-z]{16}\n$/);
    const record = await api.call('GET', `/photos/${stdout.trim().slice('photo:'.length)}`);
    expect(record.json).toMatchObject({ name, edits: { focus: [0.5, 0.2] } });
  },
);

test('what is in a picture is printed, and the picture with frames is in the file that is named', async () => {
  await using folder = await temporaryFolder('shell');
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const [file, picture] = [join(folder.path, 'a "b".jpg'), join(folder.path, 'found "c".jpg')];
  await writeFile(file, 'a face');
  const { stdout } = await run(api.url, 'detect', file, picture);
  expect(JSON.parse(stdout)).toMatchObject({ counts: { face: 1, person: 1 } });
  expect(await readFile(picture, 'utf8')).toBe('a face');
});

test('a refusal is said in the API’s sentence, and the script fails', async () => {
  await using folder = await temporaryFolder('shell');
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const file = join(folder.path, 'hall.jpg');
  await writeFile(file, 'an empty hall');
  const failure = { code: 1, stdout: '' };
  const refused = workedOn(api, run(api.url, 'add', file, '{"blur": "hands"}'));
  await expect(refused).rejects.toMatchObject({ ...failure, stderr: expect.stringContaining('can only be \\"faces\\"') });
  const review = workedOn(api, run(api.url, 'add', file, '{"blur": "faces"}'));
  await expect(review).rejects.toMatchObject({ ...failure, stderr: 'review: a person has to look at it, see GET /reviews\n' });
  await expect(run(api.url, 'ad', file)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: ') });
});

test('calls of a stack are signed for Lambda, with the token of a role, and the form is not', async () => {
  await using folder = await temporaryFolder('shell');
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const file = join(folder.path, 'a.jpg');
  await writeFile(file, Uint8Array.of(0, 255, 10, 13, 0));
  await using front = await startSigned(api.url);
  const { stdout } = await workedOn(api, run(front.url, 'add', file));
  expect(stdout).toMatch(/^photo:/);
  await run(front.url, 'detect', file, join(folder.path, 'found.jpg'));
  expect(front.judged.length).toBeGreaterThanOrEqual(4);
  expect(new Set(front.judged)).toEqual(new Set(['signed']));
});

/** A function URL: https, and who has not signed well is refused. */
async function startSigned(behind: string) {
  const judged: string[] = [];
  const tls = { key: readFileSync(tlsFile('localhost-key.pem')), cert: readFileSync(tlsFile('localhost-cert.pem')) };
  const server = createServer(tls, async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = await readBody(request, 5_000_000, () => new Error('too large'));
    const { authorization = '', host = '' } = headers;
    const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    const signed = Object.fromEntries(names.filter((name) => name !== 'host').map((name) => [name, String(headers[name])]));
    const { sessionToken: _, ...keys } = KEYS;
    const datetime = String(headers['x-amz-date']);
    const signer = new AwsV4Signer({
      ...{ ...keys, method, url: `https://${host}${url}`, headers: signed, service: 'lambda', region: 'us-east-1' },
      ...{ allHeaders: true, datetime, ...(body.length > 0 ? { body: new Uint8Array(body) } : {}) },
    });
    const isRight = authorization.replaceAll(' ', '') === (await signer.authHeader()).replaceAll(' ', '');
    const hasToken = names.includes('x-amz-security-token') && headers['x-amz-security-token'] === KEYS.sessionToken;
    judged.push(isRight && hasToken ? 'signed' : `${method} ${url} ${authorization}`);
    const answer = await fetch(`${behind}${url}`, {
      ...{ method, headers: { 'content-type': headers['content-type'] ?? '', accept: headers.accept ?? '' } },
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  });
  const { port, close } = await listen(server, 0);
  return { url: `https://localhost:${port}/`, judged, [Symbol.asyncDispose]: close };
}
