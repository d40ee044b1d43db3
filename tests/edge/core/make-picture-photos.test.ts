// @examples article
import { expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { parseConfig } from '../../../edge/core/config.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../../edge/core/drawing-record.ts';
import { makePicture } from '../../../edge/core/make-picture.ts';
import type { Drawing } from '../../../edge/core/ports.ts';
import { CONFIG_HEADERS } from '../../support/events.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

const KEY = '0123456789ab/article/h-0.jpg';
const PHOTO = '7h3k9m2p4q8r5t6v';
const whole: Drawing = { jpeg: Uint8Array.of(0xff, 0xd8), quality: 85, missingGlyphs: [], missingImages: [] };

async function make(drawing: Drawing, cover = `photo:${PHOTO}`) {
  const store = createMemoryStore();
  const made = await makePicture(
    {
      card: createCard('article', { title: 'T', author: 'A', cover }),
      designVersion: '0123456789ab',
      config: parseConfig(CONFIG_HEADERS),
      deadline: createDeadline(8000),
      record: createDrawingRecord(),
      key: KEY,
    },
    { draw: async () => drawing, store, log: () => {} },
  );
  return { photos: made.photos, kept: store.photosOf(KEY) };
}

test('a picture is given and kept with the photos that it shows', async () => {
  expect(await make(whole)).toEqual({ photos: [PHOTO], kept: PHOTO });
});

test.each(['', '?v=2', '#top'])('a photo that a card has from the photo site is one that it shows, with %p too', async (more) => {
  const cover = `https://photos.app.com/${PHOTO}/800x600.AAAAAAAAAAAAAAAAAAAAAA.webp${more}`;
  expect(await make(whole, cover)).toEqual({ photos: [PHOTO], kept: PHOTO });
});

test('an image of another host is no photo', async () => {
  const cover = 'https://images.example.com/7h3k9m2p4q8r5t6/800x600.webp';
  expect(await make(whole, cover)).toEqual({ photos: [], kept: undefined });
});

test('a picture that lacks its photo is given with its id, so that it can be taken out of caches', async () => {
  const missingImages = [{ url: `photo:${PHOTO}`, reason: `photo ${PHOTO} is not there` }];
  expect(await make({ ...whole, missingImages })).toEqual({ photos: [PHOTO], kept: undefined });
});
