import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { projectPath } from '../../project-path.ts';
import { aboutExamples } from '../support/about-examples.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';
import { startRelayedSite } from '../support/relayed-site.ts';
import { another, sample } from './drawn-cards.ts';

const HARBOUR = 'https://images.edgecard.test/harbour.jpg';

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

describe('a card', () => {
  test('is drawn as a JPEG of 1200 × 630, cold and warm', async () => {
    for (const card of [sample(1), another, sample(2)]) {
      const { jpeg, quality, missingGlyphs } = await shared.draw(card);
      expect(await decode(jpeg)).toMatchObject({ width: 1200, height: 630 });
      expect([quality, missingGlyphs]).toEqual([85, []]);
    }
  });

  test('is the same picture, byte for byte, whatever was drawn before it and in whichever browser', async () => {
    await using other = await openTestBrowser();
    const first = await other.draw(another);
    await shared.draw(sample(11));
    const second = await shared.draw(another);
    expect(Buffer.compare(first.jpeg, second.jpeg)).toBe(0);
  });

  test('is drawn in the page that is loaded already', async () => {
    await shared.draw(sample(3));
    const pid = shared.browser.pid();
    await shared.draw(sample(4));
    expect(shared.browser.pid()).toBe(pid);
  });

  test('is drawn alone: several at once wait for each other, and none gets another’s picture', async () => {
    const alone = await Promise.all([5, 6, 7].map((home) => shared.draw(sample(home))));
    const together = await Promise.all([7, 6, 5].map((home) => shared.draw(sample(home))));
    expect(together.reverse().map(({ jpeg }) => Buffer.from(jpeg))).toEqual(alone.map(({ jpeg }) => Buffer.from(jpeg)));
  });

  test('is drawn although a script of the page did not come at the first try', async () => {
    const real = await shared.draw(sample(8));
    let asked = 0;
    await using flaky = await startRelayedSite(shared.site, async (path, read) => {
      if (path.endsWith('.js') && ++asked === 1) throw new Error('cut off');
      return read();
    });
    await using own = await openTestBrowser();
    expect(Buffer.compare((await own.draw(sample(8), { site: flaky.origin })).jpeg, real.jpeg)).toBe(0);
    expect(own.entries).toMatchObject([{ event: 'browser_retry', code: 'page_failed' }]);
  });
});

aboutExamples('article quote', () => {
  describe('a card with images or odd characters', () => {
    test('is never a picture of the page before, when the page is loaded again', async () => {
      await using broken = await openTestBrowser({
        fetchImageFor: () => async () => ({ bytes: Buffer.from('89504e470d0a1a0a', 'hex'), type: 'image/png' }),
      });
      const cover = 'https://images.edgecard.test/broken.jpg';
      for (const words of ['One', 'Two', 'Three', 'Four']) {
        await broken.draw(sample(1));
        // After an image that cannot be decoded the document is not trusted any more.
        const { missingImages } = await broken.draw(createCard('article', { title: 'T', author: 'A', cover }));
        expect(missingImages).toEqual([
          { url: cover, reason: 'images.edgecard.test sends an image that the browser cannot decode' },
        ]);
        const card = createCard('quote', { words, speaker: 'S', theme: 'plum' });
        expect(Buffer.compare((await broken.draw(card)).jpeg, (await shared.draw(card)).jpeg)).toBe(0);
      }
    });

    test('reports the characters that no font has', async () => {
      const { missingGlyphs } = await shared.draw(createCard('quote', { words: 'One \ue000 two', speaker: 'S' }));
      expect(missingGlyphs).toEqual(['\ue000']);
    });

    test('has its images also when it is the first of its browser, and asks the network for none', async () => {
      const card = createCard('article', {
        title: 'T',
        author: 'A',
        cover: HARBOUR,
        avatar: 'https://images.edgecard.test/marit.jpg',
      });
      const warm = await shared.draw(card);
      for (let times = 0; times < 3; times++) {
        await using cold = await openTestBrowser();
        // Not byte for byte: a document that has shown an image before scales it a trifle differently (0.1 % of the samples).
        expect(shareOfDifferentPixels(await decode((await cold.draw(card)).jpeg), await decode(warm.jpeg))).toBe(0);
        expect(cold.entries).toEqual([]);
      }
    });

    test('shows the new image when an address has come to give another one', async () => {
      const images = await Promise.all(
        ['harbour', 'jonas'].map((name) => readFile(projectPath(`local/demo/images/${name}.jpg`))),
      );
      let current = 0;
      const fetchImageFor = () => async () => ({ bytes: images[current] ?? Buffer.alloc(0), type: 'image/jpeg' });
      const [changing, fresh] = await Promise.all([openTestBrowser({ fetchImageFor }), openTestBrowser({ fetchImageFor })]);
      const card = createCard('article', { title: 'T', author: 'A', cover: HARBOUR });
      try {
        await changing.draw(card);
        current = 1;
        const [after, expected] = [await changing.draw(card), await fresh.draw(card)];
        expect(Buffer.compare(after.jpeg, expected.jpeg)).toBe(0);
      } finally {
        await Promise.all([changing.close(), fresh.close()]);
      }
    });

    test('shows the images that the function fetched', async () => {
      const withImage = await decode(
        (await shared.draw(createCard('article', { title: 'T', author: 'A', cover: HARBOUR }))).jpeg,
      );
      const without = await decode((await shared.draw(createCard('article', { title: 'T', author: 'A' }))).jpeg);
      expect(shareOfDifferentPixels(withImage, without)).toBeGreaterThan(0.1);
    });
  });
});
