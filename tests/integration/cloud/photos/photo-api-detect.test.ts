// The HTTP API as its users meet it: what is in a picture, and what every call has in common.
import { describe, expect, test } from '@jest/globals';
import { PhotoError } from '../../../../cloud/photos/photo-error.ts';
import { openApi, outcomeOf, sendUpload } from '../../../support/photo-api.ts';
import { photoBucketsForTests } from '../../../support/photo-buckets.ts';
import { postForm } from '../../../support/presigned-tests.ts';

const buckets = photoBucketsForTests();
const open = async (changes: Parameters<typeof openApi>[2] = {}) => openApi(await buckets.open(), buckets.endpoint, changes);

describe('What is in a picture', () => {
  const picture = { body: 'a picture', headers: { 'content-type': 'image/jpeg' } };

  test('is said in JSON, with the annotated picture if that is asked for', async () => {
    await using api = await open();
    const { json } = await api.call('POST', '/detect', picture);
    expect(json).toEqual({
      width: 640,
      height: 480,
      faces: [{ box: [0.4, 0.1, 0.2, 0.2001], score: 0.9123 }],
      objects: [{ label: 'person', box: [0.1, 0.1, 0.8, 0.9], score: 0.8 }],
      counts: { face: 1, person: 1 },
      detector: 'of the tests',
    });
    const both = (await api.call('POST', '/detect?picture=1', picture)).json;
    expect(Buffer.from(both.picture, 'base64').toString()).toBe('a picture');
  });

  test.each([
    ['image/jpeg', 'image/jpeg'],
    ['image/*, application/json;q=0.5', 'image/jpeg'],
    ['application/json, image/jpeg;q=0.9', 'application/json'],
    ['*/*', 'application/json'],
    ['text/html', 'application/json'],
  ])('is answered to Accept: %s as %s', async (accept, expected) => {
    await using api = await open();
    const { headers, bytes } = await api.call('POST', '/detect', { ...picture, headers: { accept } });
    expect(headers.get('content-type')).toBe(expected);
    if (expected === 'image/jpeg') expect(Buffer.from(bytes).toString()).toBe('a picture');
  });

  test('is known of an upload before the worker has taken it, and after', async () => {
    await using api = await open();
    const { json } = await api.call('POST', '/uploads');
    const ask = () => api.call('POST', '/detect?picture=1', { json: { upload: json.upload } });
    expect(outcomeOf(await ask())).toBe('404 not_sent');
    await postForm(json, 'a face');
    expect((await ask()).json).toMatchObject({ counts: { face: 1, person: 1 } });
    await api.workOn(json.upload);
    const after = (await ask()).json;
    expect(after).toMatchObject({ counts: { face: 1 } });
    expect(Buffer.from(after.picture, 'base64').toString()).toBe('a face');
  });

  test.each([
    ['nothing', '/detect', {}, '400 no_picture'],
    ['a form', '/detect', { body: new FormData() }, '415 not_a_picture'],
    ['4,500,001 bytes', '/detect', { body: new Uint8Array(4_500_001) }, '413 too_large'],
    ['another answer than there is', '/detect?picture=yes', picture, '400 bad_picture'],
    ['no upload', '/detect', { json: {} }, '400 no_upload'],
    ['an upload that there is not', '/detect', { json: { upload: '7h3k9m2p4q8r5t6v' } }, '404 no_such_upload'],
    ['an object of another folder', '/detect', { json: { upload: '../masters/x.webp' } }, '400 no_upload'],
  ])('is not said of %s', async (_, path, sent, expected) => {
    await using api = await open();
    expect(outcomeOf(await api.call('POST', path, sent))).toBe(expected);
  });

  test('is not said of a picture that is refused, or in time that is over', async () => {
    const failing = (error: Error) =>
      open({ looker: { look: () => Promise.reject(error), annotate: () => Promise.reject(error) } });
    await using refusing = await failing(new PhotoError('unsupported', 'This is a PDF; a photo is a JPEG.'));
    const refused = await refusing.call('POST', '/detect', picture);
    expect([outcomeOf(refused), refused.json.message]).toEqual(['422 unsupported', 'This is a PDF; a photo is a JPEG.']);
    await using broken = await failing(new PhotoError('detector_failed', 'No detector.'));
    const late = await broken.call('POST', '/detect', picture);
    expect([outcomeOf(late), late.headers.get('retry-after')]).toEqual(['503 detector_failed', '2']);
  });
});

describe('Any call', () => {
  test.each([
    ['GET', '/', '404 no_such_path'],
    ['GET', '/photo', '404 no_such_path'],
    ['PUT', '/uploads', '405 method_not_allowed'],
    ['PATCH', '/photos/7h3k9m2p4q8r5t6v', '405 method_not_allowed'],
    ['GET', '/detect', '405 method_not_allowed'],
    ['GET', '/photos?after=x', '400 bad_page'],
    ['GET', '/uploads/7h3k9m2p4q8r5t6v', '404 no_such_upload'],
    ['GET', '/uploads/%zz', '404 no_such_upload'],
    ['GET', '/photos/constructor', '404 no_such_photo'],
  ])('%s %s is answered %s', async (method, path, expected) => {
    await using api = await open();
    const answer = await api.call(method, path);
    expect(outcomeOf(answer)).toBe(expected);
    expect(answer.json.message).not.toBe('');
    if (answer.status === 405) expect(answer.headers.get('allow')).toBe(answer.json.allowed);
  });

  test('HEAD is answered as GET, without a body', async () => {
    await using api = await open();
    const { status, headers, bytes } = await api.call('HEAD', '/photos');
    expect([status, headers.get('content-type'), bytes.length]).toEqual([200, 'application/json', 0]);
  });

  test('is one line of the log, without what was asked and what only the caller may know', async () => {
    await using api = await open();
    const upload = await sendUpload(api, 'a landscape', { name: 'Ada.jpg', edits: { blur: 'faces' } });
    await api.call('GET', `/uploads/${upload}?token=secret`);
    await api.call('GET', '/uploads/photos%2FAda.jpg');
    expect(api.lines).toHaveLength(3);
    expect(api.lines[1]).toEqual({
      event: 'photo_api',
      stage: 'test',
      function: 'photo-api',
      method: 'GET',
      route: '/uploads/<upload>',
      status: 200,
      ms: expect.any(Number),
    });
    expect(api.lines[2]).toMatchObject({ status: 404, code: 'no_such_upload' });
    expect(JSON.stringify(api.lines)).not.toMatch(/Ada|secret|Signature|http/);
  });

  test('that fails by a mistake of ours has a sentence for the caller, and its stack in the log', async () => {
    await using api = await open({ listPhotos: () => Promise.reject(new TypeError('of the tests')) });
    const { status, json } = await api.call('GET', '/photos');
    expect([status, json.code]).toEqual([500, 'unexpected']);
    expect(JSON.stringify(json)).not.toContain('of the tests');
    expect(api.lines).toMatchObject([{ status: 500, reason: 'of the tests', stack: expect.stringContaining('TypeError') }]);
  });
});
