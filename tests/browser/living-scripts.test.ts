// @examples article
// Every living script by golden collages: twelve cards a sheet, at a third of their size. `EDGECARD_GOLDEN=update` draws them again:
// look at them before you commit.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp, { type OverlayOptions } from 'sharp';
import { createCard } from '../../card-schema/catalogue.ts';
import { LIVING_SCRIPTS } from '../../tools/profile/gallery/living-scripts.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { compareWithGolden, UPDATING_GOLDENS, updateGolden } from '../support/golden.ts';

const [COLUMNS, ROWS, WIDTH, HEIGHT] = [3, 4, 400, 210];
const PER_SHEET = COLUMNS * ROWS;

const sheets = Array.from({ length: Math.ceil(LIVING_SCRIPTS.length / PER_SHEET) }, (_, at) => ({
  name: `sheet-${String(at + 1).padStart(2, '0')}`,
  scripts: LIVING_SCRIPTS.slice(at * PER_SHEET, (at + 1) * PER_SHEET),
}));

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser.close());

test.each(sheets)('$name looks as it did', async ({ name, scripts }) => {
  const pictures: OverlayOptions[] = [];
  for (const [at, { sentence, words }] of scripts.entries()) {
    const author = Array.from(words.slice(0, 3).join(' ')).slice(0, 60).join('').trim();
    const { jpeg, missingGlyphs } = await browser.draw(createCard('article', { title: sentence, author }));
    expect(missingGlyphs).toEqual([]);
    const input = await sharp(jpeg).resize(WIDTH, HEIGHT).png().toBuffer();
    pictures.push({ input, left: (at % COLUMNS) * WIDTH, top: Math.floor(at / COLUMNS) * HEIGHT });
  }
  const size = { width: COLUMNS * WIDTH, height: ROWS * HEIGHT, channels: 3 as const, background: '#fff' };
  const jpeg = await sharp({ create: size }).composite(pictures).jpeg({ quality: 80 }).toBuffer();
  const file = `living-scripts/${name}.jpg`;
  if (UPDATING_GOLDENS) await updateGolden(file, jpeg);
  await compareWithGolden(file, jpeg);
});
