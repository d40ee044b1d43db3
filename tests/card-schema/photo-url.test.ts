import { describe, expect, test } from '@jest/globals';
import { formatPhotoSize, parsePhotoSize } from '../../card-schema/photo-size.ts';
import { photoUrl } from '../../card-schema/photo-url.ts';
import { verifySignature } from '../../card-schema/signature.ts';
import { fc } from '../support/fast-check.ts';

const options = { origin: 'https://photos.app.com', signingKey: 'a key for tests only' };
const id = '7h3k9m2p4q8r5t6v';

/** Without its signature, which must be good. */
async function signed(url: string): Promise<string> {
  const [, of = '', size, signature = '', type] = /^\/(\w+)\/([\w-]+)\.([\w-]{22})\.(\w+)$/.exec(new URL(url).pathname) ?? [];
  expect(await verifySignature(signature, `photos/${of}/${size}.${type}`, [options.signingKey])).toBe(true);
  return `${of}/${size}.${type}`;
}

describe('photoUrl', () => {
  test.each([
    [{ id, width: 800, height: 600 }, `${id}/800x600.webp`],
    [{ id: `photo:${id}`, width: 800, height: 600 }, `${id}/800x600.webp`],
    [{ id, width: 800, height: 600, fit: 'inside' as const, type: 'jpg' as const }, `${id}/800x600-inside.jpg`],
    [{ id, width: 320 }, `${id}/320x2400-inside.webp`],
    [{ id, height: 240, type: 'avif' as const }, `${id}/2400x240-inside.avif`],
    [{ id, width: 320, height: undefined, fit: undefined, type: undefined }, `${id}/320x2400-inside.webp`],
    [{ id, width: 2400, height: 1 }, `${id}/2400x1.webp`],
  ])('gives %j the signed address of its file', async (input, file) => {
    const url = await photoUrl(input, options);
    expect(url.startsWith('https://photos.app.com/')).toBe(true);
    expect(await signed(url)).toBe(file);
  });

  test.each([
    [{ id: '7h3k9m2p4q8r5t6', width: 1 }, /"id" must be a photo's id/],
    [{ id: 'https://images.app.com/1.jpg', width: 1 }, /"id" must be/],
    [{ id: undefined as never, width: 1 }, /"id" must be/],
    [{ id }, /needs a "width", a "height" or both/],
    [{ id, width: 2401 }, /"width" must be a whole number from 1 to 2400; got "2401"/],
    [{ id, width: 0, height: 10 }, /"width" must be a whole number/],
    [{ id, width: 10, height: 10.5 }, /"height" must be a whole number/],
    [{ id, width: '800' as never }, /"width" must be a whole number/],
    [{ id, width: Number.NaN }, /"width" must be a whole number/],
    [{ id, width: 800, fit: 'cover' as const }, /"fit" must be cover, with a width and a height, or inside/],
    [{ id, width: 800, height: 600, fit: 'fill' as never }, /"fit" must be/],
    [{ id, width: 800, type: 'png' as never }, /"type" must be one of jpg, webp, avif/],
  ])('refuses %j', async (input, message) => {
    await expect(photoUrl(input, options)).rejects.toMatchObject({
      code: 'invalid_params',
      message: expect.stringMatching(message),
    });
  });

  test('says what is wrong with the configuration', async () => {
    const input = { id, width: 800 };
    await expect(photoUrl(input, { ...options, origin: 'photos.app.com' })).rejects.toMatchObject({ code: 'bad_config' });
    await expect(photoUrl(input, { ...options, signingKey: '' })).rejects.toMatchObject({ code: 'no_signing_key' });
    await expect(photoUrl(input, { ...options, signingKey: 'two,keys-of-a-deployment' })).rejects.toMatchObject({
      code: 'bad_config',
    });
  });
});

test('the size of a photo has one spelling', () => {
  const side = fc.integer({ min: 1, max: 2400 });
  const size = fc.record({
    width: side,
    height: side,
    fit: fc.constantFrom('cover', 'inside'),
    type: fc.constantFrom('jpg', 'webp', 'avif'),
  });
  fc.assert(fc.property(size, (given) => expect(parsePhotoSize(formatPhotoSize(given as never))).toEqual(given)));
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9x]{0,9}(-inside)?\.(jpg|webp|avif)$/), (text) => {
      const read = parsePhotoSize(text);
      if (read) expect(formatPhotoSize(read)).toBe(text);
    }),
  );
});
