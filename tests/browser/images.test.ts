// @examples article quote
// Images as people's hosts send them, judged as at the edge and drawn by the real browser.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type Card, createCard } from '../../card-schema/catalogue.ts';
import { judgeImage } from '../../edge/adapters/images/judge-image.ts';
import { avifOfTiles } from '../support/avif-of-tiles.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { heldAs, picture, type TurnedType, WHOLE_FILES } from '../support/image-files.ts';
import { decode, type Pixels, shareOfPixelsBeyond } from '../support/pictures.ts';

const TYPES: readonly TurnedType[] = ['jpeg', 'png', 'png with its EXIF last', 'webp', 'avif'];
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
/** What is left of a picture when it is scaled: edges move by less than a pixel. */
const ALIKE = 0.01;

/** An arrow that points up, with a bar at its left: wrong in any other position. */
const ARROW = `<svg xmlns="http://www.w3.org/2000/svg" width="450" height="550" viewBox="0 0 900 1100">
  <rect width="900" height="550" fill="#3b82f6"/><rect y="550" width="900" height="550" fill="#16a34a"/>
  <rect width="70" height="1100" fill="#facc15"/><path fill="#ef4444" d="M450 160 690 500H540V930H360V500H210Z"/></svg>`;

const files = new Map<string, () => Promise<Buffer>>();
const address = (name: string, make: () => Promise<Buffer>) => {
  const url = `https://images.example.com/${encodeURIComponent(name)}`;
  files.set(url, make);
  return url;
};

/** The card sites that the fetcher of images was given. */
const sites = new Set<string>();
let browser: TestBrowser;
let upright: Pixels;
const draw = async (card: Card) => decode((await browser.draw(card)).jpeg);
const article = (cover: string) => createCard('article', { title: 'Up is up', author: 'Ida Holm', cover });

beforeAll(async () => {
  browser = await openTestBrowser({
    fetchImageFor: (_, site) => {
      sites.add(site);
      return async (url) => judgeImage((await files.get(url)?.()) ?? Buffer.alloc(0), 'images.example.com');
    },
  });
  upright = await draw(article(address('upright', () => sharp(Buffer.from(ARROW)).png().toBuffer())));
});
afterAll(() => browser.close());

describe.each(TYPES)('a cover of %s is upright', (type) => {
  test.each(ORIENTATIONS)('whatever its EXIF says: %d', async (orientation) => {
    const cover = address(`${type} ${orientation}`, () => heldAs(orientation, type, sharp(Buffer.from(ARROW))));
    expect(shareOfPixelsBeyond(24, await draw(article(cover)), upright)).toBeLessThan(ALIKE);
  });
});

test('an image that is turned looks as any other one in every template: cut, round and framed', async () => {
  const [plain, turned] = [1, 6].map((orientation) =>
    address(`framed ${orientation}`, () => heldAs(orientation, 'webp', sharp(Buffer.from(ARROW)))),
  );
  const cards = (image = ''): readonly Card[] => [
    createCard('quote', { words: 'Up is up.', speaker: 'Ida Holm', portrait: image }),
    createCard('article', { title: 'Up is up', author: 'Ida Holm', avatar: image }),
    createCard('article', { title: 'Up is up', author: 'Ida Holm', avatar: image, cover: image }),
  ];
  const others = cards(plain);
  for (const [at, card] of cards(turned).entries()) {
    expect(shareOfPixelsBeyond(24, await draw(card), await draw(others[at] ?? card))).toBeLessThan(ALIKE / 2);
  }
});

test('an AVIF that turns by boxes of its own is turned once', async () => {
  // As its boxes say: a quarter to the right of what is stored.
  const stored = () =>
    sharp(Buffer.from(ARROW)).rotate(270).withMetadata({ orientation: 6 }).avif({ lossless: true, effort: 0 }).toBuffer();
  expect(shareOfPixelsBeyond(24, await draw(article(address('boxes', stored))), upright)).toBeLessThan(ALIKE);
});

describe('what is taken is drawn:', () => {
  let without: Pixels;
  let plain: Pixels;
  beforeAll(async () => {
    without = await draw(article(''));
    plain = await draw(article(address('plain', () => picture().png().toBuffer())));
  });

  test.each(Object.entries(WHOLE_FILES))('%s', async (name, make) => {
    const drawn = await draw(article(address(name, make)));
    expect(shareOfPixelsBeyond(24, drawn, without)).toBeGreaterThan(0.25);
    const hasOtherColours = /grey|CMYK|transparent|turned/.test(name);
    if (!hasOtherColours) expect(shareOfPixelsBeyond(40, drawn, plain)).toBeLessThan(0.05);
  });
});

test('an AVIF of tiles is drawn with all of them', async () => {
  const halves = { create: { width: 128, height: 64, channels: 3, background: '#e00000' } } as const;
  const right = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#0000e0' } })
    .png()
    .toBuffer();
  const plain = () =>
    sharp(halves)
      .composite([{ input: right, left: 64, top: 0 }])
      .png()
      .toBuffer();
  const expected = await draw(article(address('halves', plain)));
  expect(shareOfPixelsBeyond(40, await draw(article(address('tiles', () => avifOfTiles()))), expected)).toBeLessThan(ALIKE);
});

test.each([
  ['letters and blanks', 'https://images.example.com/Köln Dom.jpg'],
  [
    'every other character of ASCII',
    'https://images.example.com/ !"$%&\'()*+,-.:;<=>@[]^_`{|}~?q= !"$%&\'()*+,-./:;<=>?@[]^_`{|}~',
  ],
  ['a host of another script', 'https://BÜCHER.example:443/a.jpg#top'],
  ['no scheme', '//images.example.com/a/../b.jpg'],
])('the page asks for an image by the address that it was fetched by: %s', async (_, cover) => {
  const { params } = article(cover) as Card<'article'>;
  files.set(params.cover, () => sharp(Buffer.from(ARROW)).png().toBuffer());
  expect(shareOfPixelsBeyond(24, await draw(article(cover)), upright)).toBeLessThan(ALIKE);
});

test('the fetcher of images is given the card site, for hosts that want a contact', () => {
  expect([...sites]).toEqual([browser.site]);
});
