// Photos in the studio where something is odd: the files, the way to the server, the person, the stack.
// @examples article
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { HTTPRequest, Page } from 'puppeteer-core';
import { drop, fileIn, MAX_MADE_MS, outcomes, press, smallPhoto } from '../../browser/studio/photos-page.ts';
import { type StudioView, sharedStudio, waitForText } from '../../browser/studio/studio-browser.ts';
import { phonePhoto } from '../../support/phone-photo.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const studio = sharedStudio();
let page: Page;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('dropped');
});
afterEach(() => page?.close());
afterAll(() => folder?.remove());

async function openPhotos(view?: StudioView): Promise<void> {
  page = await studio.open('#/photos', view);
  await page.waitForSelector('.drop-zone');
}

const isInbox = (request: HTTPRequest) => new URL(request.url()).pathname === '/api/photos/inbox';

describe('a file', () => {
  test('says of a text that it is no file', async () => {
    await openPhotos();
    await drop(page, '.drop-zone', { text: 'https://example.com/photo.jpg' });
    await waitForText(page, '.drop-zone [role="status"]', 'That is no file.');
  });

  test('takes thirty files at once, and says how many are ready', async () => {
    await openPhotos();
    const texts = Array.from({ length: 28 }, (_, at) => fileIn(folder.path, `note-${at}.txt`, `note ${at}`));
    const photos = [smallPhoto(folder.path, 'a.jpg', 60), smallPhoto(folder.path, 'b.jpg', 120)];
    await drop(page, '.drop-zone', await Promise.all([...texts, ...photos]));
    const said = Object.values(await outcomes(page));
    expect(said.filter((sentence) => sentence === 'Ready.')).toHaveLength(2);
    expect(said.filter((sentence) => sentence.includes('The file holds text'))).toHaveLength(28);
    await waitForText(page, '.hidden[role="status"]', '2 of 30 photos are ready, 28 need a look.');
    await press(page, 'Hide all that is done');
    expect(await page.$('.sent-photo')).toBeNull();
  });

  test('makes a file smaller that has more bytes than a photo may have', async () => {
    await openPhotos();
    const photo = await phonePhoto({ side: 700 });
    const large = await fileIn(folder.path, 'large.jpg', Buffer.concat([photo, Buffer.alloc(26_000_000)]));
    const heic = await fileIn(folder.path, 'large.heic', Buffer.alloc(26_000_000));
    await drop(page, '.drop-zone', [large, heic]);
    expect(await outcomes(page)).toEqual({
      'large.jpg': 'Ready.',
      'large.heic': expect.stringMatching(/^The file has 26 MB, and a photo has at most 25 MB\. .*export it as a JPEG\.$/),
    });
  });
});

describe('the way to the server', () => {
  test('sends a file again that was cut off on its way', async () => {
    let cut = true;
    await openPhotos({
      intercept(request) {
        if (!cut || !isInbox(request)) return false;
        void request.abort('connectionreset');
        return true;
      },
    });
    await drop(page, '.drop-zone', [await smallPhoto(folder.path, 'cut.jpg', 180)]);
    expect(await outcomes(page)).toEqual({ 'cut.jpg': expect.stringContaining('The file was cut off on its way.') });
    cut = false;
    await press(page, 'Send again');
    await page.waitForFunction(() => document.querySelector('.sent-state')?.textContent === 'Ready.', { timeout: MAX_MADE_MS });
  });

  test('hears of a photo that became ready while the connection was gone', async () => {
    await openPhotos();
    await drop(page, '.drop-zone', [await smallPhoto(folder.path, 'away.jpg', 240)]);
    await page.waitForFunction(() => !document.querySelector('progress[value]') && document.querySelector('progress'));
    await page.setOfflineMode(true);
    await page.setOfflineMode(false);
    expect(await outcomes(page)).toEqual({ 'away.jpg': 'Ready.' });
  });

  test('asks before it is left while a file is on its way, and not afterwards', async () => {
    const held: HTTPRequest[] = [];
    await openPhotos({
      intercept: (request) => {
        if (!isInbox(request)) return false;
        held.push(request);
        return true;
      },
    });
    await drop(page, '.drop-zone', [await smallPhoto(folder.path, 'leaving.jpg', 300)]);
    await page.waitForSelector('.sent-photo progress');
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      }),
    );
    await page.mouse.click(5, 300); // browsers ask for a person's sake alone
    const leaving = page.reload({ timeout: 5000 }).catch(() => {});
    expect(await asked).toBe('beforeunload');
    await leaving;
    await press(page, 'Cancel');
    expect(await page.$('.sent-photo')).toBeNull();
    await page.reload(); // and nothing asks
  });
});

describe('an image field', () => {
  test('says so where the stack has no such photo', async () => {
    page = await studio.open(
      `#/article/card?params=${encodeURIComponent('{"title":"T","author":"A","cover":"photo:0000000000000000"}')}`,
    );
    await waitForText(page, '.field-error[role="status"]', 'This stack has no such photo');
  });
});

describe('where there are no photos', () => {
  const answering = (answer: Parameters<HTTPRequest['respond']>[0]): StudioView => ({
    intercept(request) {
      if (new URL(request.url()).pathname !== '/api/studio') return false;
      void request.respond(answer);
      return true;
    },
  });
  const without = {
    'a static studio': [answering({ status: 404 }), 'Photos need the studio’s server'],
    'a stack that makes none': [
      answering({ status: 200, body: JSON.stringify({ pictureOrigin: 'http://x', mainSite: 'http://x', designVersions: {} }) }),
      'This stack makes no photos',
    ],
  } as const;

  test.each(Object.entries(without))('%s says so, and offers none', async (_, [view, sentence]) => {
    page = await studio.open('#/photos', view);
    await waitForText(page, '.notice', sentence);
    expect(await page.$('.drop-zone')).toBeNull();
    await page.goto(`${studio.origin}/#/article/card`);
    await page.waitForSelector('.image-picker');
    expect(await page.$('.drop-zone, .image-picker-all')).toBeNull();
  });
});
