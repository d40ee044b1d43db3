import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openFileUploads } from '../../../local/photos/file-uploads.ts';
import { inboxMessage } from '../../../local/photos/inbox-events.ts';
import { type UploadNews, withNews } from '../../../local/photos/upload-news.ts';
import { LOCAL_PHOTO_INBOX } from '../../../local/stack/config.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const UPLOAD = '0123456789abcdef';
let folder: TemporaryFolder;
let received: UploadNews[];

beforeEach(async () => {
  folder = await temporaryFolder('news');
  received = [];
});
afterEach(() => folder.remove());

test('says what is changed once the table has it, without names and edits, until nobody listens', async () => {
  const { table, news } = withNews(await openFileUploads(folder.path));
  const stop = news.listen((changed) => received.push(changed));
  await table.change(UPLOAD, { status: 'waiting', name: 'Ada at home.jpg', edits: { blur: 'faces' } });
  await table.change(UPLOAD, { status: 'refused', code: 'too_small', message: 'Too small.' });
  stop();
  await table.change(UPLOAD, { status: 'ready', photo: 'f'.repeat(16) });
  expect(received).toEqual([
    { upload: UPLOAD, status: 'waiting' },
    { upload: UPLOAD, status: 'refused', code: 'too_small', message: 'Too small.' },
  ]);
  expect(await table.read(UPLOAD)).toMatchObject({ status: 'ready', name: 'Ada at home.jpg' });
});

test('says which part of a worker’s work has begun, for uploads, for what was put there by its key, and for edits', async () => {
  const { news, sayStage } = withNews(await openFileUploads(folder.path));
  news.listen((changed) => received.push(changed));
  const stored = (key: string) => inboxMessage({ bucket: LOCAL_PHOTO_INBOX, key, size: 1, etag: 'e' } as never) ?? '';
  const bodies = [
    stored(`uploads/${UPLOAD}`),
    stored('photos/a.jpg'),
    JSON.stringify({ edit: { upload: 'e'.repeat(16), from: 'f'.repeat(16), edits: {} } }),
    '{"something":"else"}',
  ];
  for (const body of bodies) sayStage({ Records: [{ body }] } as never, 'detect'); // nothing else of an event is looked at
  expect(received).toEqual(
    [UPLOAD, 'photos/a.jpg', 'e'.repeat(16)].map((upload) => ({ upload, status: 'working', stage: 'detect' })),
  );
});
