import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { formatPhotoSize, MAX_PHOTO_SIDE, PHOTO_TYPES, type PhotoSize } from '../../card-schema/photo-size.ts';
import { photoUrl } from '../../card-schema/photo-url.ts';
import { signatureOf } from '../../card-schema/signature.ts';
import { loadFunction } from '../../local/cloudfront/cloudfront-function.ts';
import { loadPhotoSiteGuard } from '../../local/photos/site-guard.ts';
import { projectPath } from '../../project-path.ts';
import { fc } from '../support/fast-check.ts';
import { at } from './guard-requests.ts';

const OLD = 'old-signing-key-of-tests';
const NEW = 'new-signing-key-of-tests';
const ID = '7h3k9m2p4q8r5t6v';
const guard = loadPhotoSiteGuard([NEW, OLD]);
const DENIED = { statusCode: 403, headers: { 'cache-control': { value: 'no-store' } } };

const pathOf = async (size: Partial<PhotoSize> = {}, signingKey = NEW, id = ID) => {
  const input = { id, width: 800, height: 600, type: 'jpg' as const, ...size };
  return new URL(await photoUrl(input, { origin: 'https://photos.app.com', signingKey })).pathname;
};
/** As a signer would write it that checks nothing. */
const carelessly = async (file: string, id = ID, key = NEW) => {
  const cut = file.lastIndexOf('.');
  return `/${id}/${file.slice(0, cut)}.${await signatureOf(`photos/${id}/${file}`, key)}${file.slice(cut)}`;
};
const good = await pathOf();
const sizeOf = (path: string) => path.split('/')[2] ?? '';

const REFUSED: readonly (readonly [about: string, uri: string, method?: string])[] = [
  ['no signature', `/${ID}/800x600.jpg`],
  ['the key itself', `/photos/${ID}/800x600.jpg`],
  ['an empty signature', `/${ID}/800x600..jpg`],
  ['a signature by another key', await pathOf({}, 'a-key-of-a-stranger-here')],
  ['the signature of another size', (await pathOf({ width: 801 })).replace('801x', '800x')],
  ['the signature of another fit', (await pathOf({ fit: 'inside' })).replace('-inside', '')],
  ['the signature of another type', (await pathOf({ type: 'avif' })).replace('.avif', '.jpg')],
  ['the signature of another photo', `/${ID.replace('7', '8')}/${sizeOf(good)}`],
  ['the signature of a card', `/${ID}/800x600.${await signatureOf(`${ID}/800x600`, NEW)}.jpg`],
  ['a signature with something after it', good.replace('.jpg', 'A.jpg')],
  ['a signature whose last character has other bits', good.replace(/.\.jpg$/, 'B.jpg')],
  ['something after the type', `${good}/`],
  ['a line break after the type', `${good}%0a`],
  ['capitals in the type', good.replace('.jpg', '.JPG')],
  ['a second slash', `/${good}`],
  ['an escaped letter', good.replace('x', '%78')],
  ['more than 2,400 pixels, well signed', await carelessly('2401x600.jpg')],
  ['9999 pixels, well signed', await carelessly('800x9999.webp')],
  ['five digits, well signed', await carelessly('10000x600.jpg')],
  ['no pixels, well signed', await carelessly('0x600.jpg')],
  ['a zero in front, well signed', await carelessly('0800x600.jpg')],
  ['the whole variant, well signed', await carelessly('1600.jpg')],
  ['the record, well signed', await carelessly('photo.json')],
  ['the master, well signed', await carelessly(`${ID}.webp`, '../masters')],
  ['another type, well signed', await carelessly('800x600.png')],
  ['an id that leads elsewhere, well signed', await carelessly('800x600.jpg', '../reviews/x')],
  ['an id in capitals, well signed', await carelessly('800x600.jpg', ID.toUpperCase())],
  ['POST', good, 'POST'],
  ['DELETE', good, 'DELETE'],
  ['OPTIONS', good, 'OPTIONS'],
  ['nothing but the root', '/'],
];

describe('The guard of the photo site', () => {
  test('makes a signed address the key of its file, without its query', () => {
    const request = { uri: good, querystring: { utm: { value: 'x' } }, headers: { accept: { value: 'image/avif' } } };
    expect(guard(at(request))).toMatchObject({ method: 'GET', uri: `/photos/${ID}/800x600.jpg`, querystring: {} });
    expect(guard(at({ uri: good, method: 'HEAD' }))).toMatchObject({ method: 'HEAD', uri: `/photos/${ID}/800x600.jpg` });
  });

  test('takes all sizes, fits and types that can be signed, whichever key of the deployment signed', async () => {
    const side = fc.integer({ min: 1, max: MAX_PHOTO_SIDE });
    const size = fc.record({
      width: side,
      height: side,
      fit: fc.constantFrom('cover' as const, 'inside' as const),
      type: fc.constantFrom(...PHOTO_TYPES),
    });
    const property = fc.asyncProperty(size, fc.constantFrom(NEW, OLD), async (given, key) => {
      const uri = await pathOf(given, key);
      expect(guard(at({ uri }))).toMatchObject({ uri: `/photos/${ID}/${formatPhotoSize(given)}` });
    });
    await fc.assert(property, { numRuns: 200 });
  });

  test('gives the addresses that two keys have signed one key of the cache', async () => {
    const [byNew, byOld] = await Promise.all([pathOf({}, NEW), pathOf({}, OLD)]);
    expect(byNew).not.toBe(byOld);
    expect(guard(at({ uri: byNew }))).toEqual(guard(at({ uri: byOld })));
  });

  test.each(REFUSED)('denies an address with %s', (_, uri, method = 'GET') => {
    expect(guard(at({ uri, method }))).toMatchObject(DENIED);
  });

  test('denies a good address with any one character changed', () => {
    for (let place = 1; place < good.length; place++) {
      const changed = good[place] === '1' ? '2' : '1';
      expect(guard(at({ uri: good.slice(0, place) + changed + good.slice(place + 1) }))).toMatchObject(DENIED);
    }
  });

  test('says the same to everybody it denies', async () => {
    expect(guard(at({ uri: '/' }))).toEqual(guard(at({ uri: await pathOf({}, 'a-key-of-a-stranger-here') })));
  });

  test.each([[['']], [[NEW, '']], [['  ', NEW]], [['{{resolve:secretsmanager:x}}', NEW]]])(
    'denies everything with the keys %j',
    async (keys) => {
      const closed = loadPhotoSiteGuard(keys);
      for (const key of [NEW, keys[0] || '{{signing-keys}}']) {
        expect(closed(at({ uri: await carelessly('800x600.jpg', ID, key) }))).toMatchObject(DENIED);
      }
    },
  );

  test('denies everything when nobody put keys in', async () => {
    const bare = loadFunction(readFileSync(projectPath('edge/photo-site-guard.js'), 'utf8'));
    for (const key of [NEW, '{{signing-keys}}'])
      expect(bare(at({ uri: await carelessly('800x600.jpg', ID, key) }))).toMatchObject(DENIED);
  });

  test('denies whatever is no address, and never fails', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-z]{16}\/[0-9]{1,4}x.{0,30}$/));
    fc.assert(
      fc.property(text, (path) => expect(guard(at({ uri: `/${path}` }))).toMatchObject(DENIED)),
      { numRuns: 300 },
    );
  });
});
