// @examples article
// From a photo of a phone to the card of it, on the demo site and without AWS, as somebody does it who tries Edgecard.
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { cardUrl } from '../../../../card-schema/card-url.ts';
import { headOf } from '../../../../card-schema/photo-heads.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { embeddedDetector, pixelsOf } from '../../../photos/test-photos.ts';
import { CAMERA, phonePhoto } from '../../../support/phone-photo.ts';
import { cardPage, crawledCard, drop, fileWith, page, sharePhotoPage, stack, stateThatSays } from './photo-page.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Where the article shows its cover: from here to the right edge of 1200 pixels. */
const COVER_LEFT = 748 / 1200;

sharePhotoPage();
const detector = embeddedDetector();

async function facesIn(jpeg: Uint8Array) {
  return (await detector.detect(await pixelsOf(sharp(jpeg)), 'focus', createDeadline(60_000))).faces;
}

interface ReadPhoto {
  readonly width: number;
  readonly height: number;
  readonly variants: readonly { readonly name: string; readonly url: string }[];
}

async function variantsOf(id: string): Promise<readonly { readonly name: string; readonly jpeg: Buffer }[]> {
  const { variants } = (await (await fetch(`${stack.photoApi}/photos/${id}`)).json()) as ReadPhoto;
  return Promise.all(
    variants.map(async ({ name, url }) => ({ name, jpeg: Buffer.from(await (await fetch(url)).arrayBuffer()) })),
  );
}

async function axeFinds(): Promise<readonly string[]> {
  await page.setBypassCSP(true);
  await page.reload(); // the policy is taken in with the page
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } })
      .axe;
    return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

test('a dropped photo of a phone becomes a card in which the head is whole, and nothing says where it was taken', async () => {
  const sent = await phonePhoto();
  expect([sent.includes(CAMERA), (await sharp(sent).metadata()).orientation]).toEqual([true, 6]);
  await drop(await fileWith('IMG_0001.JPG', sent));
  const id = await cardPage();

  const { jpeg, status } = await crawledCard();
  expect(status).toBe('drawn');
  const [face] = await facesIn(jpeg).then((faces) => faces.filter(({ box: [left] }) => left > COVER_LEFT));
  const [left, top, width, height] = headOf(face?.box ?? [0, 0, 0, 0]);
  expect(face?.score).toBeGreaterThan(0.65);
  expect(left).toBeGreaterThan(COVER_LEFT);
  expect(top).toBeGreaterThan(-0.02); // the hair begins at the photo's own edge
  expect([left + width < 1, top + height < 1]).toEqual([true, true]);

  const variants = await variantsOf(id);
  expect(variants.map(({ name }) => name)).toEqual(['1600', '1000', '500', '250', '1200x630', '800x800', '300x300']);
  for (const variant of variants) {
    const { exif, xmp, iptc, orientation } = await sharp(variant.jpeg).metadata();
    expect([variant.name, exif, xmp, iptc, orientation]).toEqual([variant.name, undefined, undefined, undefined, undefined]);
    expect(variant.jpeg.includes(CAMERA)).toBe(false);
    expect([variant.name, (await facesIn(variant.jpeg)).length]).toEqual([variant.name, 1]);
  }
  // What was found is drawn over the photo, which is upright.
  expect(await page.$$eval('.focus .head', (heads) => heads.length)).toBe(1);
  expect(await page.$eval('.focus img', ({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])).toEqual([
    1000, 1000,
  ]);
  expect(await axeFinds()).toEqual([]);
}, 180_000);

test('a photo that is chosen by keyboard, with faces to be hidden, has no face in any size and none on the card', async () => {
  await page.focus('#blur');
  await page.keyboard.press('Space');
  const chooser = page.waitForFileChooser();
  await page.focus('#photo');
  await page.keyboard.press('Enter');
  await (await chooser).accept([await fileWith('team.jpg', await phonePhoto())]);
  const id = await cardPage();
  for (const { jpeg } of await variantsOf(id)) expect(await facesIn(jpeg)).toEqual([]);
  expect(await page.$eval('.note', ({ textContent }) => textContent)).toMatch(/ \d heads? (is|are) hidden: look whether/);
  const { jpeg, status } = await crawledCard();
  expect(status).toBe('drawn');
  expect((await facesIn(jpeg)).filter(({ box: [left] }) => left > COVER_LEFT)).toEqual([]);
}, 180_000);

test('where no face is found that could be hidden, nothing is published until somebody has looked', async () => {
  const wall = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#7a9' } })
    .jpeg()
    .toBuffer();
  await page.click('#blur');
  await drop(await fileWith('wall.jpg', wall));
  await stateThatSays(/until you have looked/);
  await page.waitForFunction(() => (document.querySelector('#preview') as HTMLImageElement).naturalWidth > 0);
  const { photos } = (await (await fetch(`${stack.photoApi}/photos`)).json()) as {
    readonly photos: readonly { readonly name: string }[];
  };
  expect(photos.filter(({ name }) => name === 'wall.jpg')).toEqual([]);
  await page.click('#publish');
  await cardPage();
  expect((await crawledCard()).status).toBe('drawn');
}, 180_000);

test('a file that is no photo is refused with a sentence, and another may be sent at once', async () => {
  await drop(await fileWith('holiday.jpg', '<svg xmlns="http://www.w3.org/2000/svg"/>'));
  const sentence = await stateThatSays(/SVG/);
  expect(sentence).toContain('Save it as JPEG, PNG');
  expect(await page.$eval('#photo', (chooser) => (chooser as HTMLInputElement).disabled)).toBe(false);
  await drop(await fileWith('empty.jpg', ''));
  expect(await stateThatSays(/empty/)).toContain('Choose one file');
  await drop(await fileWith('huge.jpg', Buffer.alloc(25_000_001)));
  expect(await stateThatSays(/25.1 MB/)).toContain('at most 25 MB');
  await drop(await fileWith('a.jpg', 'a'), await fileWith('b.jpg', 'b'));
  expect(await stateThatSays(/one file/)).toBe('Drop one file with a photo.');
});

test.each(['light', 'dark'])('the page for photos has nothing that axe-core would complain of, in %s colours', async (scheme) => {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  expect(await axeFinds()).toEqual([]);
  for (const width of [320, 640, 1920]) {
    await page.setViewport({ width, height: 900 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect([width, wider]).toEqual([width, 0]);
  }
});

test('a card with a photo that was removed is incomplete, and the site has no page of it', async () => {
  await drop(await fileWith('gone.jpg', await phonePhoto({ side: 900 })));
  const id = await cardPage();
  const statusOf = async (title: string) => {
    const params = { title, author: 'Ida Holm', cover: `photo:${id}` };
    const address = await cardUrl('article', params, {
      origin: stack.cdn,
      signingKey: DEVELOPMENT_KEYS.signing,
      designVersions: {},
    });
    return (await fetch(address)).headers.get('x-card-status');
  };
  expect(await statusOf('With its photo')).toBe('drawn');
  expect((await fetch(`${stack.photoApi}/photos/${id}`, { method: 'DELETE' })).status).toBe(202);
  expect(await statusOf('Without it')).toBe('incomplete');
  for (const unknown of [id, '0000000000000000', 'photo', '%zz']) {
    const missing = await fetch(`${stack.mainSite}/your-photos/${unknown}`);
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('There is no photo of this address')]);
  }
}, 180_000);
