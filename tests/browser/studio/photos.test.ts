// @examples article
// Photos in the studio: sent, listed, looked at, put on a card and removed, by a person in front of a browser.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { projectPath } from '../../../project-path.ts';
import { phonePhoto } from '../../support/phone-photo.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { drop, fileIn, listed, MAX_MADE_MS, noisyPhoto, outcomes, press } from './photos-page.ts';
import { liveCard, sharedStudio, textOf, waitForText } from './studio-browser.ts';

const studio = sharedStudio();
let page: Page;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('dropped');
});
afterEach(() => page?.close());
afterAll(() => folder?.remove());

async function openPhotos(): Promise<void> {
  page = await studio.open('#/photos');
  await page.waitForSelector('.drop-zone');
}

describe('the page of photos', () => {
  test('takes what is a photo of all that is dropped, and says of the rest what is wrong with it', async () => {
    await openPhotos();
    const files = [
      await fileIn(folder.path, 'IMG_0001.JPG', await phonePhoto({ side: 800 })),
      await fileIn(folder.path, 'logo.jpg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      await fileIn(folder.path, 'nothing.png', ''),
    ];
    await drop(page, '.drop-zone', [...files, folder.path]);
    expect(await outcomes(page)).toEqual({
      'IMG_0001.JPG': 'Ready.',
      'logo.jpg': expect.stringMatching(/SVG.*(JPEG|PNG)/),
      'nothing.png': 'The file is empty. Choose one with a photo.',
    });
    expect(await textOf(page, '.drop-zone')).toMatch(/is a folder\. Open it, and drop the photos that are in it\./);
    await page.waitForSelector('.photo-tile');
    expect(await listed(page)).toHaveLength(1);
    expect(await textOf(page, '.photo-tile')).toContain('800 × 800'); // upright, whatever its EXIF says
  });

  test('lists a photo without a face to hide until somebody publishes it', async () => {
    await openPhotos();
    await press(page, 'Hide every face in them');
    await drop(page, '.drop-zone', [projectPath('tests/photos/pictures/coffee.png')]);
    expect(Object.values(await outcomes(page))).toEqual([expect.stringContaining('waits until you have looked')]);
    await page.waitForSelector('.review-item img');
    const before = await listed(page);
    await press(page, 'Publish as it is: coffee.png');
    await page.waitForFunction(() => !document.querySelector('.review-item'), { timeout: MAX_MADE_MS });
    await page.waitForFunction((count) => document.querySelectorAll('.photo-tile').length > count, {}, before.length);
  });

  test('asks before it removes a photo, and removes it', async () => {
    await openPhotos();
    await page.waitForSelector('.photo-tile');
    const before = await listed(page);
    const name = await textOf(page, '.photo-tile strong');
    await press(page, `Remove ${name}`);
    await page.waitForSelector('dialog[open]');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it');
    await page.keyboard.press('Escape');
    expect(await listed(page)).toEqual(before);
    await press(page, `Remove ${name}`);
    await press(page, 'Remove the photo');
    await waitForText(page, '.photos-removed', `${name} is removed`);
    expect(await listed(page)).toEqual(before.slice(1));
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('photos-title');
    expect((await fetch(`${studio.origin}/api/photos/${before[0]}/1000.jpg`)).status).toBe(404);
  });
});

describe('an image field', () => {
  test('takes a photo that is dropped on it, which the live card and the picture show alike', async () => {
    page = await studio.open('#/article/card?example=plain');
    // Every pixel counts: a larger file of the photo than the edge reads would look another way.
    const cover = await fileIn(folder.path, 'phone.jpg', await noisyPhoto());
    await drop(page, 'input[name="cover"]', [cover, cover]);
    await waitForText(page, '.photo-drop [role="status"]', 'A field has one photo, and these are 2.');
    await drop(page, '.drop-zone', [cover]);
    await waitForText(page, '.chosen-photo strong', 'phone.jpg');
    const frame = await liveCard(page, 'Small teams');
    await frame.waitForFunction(() =>
      document.querySelector('#stage:not([inert]) img')?.getAttribute('src')?.includes('photo%3A'),
    );
    const address = await page.$eval('input[name="cover"]', (input) => (input as HTMLInputElement).value);
    expect(address).toMatch(/^photo:[0-9a-z]{16}$/);
    const compared = await fetch(`${studio.origin}/api/comparison`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ template: 'article', params: { title: 'Alike', author: 'Ada', cover: address, avatar: address } }),
    });
    expect(((await compared.json()) as { share: number }).share).toBeLessThan(0.005);
  });

  test('leads to all photos, from which one goes back into the field', async () => {
    page = await studio.open(`#/article/card?params=${encodeURIComponent('{"title":"Kept","author":"Ada Okafor"}')}`);
    await page.waitForSelector('.drop-zone');
    await press(page, 'All photos');
    await waitForText(page, '.photos-origin', 'For the field cover of article');
    const [id] = await page.waitForSelector('.photo-tile').then(() => listed(page));
    await page.locator('.photo-tile .button-main').click();
    await page.waitForSelector('.chosen-photo img');
    expect(await page.$eval('input[name="cover"]', (input) => (input as HTMLInputElement).value)).toBe(`photo:${id}`);
    await liveCard(page, 'Kept');
  });
});
