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

async function make(drawing: Drawing) {
  const store = createMemoryStore();
  const made = await makePicture(
    {
      card: createCard('article', { title: 'T', author: 'A', cover: `photo:${PHOTO}` }),
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

test('a picture that lacks its photo is given with its id, so that it can be taken out of caches', async () => {
  const missingImages = [{ url: `photo:${PHOTO}`, reason: `photo ${PHOTO} is not there` }];
  expect(await make({ ...whole, missingImages })).toEqual({ photos: [PHOTO], kept: undefined });
});
