// The HTTP API as its users meet it: over HTTP, with forms and addresses that are really signed, and the worker behind it.
import { describe, expect, test } from '@jest/globals';
import { PhotoError } from '../../../../cloud/photos/photo-error.ts';
import { recordKey } from '../../../../cloud/photos/photo-keys.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { type ApiOfTests, openApi, outcomeOf, sendUpload } from '../../../support/photo-api.ts';
import { photoBucketsForTests } from '../../../support/photo-buckets.ts';
import { answered, postForm } from '../../../support/presigned-tests.ts';

const deadline = createDeadline(60_000);
const buckets = photoBucketsForTests();
const open = async (changes: Parameters<typeof openApi>[2] = {}) => openApi(await buckets.open(), buckets.endpoint, changes);

async function addPhoto(api: ApiOfTests, file: string, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { json } = await api.call('GET', `/uploads/${await sendUpload(api, file, fields)}`);
  expect(json.status).toBe('ready');
  return json.photo;
}

describe('An upload', () => {
  test('is a form that is posted within five minutes, and then a photo whose variants can be read', async () => {
    await using api = await open();
    const { status, json } = await api.call('POST', '/uploads', { json: { name: 'Größe 1.jpg' } });
    expect(status).toBe(201);
    expect(Object.keys(json).sort()).toEqual(['expires', 'fields', 'upload', 'url']);
    expect(json.upload).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
    const secondsLeft = (Date.parse(json.expires) - Date.now()) / 1000;
    expect(secondsLeft).toBeGreaterThan(290);
    expect(secondsLeft).toBeLessThanOrEqual(300);
    const at = `/uploads/${json.upload}`;
    expect((await api.call('GET', at)).json).toEqual({ upload: json.upload, name: 'Größe 1.jpg', status: 'waiting' });
    expect(await answered(postForm(json, 'a face'))).toBe('204 done');
    await api.workOn(json.upload);
    const ready = (await api.call('GET', at)).json;
    expect(ready).toMatchObject({ status: 'ready', name: 'Größe 1.jpg', detections: { faces: [{ score: 0.9 }], objects: [] } });
    expect((await api.call('GET', `/photos/${ready.photo}`)).json).toMatchObject({ id: ready.photo, name: 'Größe 1.jpg' });
  });

  test('is a form for one key and 25,000,000 bytes, and for nothing else', async () => {
    await using api = await open();
    const { json } = await api.call('POST', '/uploads');
    const form = json;
    expect(await answered(postForm(form, new Uint8Array(25_000_001)))).toBe('400 EntityTooLarge');
    expect(await answered(postForm(form, ''))).toBe('400 EntityTooSmall');
    expect(await answered(postForm(form, 'x', { key: 'uploads/of-another' }))).toBe('403 AccessDenied');
    expect(await answered(postForm(form, 'x'))).toBe('204 done');
  });

  test('carries its edits to the worker', async () => {
    await using api = await open();
    const id = await addPhoto(api, 'a face', { edits: { blur: 'faces' } });
    expect((await api.call('GET', `/photos/${id}`)).json).toMatchObject({ edits: { blur: 'faces' } });
  });

  test('that was put into the inbox by its key has that key for a name', async () => {
    await using api = await open();
    const upload = 'photos/a b+c%/ö.jpg';
    await api.uploads.table.change(upload, { status: 'refused', code: 'too_small', message: 'It has 3 pixels.' });
    for (const path of [encodeURIComponent(upload), upload.split('/').map(encodeURIComponent).join('/')]) {
      expect((await api.call('GET', `/uploads/${path}`)).json).toMatchObject({
        upload,
        status: 'refused',
        code: 'too_small',
        message: 'It has 3 pixels.',
        allowed: expect.stringContaining('200 pixels'),
      });
    }
  });

  test.each([
    ['no JSON', { body: '{', headers: { 'content-type': 'application/json' } }, '400 not_json'],
    ['a list', { json: [] }, '400 not_json'],
    ['a form of HTML', { body: new URLSearchParams({ name: 'x' }) }, '415 not_json'],
    ['a field that there is not', { json: { nmae: 'x' } }, '400 unknown_field'],
    ['a name that is no text', { json: { name: 7 } }, '400 bad_name'],
    ['a name with a line break', { json: { name: 'a\nb' } }, '400 bad_name'],
    ['a name of 256 characters', { json: { name: 'x'.repeat(256) } }, '400 bad_name'],
    ['edits that are none', { json: { edits: { blur: 'hands' } } }, '422 bad_edits'],
    ['more than 64 kB', { json: { name: 'x'.repeat(70_000) } }, '413 too_large'],
  ])('of %s is refused', async (_, sent, expected) => {
    await using api = await open();
    const answer = await api.call('POST', '/uploads', sent);
    expect(outcomeOf(answer)).toBe(expected);
    expect(answer.json).toEqual({ code: expect.any(String), message: expect.any(String), allowed: expect.any(String) });
    expect(api.uploads.rows.size).toBe(0);
  });
});

describe('Photos', () => {
  test('are listed, shown with addresses, and removed at once', async () => {
    await using api = await open();
    const ids = [await addPhoto(api, 'one', { name: '1.jpg' }), await addPhoto(api, 'two')].sort();
    const listed = (await api.call('GET', '/photos/')).json;
    expect(listed['photos'].map(({ id }) => id)).toEqual(ids);
    expect((await api.call('GET', `/photos?after=${ids[0]}`)).json.photos).toMatchObject([{ id: ids[1] }]);
    const removed = await api.call('DELETE', `/photos/${ids[0]}`);
    expect([removed.status, removed.json]).toEqual([202, { photo: ids[0], objects: 4, removal: expect.any(String) }]);
    expect(outcomeOf(await api.call('GET', `/photos/${ids[0]}`))).toBe('404 no_such_photo');
    // A second time there is nothing left of it, which is no mistake of who asks.
    expect((await api.call('DELETE', `/photos/${ids[0]}`)).json).toMatchObject({ photo: ids[0], objects: 0 });
    // But nobody knows any more which others were made of its file.
    expect(outcomeOf(await api.call('DELETE', `/photos/${ids[0]}?versions=all`))).toBe('409 file_unknown');
    expect((await api.call('GET', '/photos')).json.photos).toMatchObject([{ id: ids[1] }]);
  });

  test('are listed a hundred at a time', async () => {
    const opened = await buckets.open();
    await using api = await openApi(opened, buckets.endpoint);
    const ids = Array.from({ length: 102 }, (_, index) => `7h3k9m2p4q8r${String(index).padStart(4, '0')}`);
    const puts = ids.map((id) => {
      const record = { id, name: '', width: 1, height: 1 };
      return opened.store.put({ key: recordKey(id), bytes: Buffer.from(JSON.stringify(record)), type: 'text/plain' }, deadline);
    });
    await Promise.all(puts);
    const first = (await api.call('GET', '/photos')).json;
    expect(first.photos.map(({ id }) => id)).toEqual(ids.slice(0, 100));
    expect(first.next).toBe(ids[99]);
    const second = (await api.call('GET', `/photos?after=${first.next}`)).json;
    expect(second.photos.map(({ id }) => id)).toEqual(ids.slice(100));
    expect(second).not.toHaveProperty('next');
  });

  test('that were removed since are said to be, where their upload is asked for', async () => {
    await using api = await open();
    const upload = await sendUpload(api, 'one');
    const { photo } = (await api.call('GET', `/uploads/${upload}`)).json;
    await api.call('DELETE', `/photos/${photo}`);
    expect((await api.call('GET', `/uploads/${upload}`)).json).toMatchObject({ status: 'refused', code: 'removed', photo });
  });

  test('are edited under a new id, and the old one may go', async () => {
    await using api = await open();
    const id = await addPhoto(api, 'a face', { name: 'face.jpg' });
    const { status, json } = await api.call('POST', `/photos/${id}/edits`, { json: { edits: { blur: 'faces' }, retire: true } });
    expect(status).toBe(202);
    expect((await api.call('GET', `/uploads/${json.upload}`)).json).toMatchObject({ status: 'waiting', name: 'face.jpg' });
    await api.workOnEdits();
    const edited = (await api.call('GET', `/uploads/${json.upload}`)).json;
    expect(edited).toMatchObject({ status: 'ready' });
    expect((await api.call('GET', `/photos/${edited.photo}`)).json).toMatchObject({ from: id, edits: { blur: 'faces' } });
    expect(outcomeOf(await api.call('GET', `/photos/${id}`))).toBe('404 no_such_photo');
  });

  test.each([
    ['/photos/7h3k9m2p4q8r5t6v/edits', { edits: { blur: 'faces' } }, '404 no_such_photo'],
    ['/photos/no-id/edits', { edits: { blur: 'faces' } }, '404 no_such_photo'],
    ['/photos/7h3k9m2p4q8r5t6v/edits', {}, '400 no_edits'],
    ['/photos/7h3k9m2p4q8r5t6v/edits', { edits: { seen: false } }, '422 bad_edits'],
    ['/photos/7h3k9m2p4q8r5t6v/edits', { edits: { seen: true }, retire: 'yes' }, '400 bad_retire'],
  ])('refuse %s with %j', async (path, json, expected) => {
    await using api = await open();
    expect(outcomeOf(await api.call('POST', path, { json }))).toBe(expected);
    expect([api.edits, api.uploads.rows.size]).toEqual([[], 0]);
  });

  test('whose edit cannot be sent say so, and the upload has failed', async () => {
    await using api = await open({
      sendEdit: async () => {
        throw new PhotoError('queue_failed', 'SQS does not answer.');
      },
    });
    const id = await addPhoto(api, 'a face');
    const answer = await api.call('POST', `/photos/${id}/edits`, { json: { edits: { blur: 'faces' } } });
    expect([outcomeOf(answer), answer.headers.get('retry-after')]).toEqual(['503 queue_failed', '2']);
    expect([...api.uploads.rows.values()].map(({ status }) => status)).toEqual(['ready', 'failed']);
  });
});
