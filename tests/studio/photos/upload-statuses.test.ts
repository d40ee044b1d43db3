import { afterEach, expect, jest, test } from '@jest/globals';
import { settled, uploadChanged } from '../../../card-site/studio/photos/upload-statuses.ts';

const { signal } = new AbortController();
const UPLOAD = 'c4x2n8v0w6k1p5zt';
const photo = '7h3k9m2p4q8r5t6v';

afterEach(() => void jest.restoreAllMocks());

/** The server says nothing but by its events. */
function follow() {
  jest.spyOn(globalThis, 'fetch').mockReturnValue(new Promise(() => {}));
  return settled(UPLOAD, { signal });
}

test('a review whose answer has failed says why: it is not taken for published', async () => {
  const ending = follow();
  uploadChanged({ upload: UPLOAD, status: 'review', photo, code: 'failed', message: 'Send it again later.' });
  expect(await ending).toEqual({ status: 'review', upload: UPLOAD, photo, message: 'Send it again later.' });
});

test('a photo that begins to wait for a person has no message', async () => {
  const ending = follow();
  uploadChanged({ upload: 'another0another0', status: 'ready', photo });
  uploadChanged({ upload: UPLOAD, status: 'working' });
  uploadChanged({ upload: UPLOAD, status: 'review', photo });
  expect(await ending).toEqual({ status: 'review', upload: UPLOAD, photo });
});
