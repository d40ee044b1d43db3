import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';

const score = (home: number) => createCard('score', { home, away: 34, round: 10 });
const article = createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' });

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

describe('a card', () => {
  test('is drawn as a JPEG of 1200 × 630, cold and warm', async () => {
    for (const card of [score(1), article, score(2)]) {
      const { jpeg, quality, missingGlyphs } = await shared.draw(card);
      expect(await decode(jpeg)).toMatchObject({ width: 1200, height: 630 });
      expect([quality, missingGlyphs]).toEqual([85, []]);
    }
  });

  test('is the same picture, byte for byte, whatever was drawn before it and in whichever browser', async () => {
    const other = await openTestBrowser();
    try {
      const first = await other.draw(article);
      await shared.draw(createCard('quote', { words: 'W', speaker: 'S', theme: 'plum' }));
      const second = await shared.draw(article);
      expect(Buffer.compare(first.jpeg, second.jpeg)).toBe(0);
    } finally {
      await other.close();
    }
  });

  test('is drawn in the page that is loaded already', async () => {
    await shared.draw(score(3));
    const pid = shared.browser.pid();
    await shared.draw(score(4));
    expect(shared.browser.pid()).toBe(pid);
  });

  test('is drawn alone: several at once wait for each other, and none gets another’s picture', async () => {
    const alone = await Promise.all([5, 6, 7].map((home) => shared.draw(score(home))));
    const together = await Promise.all([7, 6, 5].map((home) => shared.draw(score(home))));
    expect(together.reverse().map(({ jpeg }) => Buffer.from(jpeg))).toEqual(alone.map(({ jpeg }) => Buffer.from(jpeg)));
  });

  test('tells the characters that no font has', async () => {
    const { missingGlyphs } = await shared.draw(createCard('quote', { words: 'One \ue000 two', speaker: 'S' }));
    expect(missingGlyphs).toEqual(['\ue000']);
  });

  test('shows the images that the function fetched', async () => {
    const cover = 'https://images.edgecard.test/harbour.jpg';
    const withImage = await decode((await shared.draw(createCard('article', { title: 'T', author: 'A', cover }))).jpeg);
    const without = await decode((await shared.draw(createCard('article', { title: 'T', author: 'A' }))).jpeg);
    expect(shareOfDifferentPixels(withImage, without)).toBeGreaterThan(0.1);
  });
});

describe('a card is refused', () => {
  test('when its image is refused, before a browser is asked', async () => {
    const cover = 'https://evil.example.com/a.jpg';
    await expect(shared.draw(createCard('article', { title: 'T', author: 'A', cover }))).rejects.toMatchObject({
      code: 'image_refused',
    });
  });

  test('when its image is one by its bytes but cannot be decoded, and the next card is drawn', async () => {
    const harbour = await readFile(new URL('../../local/demo/images/harbour.jpg', import.meta.url));
    const broken = await openTestBrowser({
      fetchImageFor: () => async () => ({
        bytes: Buffer.concat([harbour.subarray(0, 800), Buffer.alloc(40)]),
        type: 'image/png',
      }),
    });
    try {
      const cover = 'https://images.edgecard.test/broken.jpg';
      const draw = broken.draw(createCard('article', { title: 'T', author: 'A', cover }));
      await expect(draw).rejects.toMatchObject({ code: 'draw_failed', message: expect.stringContaining('image failed') });
      const pid = broken.browser.pid();
      await broken.draw(score(1));
      expect(broken.browser.pid()).toBe(pid); // a refusal costs no browser
    } finally {
      await broken.close();
    }
  });

  test('when the card site draws another design version than the one it would be stored under', async () => {
    await expect(shared.draw(score(1), { designVersion: 'ffffffffffff' })).rejects.toMatchObject({ code: 'version_mismatch' });
    await shared.draw(score(1));
  });

  test('when the guard refuses the page, and the log shows no token', async () => {
    const stranger = await openTestBrowser();
    try {
      const draw = stranger.draw(score(1), { pageKey: 'not the key of the guard' });
      await expect(draw).rejects.toMatchObject({ code: 'page_failed', message: 'The card site answers 403.' });
      expect(JSON.stringify(stranger.entries)).not.toMatch(/token/);
    } finally {
      await stranger.close();
    }
  });

  test('when the card site is not a card site, or is not there', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const lost = await openTestBrowser();
    try {
      await expect(lost.draw(score(1), { site })).rejects.toMatchObject({
        code: 'page_failed',
        message: expect.stringContaining('no card page'),
      });
      await new Promise((resolve) => server.close(resolve));
      await expect(lost.draw(score(1), { site })).rejects.toMatchObject({ code: 'page_failed' });
      await lost.draw(score(1)); // back on the real one
    } finally {
      await lost.close();
    }
  });

  test('in time when the card site hangs, and the next card is drawn', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const lost = await openTestBrowser();
    try {
      const start = Date.now();
      await expect(lost.draw(score(1), { site, budgetMs: 2000 })).rejects.toMatchObject({ name: 'CardError' });
      expect(Date.now() - start).toBeLessThan(3500);
      await lost.draw(score(1));
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await lost.close();
    }
  });
});

describe('a browser', () => {
  test.each(['SIGKILL', 'SIGSTOP', 'SIGSEGV'] as const)(
    'that got %s between two cards is replaced, and the card is drawn',
    async (signal) => {
      await shared.draw(score(1));
      const pid = shared.browser.pid() ?? 0;
      process.kill(pid, signal);
      await shared.draw(score(2));
      expect(shared.browser.pid()).not.toBe(pid);
      expect(isRunning(pid)).toBe(false);
    },
  );

  test.each([0, 5, 15, 30])('that is killed %d ms into a card is replaced, and the card is drawn', async (ms) => {
    await shared.draw(score(1));
    const pid = shared.browser.pid() ?? 0;
    const drawing = shared.draw(article);
    await sleep(ms);
    process.kill(pid, 'SIGKILL');
    expect(await decode((await drawing).jpeg)).toMatchObject({ width: 1200, height: 630 });
  });

  test('that hangs in the middle of a card is replaced, and the card is drawn', async () => {
    await shared.draw(score(1));
    const drawing = shared.draw(article, { budgetMs: 6000 });
    await sleep(3);
    process.kill(shared.browser.pid() ?? 0, 'SIGSTOP');
    await drawing;
  });

  test('that dies while it starts is tried once more, and no more', async () => {
    let asked = 0;
    const failing = await openTestBrowser({
      files: async () => {
        asked++;
        return { folder: '/', executable: '/bin/false', env: {} };
      },
    });
    try {
      await expect(failing.draw(score(1))).rejects.toMatchObject({ code: 'browser_failed' });
      expect(asked).toBe(2);
    } finally {
      await failing.close();
    }
  });

  test('whose files come too late is not started behind the back of the next card', async () => {
    let release: () => void = () => {};
    const late = await openTestBrowser({
      files: async () => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        throw new CardError('pack_failed', 'late');
      },
    });
    try {
      await expect(late.draw(score(1), { budgetMs: 1000 })).rejects.toMatchObject({ code: 'out_of_time' });
      release();
      await sleep(50);
      expect(late.browser.pid()).toBeUndefined();
    } finally {
      await late.close();
    }
  });

  test('leaves one profile in scratch while it runs, and nothing when it is closed', async () => {
    const own = await openTestBrowser();
    await own.draw(score(1));
    process.kill(own.browser.pid() ?? 0, 'SIGKILL');
    await own.draw(score(2));
    expect(await own.scratch()).toEqual([expect.stringMatching(/^edgecard-profile-/)]);
    const pid = own.browser.pid() ?? 0;
    await own.browser.close();
    expect(await own.scratch()).toEqual([]);
    expect(isRunning(pid)).toBe(false);
    await own.close();
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
