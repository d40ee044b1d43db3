// Whatever a function URL may give: the API answers, in the shape that Lambda passes on, and never by a mistake of its own.
import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createPresigner } from '../../../cloud/photos/adapters/presigner.ts';
import { createPhotoApi } from '../../../cloud/photos/create-photo-api.ts';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';
import { fc } from '../../support/fast-check.ts';
import { createMemoryPhotos, createMemoryRemovals, createMemoryUploads } from '../../support/memory-photos.ts';

const ID = '7h3k9m2p4q8r5t6v';
const KNOWN = [200, 201, 202, 400, 404, 405, 409, 413, 415, 422];

function openMemoryApi() {
  const { store } = createMemoryPhotos();
  const client = new S3Client({ region: 'us-east-1', credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' } });
  const refuse = () => Promise.reject(new PhotoError('not_an_image', 'This is no image.'));
  return createPhotoApi({
    stage: 'test',
    table: createMemoryUploads().table,
    store,
    listPhotos: async () => ({ ids: [ID] }),
    presigner: createPresigner({ client, inbox: 'inbox', bucket: 'photos' }),
    sendEdit: async () => {},
    removals: createMemoryRemovals().removals,
    looker: { look: refuse, annotate: refuse },
    detector: 'of the tests',
    log: () => {},
  });
}

const word = fc.constantFrom(
  'uploads',
  'photos',
  'reviews',
  'detect',
  'review',
  'edits',
  ID,
  '',
  '%zz',
  '%00',
  '..',
  '__proto__',
);
const path = fc.oneof(
  fc.array(word, { maxLength: 4 }).map((words) => `/${words.join('/')}`),
  fc.string({ unit: 'binary' }),
);
const value = fc.oneof(fc.jsonValue(), fc.record({ seen: fc.constant(true) }), fc.constant(ID));
const body = fc.oneof(
  fc
    .dictionary(fc.constantFrom('name', 'edits', 'retire', 'upload', '__proto__', 'other'), value)
    .map((fields) => JSON.stringify(fields)),
  fc.json(),
  fc.string({ unit: 'binary' }),
);
const method = fc.oneof(fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'PUT', 'OPTIONS', 'constructor'), fc.string());
const headers = fc.dictionary(
  fc.constantFrom('content-type', 'Content-Type', 'accept', 'x'),
  fc.oneof(fc.constantFrom('application/json', 'image/jpeg', '*/*;q=x', 'multipart/form-data'), fc.string()),
);
const event = fc.record({ method, path, query: fc.string(), headers, body: fc.option(body), isBase64Encoded: fc.boolean() });

test('any event has an answer that says what is wrong and what is allowed', async () => {
  const api = openMemoryApi();
  const answer = fc.asyncProperty(event, async ({ method, path, query, headers, body, isBase64Encoded }) => {
    const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' };
    const sent = {
      rawPath: path,
      rawQueryString: query,
      headers,
      isBase64Encoded,
      requestContext: { http },
      ...(body === null ? {} : { body }),
    };
    const { statusCode = 0, headers: answered = {}, body: text = '' } = await api(sent as unknown as APIGatewayProxyEventV2); // all that is read
    expect(KNOWN).toContain(statusCode);
    expect(answered['cache-control']).toBe('no-store');
    if (method === 'HEAD') expect(text).toBe('');
    else if (statusCode >= 400) {
      const { code, message, allowed } = JSON.parse(text) as Record<string, unknown>;
      expect([code, message, allowed]).toEqual([
        expect.stringMatching(/^[a-z_]+$/),
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ]);
    } else JSON.parse(text);
  });
  await fc.assert(answer, { numRuns: 300 });
});

test('an event without anything in it has an answer too', async () => {
  expect(await openMemoryApi()({} as APIGatewayProxyEventV2)).toMatchObject({ statusCode: 404 });
});
