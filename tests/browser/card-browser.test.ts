import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { type BrowserFiles, type BrowserSource, sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { createDrawingRecord, type DrawingRecord } from '../../edge/core/drawing-record.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import { createFileTrust } from '../../edge/core/file-trust.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { listen } from '../../local/http/listen.ts';
import { projectPath } from '../../project-path.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { startOddSite } from '../support/odd-site.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';
import { isRunning } from '../support/processes.ts';
import { startRelayedSite } from '../support/relayed-site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const score = (home: number) => createCard('score', { home, away: 34, round: 10 });
const article = createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' });

const HARBOUR = 'https://images.edgecard.test/harbour.jpg';

/** A source whose files are made again when they are not to be trusted any more, as those of a pack are. */
function distrustingSource(files: () => Promise<BrowserFiles>, onDistrust: () => void): BrowserSource {
  const trust = createFileTrust();
  return {
    files,
    ended(ending) {
      if (trust(ending) === 'distrusted') onDistrust();
    },
  };
}

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

  test('is never a picture of the page before, when the page is loaded again', async () => {
    const broken = await openTestBrowser({
      fetchImageFor: () => async () => ({ bytes: Buffer.from('89504e470d0a1a0a', 'hex'), type: 'image/png' }),
    });
    const cover = 'https://images.edgecard.test/broken.jpg';
    try {
      for (const words of ['One', 'Two', 'Three', 'Four']) {
        await broken.draw(score(1));
        // After an image that cannot be decoded the document is not trusted any more.
        const { missingImages } = await broken.draw(createCard('article', { title: 'T', author: 'A', cover }));
        expect(missingImages).toEqual([
          { url: cover, reason: 'images.edgecard.test sends an image that the browser cannot decode' },
        ]);
        const card = createCard('quote', { words, speaker: 'S', theme: 'plum' });
        expect(Buffer.compare((await broken.draw(card)).jpeg, (await shared.draw(card)).jpeg)).toBe(0);
      }
    } finally {
      await broken.close();
    }
  });

  test('is drawn although a script of the page did not come at the first try', async () => {
    const real = await shared.draw(score(8));
    let asked = 0;
    const flaky = await startRelayedSite(shared.site, async (path, read) => {
      if (path.endsWith('.js') && ++asked === 1) throw new Error('cut off');
      return read();
    });
    const own = await openTestBrowser();
    try {
      expect(Buffer.compare((await own.draw(score(8), { site: flaky.origin })).jpeg, real.jpeg)).toBe(0);
      expect(own.entries).toMatchObject([{ event: 'browser_retry', code: 'page_failed' }]);
    } finally {
      await own.close();
      await flaky.close();
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
      const cold = await openTestBrowser();
      try {
        // Not byte for byte: a document that has shown an image before scales it a trifle differently (0.1 % of the samples).
        expect(shareOfDifferentPixels(await decode((await cold.draw(card)).jpeg), await decode(warm.jpeg))).toBe(0);
        expect(cold.entries).toEqual([]); // nothing was blocked
      } finally {
        await cold.close();
      }
    }
  });

  test('shows the new image when an address has come to give another one', async () => {
    const images = await Promise.all(['harbour', 'jonas'].map((name) => readFile(projectPath(`local/demo/images/${name}.jpg`))));
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
    const withImage = await decode((await shared.draw(createCard('article', { title: 'T', author: 'A', cover: HARBOUR }))).jpeg);
    const without = await decode((await shared.draw(createCard('article', { title: 'T', author: 'A' }))).jpeg);
    expect(shareOfDifferentPixels(withImage, without)).toBeGreaterThan(0.1);
  });
});

describe('a card is refused', () => {
  test('when no font has the letters of a text that it must have; the browser is not to blame', async () => {
    await shared.draw(score(1));
    const before = [shared.browser.pid(), shared.entries.length];
    const tangut = createCard('article', { title: '\u{17000}\u{17001}', author: 'Bo' });
    await expect(shared.draw(tangut)).rejects.toMatchObject({
      code: 'draw_failed',
      message: 'The page refuses: text lost: no font has the letters of "title"',
    });
    expect([shared.browser.pid(), shared.entries.length]).toEqual(before);
  });

  test('when it is blank because no font has what it says; the browser is not to blame', async () => {
    const odd = await startOddSite("return { missingGlyphs: ['x'], missingImages: [] }");
    const browser = await openTestBrowser();
    try {
      await expect(browser.draw(score(1), { site: odd.origin })).rejects.toMatchObject({
        code: 'draw_failed',
        message: 'No font has what the card says.',
        cause: { code: 'bad_picture' },
      });
      expect([odd.loads(), browser.entries]).toEqual([1, []]);
    } finally {
      await browser.close();
      await odd.close();
    }
  });

  test('when the card site has no page of the design under which it would be stored', async () => {
    const draw = shared.draw(score(1), { designVersion: 'ffffffffffff' });
    await expect(draw).rejects.toMatchObject({ code: 'site_refused', message: 'The card site answers 404.' });
    await shared.draw(score(1));
  });

  test('when the page draws another design than the one that was asked for', async () => {
    const odd = await startOddSite('');
    const other = await openTestBrowser();
    try {
      const draw = other.draw(score(1), { site: odd.origin, designVersion: 'ffffffffffff' });
      await expect(draw).rejects.toMatchObject({ code: 'version_mismatch' });
    } finally {
      await other.close();
      await odd.close();
    }
  });

  test('when the guard refuses the page, and the log shows no token', async () => {
    const stranger = await openTestBrowser();
    try {
      const draw = stranger.draw(score(1), { pageKey: 'not the key of the guard' });
      await expect(draw).rejects.toMatchObject({ code: 'site_refused', message: 'The card site answers 403.' });
      const failed = await draw.catch((error: unknown) => error);
      expect(JSON.stringify([stranger.entries, errorFields(failed)])).not.toMatch(/token=/);
    } finally {
      await stranger.close();
    }
  });

  test('when the card site is not a card site, or is not there', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>'));
    const { origin: site, close } = await listen(server, 0);
    const lost = await openTestBrowser();
    try {
      await expect(lost.draw(score(1), { site })).rejects.toMatchObject({
        code: 'site_refused',
        message: expect.stringContaining('no card page'),
      });
      await close();
      const failed = await lost.draw(score(1), { site }).catch((error: unknown) => error);
      expect(failed).toMatchObject({ code: 'page_failed' });
      expect(JSON.stringify([errorFields(failed), String((failed as Error).cause), lost.entries])).not.toContain('token=');
      await lost.draw(score(1)); // back on the real one
    } finally {
      await lost.close();
    }
  });

  test('in time when the card site hangs, and the next card is drawn', async () => {
    const server = createServer(() => {});
    const { origin: site, close } = await listen(server, 0);
    const lost = await openTestBrowser();
    try {
      const start = Date.now();
      await expect(lost.draw(score(1), { site, budgetMs: 2000 })).rejects.toMatchObject({ name: 'CardError' });
      expect(Date.now() - start).toBeLessThan(3500);
      await lost.draw(score(1));
    } finally {
      await close();
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

  test('is not killed by the deadline of the request that started it', async () => {
    const own = await openTestBrowser();
    try {
      await own.draw(score(1), { budgetMs: 1200 });
      const pid = own.browser.pid();
      await sleep(1500);
      await own.draw(score(2));
      expect(own.browser.pid()).toBe(pid);
    } finally {
      await own.close();
    }
  });

  test('that dies while it starts is tried once more, and no more', async () => {
    let asked = 0;
    const failing = await openTestBrowser({
      source: sourceOf(async () => {
        asked++;
        return { folder: '/', executable: '/bin/false', env: {} };
      }),
    });
    try {
      await expect(failing.draw(score(1))).rejects.toMatchObject({ code: 'browser_failed' });
      expect(asked).toBe(2);
    } finally {
      await failing.close();
    }
  });

  test('that ends at two starts in a row has its files made again, and starts from those', async () => {
    let damaged = true;
    let distrusted = 0;
    const own = await openTestBrowser({
      source: distrustingSource(
        async () => (damaged ? { folder: '/', executable: '/bin/false', env: {} } : installBrowser()),
        () => {
          distrusted++;
          damaged = false;
        },
      ),
    });
    try {
      await expect(own.draw(score(1))).rejects.toMatchObject({ code: 'browser_failed' });
      expect(distrusted).toBe(1);
      await own.draw(score(1));
      // A start that is given up for want of time says nothing of the files.
      process.kill(own.browser.pid() ?? 0, 'SIGKILL');
      for (const round of [2, 3, 4]) await own.draw(score(round), { budgetMs: 50 }).catch(() => {});
      expect(distrusted).toBe(1);
    } finally {
      await own.close();
    }
  });

  test('that ends in two drawings in a row has its files made again, and draws from those', async () => {
    let damaged = true;
    let distrusted = 0;
    const own = await openTestBrowser({
      source: distrustingSource(installBrowser, () => {
        distrusted++;
        damaged = false;
      }),
    });
    // The page is asked for before its browser runs, and comes when that has ended.
    const killed = async () => {
      while (damaged && own.browser.pid() === undefined) await sleep(2);
      if (damaged) process.kill(own.browser.pid() ?? Number.NaN, 'SIGKILL');
    };
    const { origin, close } = await startRelayedSite(shared.site, async (path, read) => {
      if (path.startsWith('/score/')) await killed();
      return read();
    });
    try {
      await expect(own.draw(score(1), { site: origin })).rejects.toMatchObject({ code: 'browser_failed' });
      expect(distrusted).toBe(1);
      await own.draw(score(1), { site: origin });
      expect(own.entries.map(({ event }) => event)).toEqual(['browser_retry']);
      // One that is lost between two cards that were drawn says nothing of the files.
      for (const home of [2, 3, 4]) {
        process.kill(own.browser.pid() ?? Number.NaN, 'SIGKILL');
        await own.draw(score(home), { site: origin });
      }
      expect(distrusted).toBe(1);
    } finally {
      await own.close();
      await close();
    }
  });

  test('that lives and refuses a card shows that the files are good', async () => {
    let distrusted = 0;
    const own = await openTestBrowser({ source: distrustingSource(installBrowser, () => void distrusted++) });
    const odd = await startOddSite("throw { reason: 'text does not fit', detail: 'title' }");
    let asked = 0;
    let over = false;
    // Each card loses its first browser, and is refused by its second.
    const { origin, close } = await startRelayedSite(odd.origin, async (_, read) => {
      if (++asked % 2 === 1) {
        while (!over && own.browser.pid() === undefined) await sleep(2);
        if (!over) process.kill(own.browser.pid() ?? Number.NaN, 'SIGKILL');
      }
      return read();
    });
    try {
      for (const home of [1, 2, 3]) {
        await expect(own.draw(score(home), { site: origin })).rejects.toMatchObject({ code: 'draw_failed' });
      }
      expect(own.entries.map(({ event }) => event)).toEqual(['browser_retry', 'browser_retry', 'browser_retry']);
      expect(distrusted).toBe(0);
    } finally {
      over = true;
      await own.close();
      await close();
      await odd.close();
    }
  });

  test('does not keep a file of the card site that came wrong, whatever its headers say of its age', async () => {
    const real = await shared.draw(score(9));
    let whole = false;
    const { origin, close } = await startRelayedSite(shared.site, async (path, read) => {
      const answer = await read();
      const headers = { ...answer.headers, 'cache-control': 'public, max-age=31536000, immutable' };
      const cut = path.endsWith('.js') && !whole;
      return { ...answer, headers, body: cut ? answer.body.subarray(0, answer.body.length >> 1) : answer.body };
    });
    const own = await openTestBrowser();
    try {
      await expect(own.draw(score(9), { site: origin })).rejects.toMatchObject({ code: 'site_refused' });
      whole = true;
      expect(Buffer.compare((await own.draw(score(9), { site: origin })).jpeg, real.jpeg)).toBe(0);
    } finally {
      await own.close();
      await close();
    }
  });

  test('whose files come too late is not started behind the back of the next card', async () => {
    const releases: (() => void)[] = [];
    const late = await openTestBrowser({
      source: sourceOf(async () => {
        await new Promise<void>((resolve) => releases.push(resolve));
        return installBrowser();
      }),
    });
    try {
      await expect(late.draw(score(1), { budgetMs: 300 })).rejects.toMatchObject({ code: 'out_of_time' });
      for (const release of releases) release();
      await sleep(300);
      expect(late.browser.pid()).toBeUndefined();
      expect(await late.scratch()).toEqual([]);
    } finally {
      await late.close();
    }
  });

  test('that hangs while it starts is killed, each time', async () => {
    const folder = await temporaryFolder('hang');
    const executable = join(folder.path, 'start');
    await writeFile(executable, '#!/bin/sh\necho $$ >> "$HOME/pids"\nexec sleep 300\n', { mode: 0o755 });
    const env = { HOME: folder.path, PATH: process.env['PATH'] ?? '' };
    const hanging = await openTestBrowser({ source: sourceOf(async () => ({ folder: folder.path, executable, env })) });
    try {
      const start = Date.now();
      await expect(hanging.draw(score(1), { budgetMs: 4000 })).rejects.toMatchObject({ name: 'CardError' });
      expect(Date.now() - start).toBeLessThan(5000);
      await sleep(200);
      const pids = (await readFile(join(folder.path, 'pids'), 'utf8')).trim().split('\n').map(Number);
      expect(pids).toHaveLength(2);
      expect(pids.filter(isRunning)).toEqual([]);
      expect(await hanging.scratch()).toEqual([]);
    } finally {
      await hanging.close();
      await folder.remove();
    }
  });

  test('that dies before it has a page is replaced, and the card is drawn', async () => {
    const files = await installBrowser();
    const folder = await temporaryFolder('dies');
    const executable = join(folder.path, 'start');
    // The first one takes no notice of the protocol and dies; the second is a browser.
    const script = '#!/bin/sh\nif [ ! -e "$TRIED" ]; then : > "$TRIED"; sleep 0.2; kill -9 $$; fi\nexec "$REAL" "$@"\n';
    await writeFile(executable, script, { mode: 0o755 });
    const env = { ...files.env, PATH: process.env['PATH'] ?? '', TRIED: join(folder.path, 'tried'), REAL: files.executable };
    const dying = await openTestBrowser({ source: sourceOf(async () => ({ ...files, executable, env })) });
    try {
      const start = Date.now();
      await dying.draw(score(1), { budgetMs: 8000 });
      expect(Date.now() - start).toBeLessThan(7500);
      expect(await dying.scratch()).toEqual([]);
    } finally {
      await dying.close();
      await folder.remove();
    }
  });

  test('that ends in a trap is replaced by a complete one, and the card is drawn within the same budget', async () => {
    const files = await installBrowser();
    const folder = await temporaryFolder('trap');
    const executable = join(folder.path, 'start');
    await writeFile(executable, '#!/bin/sh\nsleep 0.1\nkill -TRAP $$\n', { mode: 0o755 });
    let isComplete = false;
    const trapping = await openTestBrowser({
      source: {
        files: async () =>
          isComplete ? files : { ...files, executable, env: { PATH: process.env['PATH'] ?? '' }, lacksCode: true },
        ended(ending) {
          isComplete ||= ending === 'missing code';
        },
      },
    });
    try {
      const counts = (record: DrawingRecord) => (['browser start', 'attempt', 'pack miss'] as const).map(record.times);
      const [first, second] = [createDrawingRecord(), createDrawingRecord()];
      await trapping.draw(score(1), { budgetMs: 8000, record: first });
      expect(trapping.entries).toMatchObject([{ event: 'pack_miss' }, { event: 'browser_retry', code: 'browser_failed' }]);
      expect(counts(first)).toEqual([2, 2, 1]);
      process.kill(trapping.browser.pid() ?? 0, 'SIGTRAP');
      await trapping.draw(score(2), { record: second });
      expect(trapping.entries).toHaveLength(2); // a complete browser's trap is no miss
      expect([second.times('browser start') <= 1, second.times('pack miss')]).toEqual([true, 0]);
    } finally {
      await trapping.close();
      await folder.remove();
    }
  });

  test('that needs most of a small budget to start gets it', async () => {
    const files = await installBrowser();
    const folder = await temporaryFolder('slow');
    const executable = join(folder.path, 'start');
    await writeFile(executable, '#!/bin/sh\nsleep 1.6\nexec "$REAL" "$@"\n', { mode: 0o755 });
    const env = { ...files.env, PATH: process.env['PATH'] ?? '', REAL: files.executable };
    const slow = await openTestBrowser({ source: sourceOf(async () => ({ ...files, executable, env })) });
    try {
      await slow.draw(score(1), { budgetMs: 3200 });
    } finally {
      await slow.close();
      await folder.remove();
    }
  });

  test.each([
    ['and says nothing of its text', ''],
    ['whatever its page says of its text', 'window.edgecard.visibleText = () => ({ characters: 40, letters: 40 })'],
  ])('that gives a picture of one colour is replaced, once, %s', async (_, script) => {
    const blank = await startOddSite(script);
    const browser = await openTestBrowser();
    try {
      const draw = browser.draw(score(1), { site: blank.origin });
      await expect(draw).rejects.toMatchObject({ code: 'bad_picture', message: 'The picture is blank.' });
      expect(blank.loads()).toBe(2);
      expect(browser.entries).toMatchObject([{ event: 'browser_retry', code: 'bad_picture' }]);
    } finally {
      await browser.close();
      await blank.close();
    }
  });

  test('that shows hardly anything of the text on its page is replaced', async () => {
    // A frame with a rule and without the text, as after a font that came too late.
    const bare = (letters: number) =>
      `document.body.innerHTML = '<hr>'; window.edgecard.visibleText = () => ({ characters: ${letters}, letters: ${letters} })`;
    const odd = await startOddSite(`if (load === 1) { ${bare(40)} } else { ${bare(2)} }`);
    const browser = await openTestBrowser();
    try {
      await browser.draw(score(1), { site: odd.origin });
      expect(browser.entries).toMatchObject([{ event: 'browser_retry', code: 'bad_picture' }]);
    } finally {
      await browser.close();
      await odd.close();
    }
  });

  test.each([
    ['timed out', 'font 400 16px Inter'],
    ['font failed', 'Inter'],
  ])('whose page says "%s: %s" is replaced, because its connections may be dead', async (reason, detail) => {
    // Colourful enough to be no blank picture.
    const paint =
      "document.body.innerHTML = Array.from({ length: 900 }, (_, at) => '<b style=\"color:hsl(' + at * 7 + ' 80% 40%)\">' + at * at + '</b>').join(' ')";
    const odd = await startOddSite(`if (load === 1) throw ${JSON.stringify({ reason, detail })}; ${paint}`);
    const browser = await openTestBrowser();
    try {
      expect(await decode((await browser.draw(score(1), { site: odd.origin })).jpeg)).toMatchObject({
        width: 1200,
        height: 630,
      });
      expect(odd.loads()).toBe(2);
    } finally {
      await browser.close();
      await odd.close();
    }
  });

  test.each(['7', "{ missingGlyphs: Array(2000).fill('x'), missingImages: [] }", "{ reason: 7, detail: '' }"])(
    'is not believed when its page answers %s',
    async (reply) => {
      const odd = await startOddSite(`return ${reply}`);
      const browser = await openTestBrowser();
      try {
        await expect(browser.draw(score(1), { site: odd.origin })).rejects.toMatchObject({
          code: 'page_failed',
          message: 'The page says neither that it has drawn nor why it has not.',
        });
      } finally {
        await browser.close();
        await odd.close();
      }
    },
  );

  test('fills no log with what its page asks for and does not get', async () => {
    const odd = await startOddSite(
      "await Promise.allSettled(Array.from({ length: 80 }, (_, at) => fetch('https://a' + at + '.test/'))); throw new Error('no card')",
    );
    const browser = await openTestBrowser();
    try {
      await expect(browser.draw(score(1), { site: odd.origin })).rejects.toMatchObject({ code: 'draw_failed' });
      expect(browser.entries.filter(({ event }) => event === 'request_blocked')).toHaveLength(50);
    } finally {
      await browser.close();
      await odd.close();
    }
  });

  test('has what a killed one left in scratch removed, and nothing else', async () => {
    const scratch = await temporaryFolder('test');
    const own = await openTestBrowser({ scratch: scratch.path });
    try {
      for (const name of ['core', 'core.1234', '.org.chromium.Chromium.Ab12Cd', 'corers'])
        await writeFile(join(scratch.path, name), 'x');
      await own.draw(score(1));
      expect(await readdir(scratch.path)).toEqual(['corers']);
      await writeFile(join(scratch.path, '.org.chromium.Chromium.Ef34Gh'), 'x');
    } finally {
      await own.close();
    }
    expect(await readdir(scratch.path)).toEqual(['corers']);
    await scratch.remove();
  });

  test('leaves nothing in scratch, and no process when it is closed', async () => {
    const own = await openTestBrowser();
    await own.draw(score(1));
    process.kill(own.browser.pid() ?? 0, 'SIGKILL');
    await own.draw(score(2));
    expect(await own.scratch()).toEqual([]);
    const pid = own.browser.pid() ?? 0;
    await own.browser.close();
    expect(await own.scratch()).toEqual([]);
    expect(isRunning(pid)).toBe(false);
    await own.close();
  });
});
