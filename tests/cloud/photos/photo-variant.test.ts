import { describe, expect, test } from '@jest/globals';
import type { PhotoVariantParts } from '../../../cloud/photos/create-photo-variant.ts';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';
import { masterKey, recordKey } from '../../../cloud/photos/photo-keys.ts';
import { removeStored } from '../../../cloud/photos/remove-photo.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { ID, openSizes } from '../../support/photo-sizes.ts';

const textOf = ({ body = '' }: { body?: string | undefined }) => Buffer.from(body, 'base64').toString();

describe('The function of the photo site', () => {
  test('makes a size of the largest whole variant, stores it and answers it', async () => {
    const { get, photos, lines } = openSizes();
    const answer = await get('300x600.webp');
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'image/webp', 'cache-control': 'public, max-age=86400' },
      isBase64Encoded: true,
    });
    // The face stands at the right.
    expect(textOf(answer)).toMatch(/^whole 300x600 from 0\.[56]\d webp$/);
    expect(photos.files.get(`photos/${ID}/300x600.webp`)).toMatchObject({ type: 'image/webp' });
    expect(lines).toMatchObject([{ event: 'photo_size', photo: ID, size: '300x600.webp', made: true, PhotoSizesMade: 1 }]);
  });

  test('never looks at the master', async () => {
    const { get, photos } = openSizes();
    photos.files.set(masterKey(ID), { key: masterKey(ID), bytes: Buffer.from('unblurred'), type: 'image/webp' });
    expect(textOf(await get('1600x1200-inside.jpg'))).toBe('whole 1600x1200 all jpg');
  });

  test('answers what is there without making it', async () => {
    const { get, encoded, lines } = openSizes();
    const first = await get('800x600.jpg');
    expect(await get('800x600.jpg')).toEqual(first);
    expect(encoded).toHaveLength(1);
    expect(lines[1]).toMatchObject({ made: false });
    expect(lines[1]).not.toHaveProperty('PhotoSizesMade');
  });

  test('answers HEAD without a body', async () => {
    expect(await openSizes().get('800x600.avif', { method: 'HEAD' })).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'image/avif' },
      body: '',
    });
  });

  test.each([
    ['a photo that is not there', '800x600.jpg', '7h3k9m2p4q8r5t6w'],
    ['more than 2,400 pixels', '2401x600.jpg', ID],
    ['no size', 'photo.json', ID],
    ['an id that leads elsewhere', '800x600.jpg', '..'],
    ['an escaped slash', '800x600.jpg', `${ID}%2f..`],
  ])('says 404 to %s, and not for long', async (_, file, id) => {
    const { get, encoded } = openSizes();
    expect(await get(file, { id })).toMatchObject({ statusCode: 404, headers: { 'cache-control': 'public, max-age=10' } });
    expect(encoded).toEqual([]);
  });

  test('says 404 while a photo is half made: its record is put last', async () => {
    const { get, photos } = openSizes();
    photos.files.delete(recordKey(ID));
    expect(await get('800x600.jpg')).toMatchObject({ statusCode: 404 });
    expect([...photos.files.keys()]).toEqual([`photos/${ID}/1600.jpg`]);
  });

  test('makes it once, however many ask at the same time', async () => {
    const { get, encoded, photos } = openSizes(slow);
    const answers = await Promise.all(Array.from({ length: 200 }, () => get('640x480.webp')));
    expect(new Set(answers.map(textOf))).toEqual(new Set(['whole 640x480 from 0.00 webp']));
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(encoded).toHaveLength(1);
    expect(photos.files.has(`photos/${ID}/640x480.webp`)).toBe(true);
  });

  test('goes on where the call that made it has died', async () => {
    const { get, table, encoded } = openSizes();
    await table.claim(`${ID}/640x480.jpg`, 'a dead call', Date.now() + 300);
    expect(await get('640x480.jpg')).toMatchObject({ statusCode: 200 });
    expect(encoded).toHaveLength(1);
  });

  test('says 503, uncached, when another call takes too long, and the next one makes it', async () => {
    const { get, table } = openSizes();
    await table.claim(`${ID}/640x480.jpg`, 'a call that hangs', Date.now() + 2500);
    expect(await get('640x480.jpg', { remainingMs: 2300 })).toMatchObject({
      statusCode: 503,
      headers: { 'cache-control': 'no-store', 'retry-after': '2' },
    });
    await table.release(`${ID}/640x480.jpg`, 'a call that hangs');
    expect(await get('640x480.jpg')).toMatchObject({ statusCode: 200 });
  });

  test('makes it without the table of claims, if that fails', async () => {
    const broken = () => Promise.reject(new PhotoError('table_failed', 'The table is gone.'));
    const { get, lines } = openSizes((parts) => ({ ...parts, table: { claim: broken, release: broken } }));
    expect(await get('640x480.jpg')).toMatchObject({ statusCode: 200 });
    expect(lines).toMatchObject([{ event: 'photo_size_unclaimed', code: 'table_failed' }, { event: 'photo_size' }]);
  });

  test.each(['read', 'readRecord', 'put'] as const)('says 503, uncached, when the store fails at %s', async (method) => {
    const { get, lines } = openSizes((parts) => ({
      ...parts,
      store: { ...parts.store, [method]: () => Promise.reject(new PhotoError('store_failed', 'S3 does not answer.')) },
    }));
    expect(await get('640x480.jpg')).toMatchObject({ statusCode: 503, headers: { 'cache-control': 'no-store' } });
    expect(lines).toMatchObject([{ event: 'photo_size_failed', code: 'store_failed' }]);
  });

  test.each(['before it is decoded', 'before its file is put', 'after its file was put'])(
    'leaves nothing of a photo that is removed %s',
    async (when) => {
      const sizes = openSizes((parts) => removingAt(when, parts));
      expect(await sizes.get('640x480.jpg')).toMatchObject({ statusCode: 404 });
      expect([...sizes.photos.files.keys()]).toEqual([]);
    },
  );
});

function slow(parts: PhotoVariantParts): PhotoVariantParts {
  return {
    ...parts,
    async decode(source, deadline) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return parts.decode(source, deadline);
    },
  };
}

/** The removal of a photo, all of it, between two steps of the function. */
function removingAt(when: string, parts: PhotoVariantParts): PhotoVariantParts {
  const { store } = parts;
  const remove = () => removeStored(ID, store as Parameters<typeof removeStored>[1], createDeadline(5000)); // a whole one, in these tests
  return {
    ...parts,
    async decode(source, deadline) {
      if (when === 'before it is decoded') await remove();
      return parts.decode(source, deadline);
    },
    store: {
      ...store,
      async put(file, deadline) {
        if (when === 'before its file is put') await remove();
        const isNew = await store.put(file, deadline);
        if (when === 'after its file was put') await remove();
        return isNew;
      },
    },
  };
}
