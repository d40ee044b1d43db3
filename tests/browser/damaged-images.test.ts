// @examples article
// Images that are whole by their lengths and markers, and that the browser cannot decode to their end.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { createCard } from '../../card-schema/catalogue.ts';
import { judgeImage } from '../../edge/adapters/images/judge-image.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { WHOLE_FILES } from '../support/image-files.ts';

const SHAPES = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="900" height="700" fill="teal"/>
  <circle cx="300" cy="300" r="200" fill="gold"/><path d="M100 600 L800 650 L500 100 z" fill="navy" opacity="0.6"/></svg>`;
const WRITERS: Readonly<Record<string, (shapes: Sharp) => Sharp>> = {
  AVIF: (shapes) => shapes.avif({ effort: 0 }),
  'WebP, lossless': (shapes) => shapes.webp({ lossless: true }),
  'WebP, lossy': (shapes) => shapes.webp(),
  GIF: (shapes) => shapes.gif(),
};
/** Parts of a file's length at which some of its bytes are others, of which one at least is seen by each decoder. */
const PLACES = [0.1, 0.2, 0.3, 0.5, 0.8];

const files = new Map<string, Buffer>();
let browser: TestBrowser;
beforeAll(async () => {
  const fetchImage = async (url: string) => judgeImage(files.get(url) ?? Buffer.alloc(0), 'images.example.com');
  browser = await openTestBrowser({ fetchImageFor: () => fetchImage });
});
afterAll(() => browser.close());

async function drawWith(name: string, bytes: Buffer) {
  const cover = `https://images.example.com/${encodeURIComponent(name)}`;
  files.set(cover, bytes);
  return browser.draw(createCard('article', { title: 'Whole?', author: 'Ida Holm', cover }));
}

function damagedAt(place: number, whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  const from = Math.floor(copy.length * place);
  for (let at = from; at < from + 60; at++) copy[at] = (copy[at] ?? 0) ^ 0x5a;
  return copy;
}

describe.each(Object.entries(WRITERS))('a damaged image is left out and named: %s', (type, write) => {
  test('at some place of its bytes', async () => {
    const whole = await write(sharp(Buffer.from(SHAPES))).toBuffer();
    const without = await browser.draw(createCard('article', { title: 'Whole?', author: 'Ida Holm' }));
    let seen = 0;
    for (const place of PLACES) {
      const { jpeg, missingImages } = await drawWith(`${type} ${place}`, damagedAt(place, whole));
      if (missingImages.length === 0) continue; // another picture, but one that the decoder takes for right
      seen++;
      expect(missingImages[0]?.reason).toMatch(
        /images\.example\.com sends an image that the browser cannot decode|is not whole or not right/,
      );
      expect(Buffer.compare(jpeg, without.jpeg)).toBe(0);
    }
    expect(seen).toBeGreaterThan(0);
    expect(await drawWith(`${type} whole`, whole)).toMatchObject({ missingImages: [] });
  });
});

test.each(Object.entries(WHOLE_FILES))('a whole image is not taken for a damaged one: %s', async (name, make) => {
  expect(await drawWith(name, await make())).toMatchObject({ missingImages: [] });
});
