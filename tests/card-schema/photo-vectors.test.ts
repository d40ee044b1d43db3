// Of the vectors for signers, those of photos.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isPhotoId } from '../../card-schema/photo-id.ts';
import { parsePhotoSize } from '../../card-schema/photo-size.ts';
import { photoVectorOf, readVectors } from '../../tools/signature-vectors.ts';

const { photos, refusedPhotos } = await readVectors();

describe.each(photos)('the vector of a photo, "$about",', (vector) => {
  test('is what this code signs: if not, run npm run vectors', async () => {
    expect(vector).toEqual(await photoVectorOf(vector));
  });

  test('is what a signer makes that shares no code with it', () => {
    const { id, file, key, path } = vector;
    const [size, type] = file.split('.');
    const mac = createHmac('sha256', key).update(`photos/${id}/${file}`).digest().subarray(0, 16).toString('base64url');
    expect(path).toBe(`/${id}/${size}.${mac}.${type}`);
  });
});

test.each(refusedPhotos)('no photo has $about', ({ id, file }) => {
  expect(isPhotoId(id) && parsePhotoSize(file) !== undefined).toBe(false);
});
