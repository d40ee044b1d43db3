// The photo site on this machine: the very guard and the very function of a deployment, on a photo that the worker made.
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type PhotoUrlInput, photoUrl } from '../../../../card-schema/photo-url.ts';
import { signatureOf } from '../../../../card-schema/signature.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import type { Distribution } from '../../../../local/cloudfront/distribution.ts';
import { openLocalPhotos } from '../../../../local/photos/local-photos.ts';
import type { FinishedRequest } from '../../../../local/s3/server.ts';
import { LOCAL_PHOTO_BUCKET } from '../../../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../../../local/stack/store.ts';
import { projectPath } from '../../../../project-path.ts';
import { difference, pixelsOf } from '../../../photos/test-pictures.ts';
import { sendAstronaut, sendPicture } from '../../../support/send-astronaut.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const { signing: signingKey } = DEVELOPMENT_KEYS;
/** Of the astronaut, 512 × 512, whose head is in the middle at the top. */
let id: string;
let blurred: string;
let folder: TemporaryFolder;
let store: LocalStore;
let api: string;
let site: Distribution;
/** Without merging of simultaneous misses, as many edge locations are. */
let sites: Distribution;
let closeAll: () => Promise<void>;
const lines: Record<string, unknown>[] = [];
const s3Requests: string[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('photo-site');
  const photos = await openLocalPhotos(folder.path, (event, fields = {}) => void lines.push({ event, ...fields }));
  const onRequest = ({ key }: FinishedRequest) => void s3Requests.push(key);
  store = await openLocalStore(folder.path, 0, { onObject: photos.onObject, onRequest });
  const serving = await photos.serve(store, 0);
  api = serving.url;
  site = await photos.serveSite(store, 0);
  sites = await photos.serveSite(store, 0, { collapse: false });
  closeAll = async () => {
    await sites.close();
    await site.close();
    await serving.close();
    await store.close();
  };
  id = await sendAstronaut(api);
  blurred = await sendAstronaut(api, { blur: 'faces' });
}, 60_000);
afterAll(async () => {
  await closeAll();
  await folder.remove();
});
beforeEach(() => {
  lines.length = 0;
  s3Requests.length = 0;
});

const addressOf = (input: Partial<PhotoUrlInput>, origin = site.url) => photoUrl({ id, ...input }, { origin, signingKey });
// Of sizes: the line about the photo of before may come late.
const made = () => lines.filter(({ event, made }) => event === 'photo_size' && made === true);
const keys = async (prefix: string) => {
  const { Contents = [] } = await store.client.send(new ListObjectsV2Command({ Bucket: LOCAL_PHOTO_BUCKET, Prefix: prefix }));
  return Contents.map(({ Key }) => Key);
};

describe('The photo site', () => {
  test.each([
    ['jpg', 'image/jpeg', 'jpeg'],
    ['webp', 'image/webp', 'webp'],
    ['avif', 'image/avif', 'heif'],
  ] as const)(
    'gives a photo as %s, from then on out of its cache and its bucket',
    async (type, media, format) => {
      const address = await addressOf({ width: 300, height: 200, type });
      const first = await fetch(address);
      expect(first.status).toBe(200);
      expect(first.headers.get('content-type')).toBe(media);
      expect(first.headers.get('cache-control')).toBe('public, max-age=86400');
      expect(first.headers.get('x-cache')).toBe('Miss from cloudfront');
      const bytes = Buffer.from(await first.arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 300, height: 200 });
      const again = await fetch(`${address}?utm=x`, { headers: { accept: 'text/plain' } });
      expect(again.headers.get('x-cache')).toBe('Hit from cloudfront');
      expect(again.headers.get('vary')).toBeNull();
      site.clearCache();
      const stored = await fetch(address);
      expect(Buffer.from(await stored.arrayBuffer())).toEqual(bytes);
      expect(stored.headers.get('content-type')).toBe(media);
      expect(stored.headers.get('cache-control')).toBe('public, max-age=86400');
      expect(made()).toHaveLength(1);
    },
    30_000,
  );

  test('crops around the head, gives the whole photo within a box, and enlarges nothing', async () => {
    const wide = await fetch(await addressOf({ width: 480, height: 160, type: 'jpg' }));
    const crop = await pixelsOf(sharp(Buffer.from(await wide.arrayBuffer())));
    // Of the whole width a strip with her head: in the middle of the photo it would begin at 171.
    const expected = (top: number) =>
      pixelsOf(
        sharp(projectPath('tests/photos/pictures/astronaut.png'))
          .extract({ left: 0, top, width: 512, height: 171 })
          .resize(480, 160, { fit: 'fill' }),
      );
    expect(difference(crop, await expected(20))).toBeLessThan(difference(crop, await expected(171)));
    const sizes = {
      inside: { width: 100, height: 400, fit: 'inside' },
      large: { width: 2400, height: 1200 },
      whole: { width: 2000 },
    } as const;
    const sizeOf = async (input: Partial<PhotoUrlInput>) => {
      const { width, height } = await sharp(Buffer.from(await (await fetch(await addressOf(input))).arrayBuffer())).metadata();
      return `${width} x ${height}`;
    };
    expect(await sizeOf(sizes.inside)).toBe('100 x 100');
    expect(await sizeOf(sizes.large)).toBe('512 x 256');
    expect(await sizeOf(sizes.whole)).toBe('512 x 512');
  }, 30_000);

  test('shows a blurred photo blurred in every size', async () => {
    const pictureOf = async (photo: string) =>
      pixelsOf(
        sharp(Buffer.from(await (await fetch(await addressOf({ id: photo, width: 400, type: 'jpg' }))).arrayBuffer())).extract({
          left: 150,
          top: 60,
          width: 70,
          height: 70,
        }),
      );
    expect(difference(await pictureOf(id), await pictureOf(blurred))).toBeGreaterThan(15);
  }, 30_000);

  test('refuses forged, swapped and oversized addresses without a run of the function, and without S3', async () => {
    const good = new URL(await addressOf({ width: 222, height: 111, type: 'jpg' })).pathname;
    const [, , file = ''] = good.split('/');
    const oversized = `/${id}/4000x4000.${await signatureOf(`photos/${id}/4000x4000.jpg`, signingKey)}.jpg`;
    const refused = [
      good.replace(/\.[\w-]{22}\./, `.${'A'.repeat(22)}.`),
      good.replace('222x', '223x'),
      good.replace('.jpg', '.avif'),
      good.replace('x111.', 'x111-inside.'),
      `/${blurred}/${file}`,
      oversized,
      `/photos/${id}/1600.jpg`,
      `/${id}/photo.json`,
      '/',
    ];
    for (const path of refused) {
      const answer = await fetch(`${site.url}${path}`);
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 403, 'no-store']);
    }
    expect((await fetch(`${site.url}${good}`, { method: 'POST' })).status).toBe(403);
    expect(s3Requests).toEqual([]);
    expect(lines.filter(({ event }) => event === 'photo_size')).toEqual([]);
  });

  test.each([
    ['one edge location', () => site, 333],
    ['as many edge locations', () => sites, 334],
  ])(
    'makes a new size once for 200 viewers at once, at %s',
    async (_, at, width) => {
      const address = await addressOf({ width, height: 222 }, at().url);
      const answers = await Promise.all(Array.from({ length: 200 }, () => fetch(address)));
      const bytes = new Set(
        await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()).toString('base64'))),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      expect(bytes.size).toBe(1);
      expect(made()).toHaveLength(1);
    },
    60_000,
  );

  test('has a panorama in every size, however low its files are', async () => {
    const wide = await sharp({ create: { width: 4000, height: 200, channels: 3, background: '#369' } })
      .jpeg()
      .toBuffer();
    const address = await addressOf({ id: await sendPicture(api, wide), width: 400 });
    expect(await sharp(await (await fetch(address)).arrayBuffer()).metadata()).toMatchObject({ width: 400, height: 20 });
  }, 30_000);

  test('says 404 to a photo that is not there, and soon looks again', async () => {
    const missing = await fetch(await addressOf({ id: '00000000000000zz', width: 100 }));
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'public, max-age=10']);
    expect(await keys('photos/00000000000000zz/')).toEqual([]);
  });

  test('has nothing of a photo that was removed, whatever sizes there were', async () => {
    const removed = await sendAstronaut(api, { focus: [0.5, 0.5] });
    const address = await addressOf({ id: removed, width: 123, height: 45 });
    expect((await fetch(address)).status).toBe(200);
    expect(await keys(`photos/${removed}/`)).toContain(`photos/${removed}/123x45.webp`);
    expect((await fetch(`${api}/photos/${removed}`, { method: 'DELETE' })).status).toBe(202);
    site.clearCache();
    expect((await fetch(address)).status).toBe(404);
    expect(await keys(`photos/${removed}/`)).toEqual([]);
  }, 30_000);
});
