// @examples article
// Cards with photos of the team's own, drawn by the real browser.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createCard } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';
import { photoAddress } from '../../card-schema/photo-id.ts';
import type { CardPhoto, DrawJob, FetchPhoto } from '../../edge/core/ports.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';

const LEFT = '7h3k9m2p4q8r5t6v';
const RIGHT = '0123456789abcdef';
const GONE = 'zzzzzzzzzzzzzzzz';
const text = { title: 'A photo of the team', author: 'Ida Holm' };
const cardWith = (cover: string, avatar?: string) =>
  createCard('article', { ...text, cover: photoAddress(cover), ...(avatar ? { avatar: photoAddress(avatar) } : {}) });
const plain = createCard('article', text);

/** Where the heads are: at the ends of wide photos, of which a crop in the middle shows nothing. */
const HEADS = { [LEFT]: 0.05, [RIGHT]: 0.75 } as const;
const SIZE = { width: 1000, height: 600 };
const [HEAD_WIDTH, HEAD_HEIGHT] = [200, 240];

let photos: ReadonlyMap<string, CardPhoto>;
/** What becomes of a photo. */
let fetchPhoto: FetchPhoto;
/** The job whose photo is asked for. */
let job: DrawJob;
let tested: TestBrowser;

async function photoWithHead(left: number): Promise<CardPhoto> {
  const head = sharp({ create: { width: HEAD_WIDTH, height: HEAD_HEIGHT, channels: 3, background: 'magenta' } });
  const composite = [{ input: await head.png().toBuffer(), left: left * SIZE.width, top: 60 }];
  const bytes = await sharp({ create: { ...SIZE, channels: 3, background: 'gray' } })
    .composite(composite)
    .jpeg()
    .toBuffer();
  const focus: Focus = { ...SIZE, heads: [{ head: [left, 0.1, 0.2, 0.4], face: [left, 0.1, 0.2, 0.4] }], objects: [] };
  return { image: { bytes, type: 'image/jpeg' }, focus };
}

const given: FetchPhoto = async (id) => {
  const photo = photos.get(id);
  if (!photo) throw new CardError('image_refused', `photo ${id} is not there.`);
  return photo;
};
const withoutFocus: FetchPhoto = async (...asked) => ({ image: (await given(...asked)).image });

/** How much of a head stands on the cover, 0 to 1. */
async function headShown(jpeg: Uint8Array): Promise<number> {
  const { data, width } = await decode(jpeg);
  let magenta = 0;
  for (let at = 0; at < data.length; at += 4) {
    const isOnCover = (at / 4) % width > 1200 - 452;
    if (isOnCover && (data[at] ?? 0) > 200 && (data[at + 1] ?? 0) < 60 && (data[at + 2] ?? 0) > 200) magenta++;
  }
  const scale = 630 / SIZE.height;
  return magenta / (HEAD_WIDTH * HEAD_HEIGHT * scale ** 2);
}

beforeAll(async () => {
  photos = new Map(await Promise.all(Object.entries(HEADS).map(async ([id, left]) => [id, await photoWithHead(left)] as const)));
  fetchPhoto = given;
  tested = await openTestBrowser({
    fetchPhotoFor: (asking) => {
      job = asking;
      return (...asked) => fetchPhoto(...asked);
    },
  });
});
afterAll(() => tested?.close());

describe('a card with a photo', () => {
  test.each([
    ['the first card of a browser', LEFT],
    ['the card after it', RIGHT],
    ['a card that is drawn a second time', RIGHT],
  ])('shows the head whole: %s', async (_, id) => {
    fetchPhoto = given;
    const drawing = await tested.draw(cardWith(id));
    expect([drawing.missingImages, drawing.missingGlyphs]).toEqual([[], []]);
    expect(await headShown(drawing.jpeg)).toBeGreaterThan(0.97);
    expect(tested.entries).toEqual([]);
  });

  test('shows the middle of one of which nothing is known', async () => {
    fetchPhoto = withoutFocus;
    await using cold = await openTestBrowser({ fetchPhotoFor: () => withoutFocus });
    expect(await headShown((await cold.draw(cardWith(LEFT))).jpeg)).toBe(0);
  });

  test('shows two, each in its place', async () => {
    fetchPhoto = given;
    const drawing = await tested.draw(cardWith(RIGHT, LEFT));
    expect(drawing.missingImages).toEqual([]);
    expect(await headShown(drawing.jpeg)).toBeGreaterThan(0.97);
  });
});

describe('a photo that an earlier card has shown', () => {
  /** Comes when the picture is taken, and not before. */
  const afterCapture: FetchPhoto = async (...asked) => {
    while (!job.record.stagesMs().capture) await sleep(1);
    return given(...asked);
  };
  const gone: FetchPhoto = async (id) => {
    throw new CardError('image_refused', `photo ${id} is not there.`);
  };

  beforeEach(async () => {
    fetchPhoto = given;
    await tested.draw(cardWith(RIGHT));
  });

  test('is fetched again while the card is drawn', async () => {
    fetchPhoto = afterCapture;
    const drawing = await tested.draw(createCard('article', { ...text, title: 'Another one', cover: photoAddress(RIGHT) }));
    expect(drawing.missingImages).toEqual([]);
    expect(await headShown(drawing.jpeg)).toBeGreaterThan(0.97);
  });

  test('is not shown any more when it was removed', async () => {
    const like = await decode((await tested.draw(plain)).jpeg);
    fetchPhoto = gone;
    const drawing = await tested.draw(cardWith(RIGHT));
    expect(drawing.missingImages).toEqual([{ url: photoAddress(RIGHT), reason: `photo ${RIGHT} is not there` }]);
    expect(shareOfDifferentPixels(await decode(drawing.jpeg), like)).toBe(0);
  });

  test('is shown as it is now, if its id has come to name other pixels', async () => {
    const other = await photoWithHead(HEADS[LEFT]);
    fetchPhoto = async () => other;
    expect(await headShown((await tested.draw(cardWith(RIGHT))).jpeg)).toBeGreaterThan(0.97);
    fetchPhoto = async () => ({ image: other.image });
    const later = createCard('article', { ...text, title: 'Without a focus', cover: photoAddress(RIGHT) });
    expect(await headShown((await tested.draw(later)).jpeg)).toBe(0);
    expect(tested.entries).toEqual([]);
  });
});

describe('a card whose photo is not there', () => {
  const missing = [{ url: photoAddress(GONE), reason: `photo ${GONE} is not there` }];

  test('is drawn without it, incomplete, by a browser that is cold as by one that is warm, and nothing is blocked', async () => {
    fetchPhoto = given;
    await using cold = await openTestBrowser({ fetchPhotoFor: () => given });
    const like = await decode((await tested.draw(plain)).jpeg);
    for (const browser of [cold, tested]) {
      const drawing = await browser.draw(cardWith(GONE));
      expect(drawing.missingImages).toEqual(missing);
      expect(shareOfDifferentPixels(await decode(drawing.jpeg), like)).toBe(0);
      expect(browser.entries).toEqual([]);
    }
  });

  test('shows the other one', async () => {
    fetchPhoto = given;
    const drawing = await tested.draw(cardWith(LEFT, GONE));
    expect(drawing.missingImages).toEqual(missing);
    expect(await headShown(drawing.jpeg)).toBeGreaterThan(0.97);
  });

  test('names the setting where the deployment has no photos', async () => {
    fetchPhoto = given;
    const drawing = await tested.draw(cardWith(LEFT), { photoBucket: '' });
    const reason = `photo ${LEFT} cannot be read: the deployment has no photos (x-card-photo-bucket is not set)`;
    expect(drawing.missingImages).toEqual([{ url: photoAddress(LEFT), reason }]);
  });
});
