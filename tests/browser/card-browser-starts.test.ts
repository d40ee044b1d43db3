import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BrowserFiles, type BrowserSource, sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { createFileTrust } from '../../edge/core/file-trust.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { startOddSite } from '../support/odd-site.ts';
import { startRelayedSite } from '../support/relayed-site.ts';
import { sample } from './drawn-cards.ts';

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

describe('a browser', () => {
  test('that dies while it starts is tried once more, and no more', async () => {
    let asked = 0;
    await using failing = await openTestBrowser({
      source: sourceOf(async () => {
        asked++;
        return { folder: '/', executable: '/bin/false', env: {} };
      }),
    });
    await expect(failing.draw(sample(1))).rejects.toMatchObject({ code: 'browser_failed' });
    expect(asked).toBe(2);
  });

  test('that ends at two starts in a row has its files made again, and starts from those', async () => {
    let damaged = true;
    let distrusted = 0;
    await using own = await openTestBrowser({
      source: distrustingSource(
        async () => (damaged ? { folder: '/', executable: '/bin/false', env: {} } : installBrowser()),
        () => {
          distrusted++;
          damaged = false;
        },
      ),
    });
    await expect(own.draw(sample(1))).rejects.toMatchObject({ code: 'browser_failed' });
    expect(distrusted).toBe(1);
    await own.draw(sample(1));
    // A start that is given up for want of time says nothing of the files.
    process.kill(own.browser.pid() ?? 0, 'SIGKILL');
    for (const round of [2, 3, 4]) await own.draw(sample(round), { budgetMs: 50 }).catch(() => {});
    expect(distrusted).toBe(1);
  });

  test('that ends in two drawings in a row has its files made again, and draws from those', async () => {
    let damaged = true;
    let distrusted = 0;
    await using own = await openTestBrowser({
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
    await using relayedSite = await startRelayedSite(shared.site, async (path, read) => {
      if (path.startsWith(`/${sample(1).template}/`)) await killed();
      return read();
    });
    const { origin } = relayedSite;
    await expect(own.draw(sample(1), { site: origin })).rejects.toMatchObject({ code: 'browser_failed' });
    expect(distrusted).toBe(1);
    await own.draw(sample(1), { site: origin });
    expect(own.entries.map(({ event }) => event)).toEqual(['browser_retry']);
    // One that is lost between two cards that were drawn says nothing of the files.
    for (const home of [2, 3, 4]) {
      process.kill(own.browser.pid() ?? Number.NaN, 'SIGKILL');
      await own.draw(sample(home), { site: origin });
    }
    expect(distrusted).toBe(1);
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
        await expect(own.draw(sample(home), { site: origin })).rejects.toMatchObject({ code: 'draw_failed' });
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
    const real = await shared.draw(sample(9));
    let whole = false;
    await using relayedSite = await startRelayedSite(shared.site, async (path, read) => {
      const answer = await read();
      const headers = { ...answer.headers, 'cache-control': 'public, max-age=31536000, immutable' };
      const cut = path.endsWith('.js') && !whole;
      return { ...answer, headers, body: cut ? answer.body.subarray(0, answer.body.length >> 1) : answer.body };
    });
    const { origin } = relayedSite;
    await using own = await openTestBrowser();
    await expect(own.draw(sample(9), { site: origin })).rejects.toMatchObject({ code: 'site_refused' });
    whole = true;
    expect(Buffer.compare((await own.draw(sample(9), { site: origin })).jpeg, real.jpeg)).toBe(0);
  });

  test('whose files come too late is not started behind the back of the next card', async () => {
    const releases: (() => void)[] = [];
    await using late = await openTestBrowser({
      source: sourceOf(async () => {
        await new Promise<void>((resolve) => releases.push(resolve));
        return installBrowser();
      }),
    });
    await expect(late.draw(sample(1), { budgetMs: 300 })).rejects.toMatchObject({ code: 'out_of_time' });
    for (const release of releases) release();
    await sleep(300);
    expect(late.browser.pid()).toBeUndefined();
    expect(await late.scratch()).toEqual([]);
  });
});
