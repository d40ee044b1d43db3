// Mistakes as people make them in a handler, each planted into the functions that are deployed: the emulator must catch every
// one, keep nothing of it, and serve the next viewer when the mistake is gone.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createS3Store } from '../../../edge/adapters/aws/s3-store.ts';
import { createOriginRequest } from '../../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../../edge/create-origin-response.ts';
import { RULES } from '../../../local/cloudfront/rules.ts';
import { projectPath } from '../../../project-path.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { BUCKET, type LocalCloudFront, openCloudFront } from '../../support/local-cloudfront.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
const PICTURE = Buffer.from([0xff, 0xd8, ...Array.from({ length: 256 }, (_, byte) => byte), 0xff, 0xd9]);
const PATH = '/default.jpg';
const customHeaders = {
  'x-card-bucket-region': 'us-east-1',
  'x-card-site': 'http://127.0.0.1:1',
  'x-card-page-keys': 'a-page-key-of-the-test',
};

type Result = Record<string, unknown> & { readonly headers: Record<string, unknown> };

/** [the mistake, the rule that catches it, what it makes of the right result] */
type Mistake = readonly [string, string, (result: Result) => unknown];

const IN_ORIGIN_RESPONSE: readonly Mistake[] = [
  [
    'headers replaced instead of edited',
    'read-only header',
    ({ headers, ...rest }) => ({ ...rest, headers: { 'content-type': headers['content-type'] } }),
  ],
  ['no headers', 'read-only header', ({ headers: _, ...rest }) => rest],
  ['transfer-encoding deleted', 'read-only header', (result) => withoutHeader(result, 'transfer-encoding')],
  ['transfer-encoding set to what is sent', 'read-only header', (result) => withHeader(result, 'transfer-encoding', 'identity')],
  ['over 1 MB', 'size', (result) => ({ ...result, body: Buffer.alloc(800_000).toString('base64') })],
  ['the status as a number', 'status', (result) => ({ ...result, status: 200 })],
  ['an invalid status', 'status', (result) => ({ ...result, status: 'OK' })],
  ['a description that is not a text', 'status description', (result) => ({ ...result, statusDescription: { text: 'OK' } })],
  ['the bytes themselves for a body', 'body is a string', (result) => ({ ...result, body: PICTURE })],
  ['a body as binary text', 'body encoding', (result) => ({ ...result, body: PICTURE.toString('latin1') })],
  [
    'a body in the alphabet for addresses',
    'body encoding',
    (result) => ({ ...result, body: Buffer.from([0xfb, 0xff]).toString('base64url') }),
  ],
  ['an unknown encoding', 'body encoding', (result) => ({ ...result, bodyEncoding: 'binary' })],
  ['a body on 304', 'no body on 204 and 304', (result) => ({ ...result, status: '304' })],
  [
    'headers as fetch has them',
    'header shape',
    (result) => ({ ...result, headers: { ...result.headers, 'x-card-status': 'drawn' } }),
  ],
  ['a header’s value as a number', 'header shape', (result) => withHeader(result, 'x-picture-bytes', PICTURE.length)],
  ['a header’s name in capitals', 'header shape', (result) => withHeader(result, 'X-Card-Status', 'drawn')],
  [
    'a line break from a card’s text in a header',
    'header shape',
    (result) => withHeader(result, 'x-card-warning', 'a\r\nset-cookie: b'),
  ],
  ['a card’s letters in a header', 'header shape', (result) => withHeader(result, 'x-card-warning', '漢')],
  ['a connection kept alive', 'disallowed header', (result) => withHeader(result, 'keep-alive', 'timeout=5')],
  ['CloudFront’s own header', 'disallowed header', (result) => withHeader(result, 'x-cache', 'Miss from us')],
  ['nothing', 'no object', () => undefined],
  ['a text', 'no object', () => 'OK'],
];

const IN_ORIGIN_REQUEST: readonly Mistake[] = [
  ['a key for a uri', 'uri', (result) => ({ ...result, uri: String(result['uri']).slice(1) })],
  ['a uri that grew', 'uri', (result) => ({ ...result, uri: `${String(result['uri'])}${'x'.repeat(8192)}` })],
  ['another method', 'read-only field', (result) => ({ ...result, method: 'HEAD' })],
  ['the viewer’s address changed', 'read-only field', (result) => ({ ...result, clientIp: '192.0.2.1' })],
  ['another bucket', 'origin', (result) => ({ ...result, origin: { s3: { domainName: 'other.s3.amazonaws.com' } } })],
  ['configuration handed on as a header', 'custom header twice', (result) => withHeader(result, 'x-card-bucket', BUCKET)],
  ['via deleted', 'read-only header', (result) => withoutHeader(result, 'via')],
  [
    'an answer with a length of its own',
    'read-only header',
    () => ({ status: '200', headers: { 'content-length': [{ value: '2' }] }, body: 'ok' }),
  ],
];

const BODY_ON_HEAD = 'no body on HEAD';
const ON_HEAD: readonly (readonly ['originRequest' | 'originResponse', (result: Result) => unknown])[] = [
  ['originRequest', () => ({ status: '200', body: 'ok' })],
  ['originResponse', (result) => ({ ...result, body: PICTURE.toString('base64'), bodyEncoding: 'base64' })],
];

let cf: LocalCloudFront;
let right: { originRequest: typeof cf.state.originRequest; originResponse: typeof cf.state.originResponse };

beforeEach(async () => {
  cf = await openCloudFront({ customHeaders });
  const parts = { designVersions: DESIGN_VERSIONS, log: () => {} };
  const draw = async () => ({ jpeg: PICTURE, quality: 85, missingGlyphs: [], missingImages: [] });
  const originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    ...parts,
    fallbackPicture: FALLBACK,
    draw,
    storeFor: () => createS3Store(cf.client, BUCKET),
  });
  right = { originRequest: createOriginRequest(parts), originResponse };
  Object.assign(cf.state, right);
});
afterEach(() => cf.close());

test('every rule has a mistake here that it catches', () => {
  const caught = new Set([BODY_ON_HEAD, ...[...IN_ORIGIN_RESPONSE, ...IN_ORIGIN_REQUEST].map(([, rule]) => rule)]);
  expect(RULES.filter(({ name }) => !caught.has(name))).toEqual([]);
});

test.each(IN_ORIGIN_RESPONSE)('origin-response: %s', async (_, rule, mistake) => {
  cf.state.originResponse = async (event) => mistake((await right.originResponse(event)) as unknown as Result);
  await expectCaught(rule, 502);
});

test.each(IN_ORIGIN_REQUEST)('origin-request: %s', async (_, rule, mistake) => {
  cf.state.originRequest = async (event) => mistake((await right.originRequest(event)) as unknown as Result);
  await expectCaught(rule, 502);
});

test.each(ON_HEAD)('%s: a body on HEAD', async (handler, mistake) => {
  const asked = right[handler] as (event: unknown) => Promise<unknown>; // either takes its own events only
  cf.state[handler] = async (event) => mistake((await asked(event)) as Result);
  await expectCaught(BODY_ON_HEAD, 502, 'HEAD');
});

test.each(['originRequest', 'originResponse'] as const)('%s: an error that nobody caught', async (handler) => {
  cf.state[handler] = () => Promise.reject(new Error('planted'));
  await expectCaught('the function failed', 503);
});

async function expectCaught(rule: string, status: number, method: 'GET' | 'HEAD' = 'GET'): Promise<void> {
  expect((await cf.ask(PATH, { method })).status).toBe(status);
  // The rule's own name at the beginning: one that only occurs somewhere in the log has caught nothing.
  expect(cf.logged).toEqual([
    ['function_failed', expect.objectContaining({ reason: expect.stringMatching(new RegExp(`^${rule}: .`)), method })],
  ]);
  Object.assign(cf.state, right);
  cf.state.now += 11_000; // an error is kept for ten seconds
  const next = await cf.ask(PATH);
  expect([next.status, next.body.equals(PICTURE)]).toEqual([200, true]);
}

function withHeader(result: Result, name: string, value: unknown): Result {
  return { ...result, headers: { ...result.headers, [name]: [{ value }] } };
}

function withoutHeader(result: Result, name: string): Result {
  const { [name]: _, ...headers } = result.headers;
  return { ...result, headers };
}
