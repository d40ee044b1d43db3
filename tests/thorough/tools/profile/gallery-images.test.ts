import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { fetchGalleryImage, galleryImageAddresses } from '../../../../tools/profile/gallery/image-source.ts';
import { galleryImages, type ImageFile } from '../../../../tools/profile/gallery/images.ts';

let files: ReadonlyMap<string, ImageFile>;

beforeAll(async () => {
  files = await galleryImages('test');
}, 90_000);

const fetched = (name: string) =>
  fetchGalleryImage(files)(`https://images.edgecard.test/${name}`, createDeadline(5000)).then(
    ({ type }) => type,
    (error: { code: string }) => error.code,
  );

describe('The gallery’s images', () => {
  test('are of every type that a card may show, as a host on the web would send them', async () => {
    const types = await Promise.all([...files.keys()].map(fetched));
    for (const type of ['jpeg', 'png', 'gif', 'webp', 'avif', 'svg+xml']) expect(types).toContain(`image/${type}`);
    expect(types.filter((type) => type === 'image_refused').length).toBeGreaterThan(5);
  });

  test.each(['turned.webp', 'turned-5.webp'])('%s is turned upright by the edge', async (name) => {
    expect((await sharp(files.get(name)?.bytes).metadata()).orientation).toBeGreaterThan(1);
    expect(await fetched(name)).toBe('image/svg+xml');
  });

  test.each(['camera.jpg', 'camera-progressive.jpg', 'camera.webp', 'screen.png'])('%s has 24 megapixels', async (name) => {
    const { width, height } = await sharp(files.get(name)?.bytes).metadata();
    expect(width * height).toBe(24_000_000);
    expect(await fetched(name)).toMatch(/^image\//);
  });

  test.each([
    ['spoilt-lossy.webp', 'image/webp'],
    ['spoilt-colour.avif', 'image/avif'],
    ['spoilt-lossless.webp', 'image/webp'],
  ])('%s comes as far as the browser, whose decoder has to deal with it', async (name, type) => {
    expect(await fetched(name)).toBe(type);
  });

  test.each(['cut.jpg', 'cut.png', 'cut.webp', 'broken', 'empty', 'drawing.svg', 'missing.jpg'])(
    '%s cannot be had',
    async (name) => {
      expect(galleryImageAddresses(files)).toContain(`https://images.edgecard.test/${name}`);
      expect(await fetched(name)).toBe('image_refused');
    },
  );
});
