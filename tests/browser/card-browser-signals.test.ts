import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { decode } from '../support/pictures.ts';
import { isRunning } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { another, sample } from './drawn-cards.ts';

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

describe('a browser', () => {
  test.each(['SIGKILL', 'SIGSTOP', 'SIGSEGV'] as const)(
    'that got %s between two cards is replaced, and the card is drawn',
    async (signal) => {
      await shared.draw(sample(1));
      const pid = shared.browser.pid() ?? 0;
      process.kill(pid, signal);
      await shared.draw(sample(2));
      expect(shared.browser.pid()).not.toBe(pid);
      expect(isRunning(pid)).toBe(false);
    },
  );

  test.each([0, 5, 15, 30])('that is killed %d ms into a card is replaced, and the card is drawn', async (ms) => {
    await shared.draw(sample(1));
    const pid = shared.browser.pid() ?? 0;
    const drawing = shared.draw(another);
    await sleep(ms);
    process.kill(pid, 'SIGKILL');
    expect(await decode((await drawing).jpeg)).toMatchObject({ width: 1200, height: 630 });
  });

  test('that hangs in the middle of a card is replaced, and the card is drawn', async () => {
    await shared.draw(sample(1));
    const drawing = shared.draw(another, { budgetMs: 6000 });
    await sleep(3);
    process.kill(shared.browser.pid() ?? 0, 'SIGSTOP');
    await drawing;
  });

  test('is not killed by the deadline of the request that started it', async () => {
    await using own = await openTestBrowser();
    await own.draw(sample(1), { budgetMs: 1200 });
    const pid = own.browser.pid();
    await sleep(1500);
    await own.draw(sample(2));
    expect(own.browser.pid()).toBe(pid);
  });

  test('has what a killed one left in scratch removed, and nothing else', async () => {
    await using scratch = await temporaryFolder('test');
    {
      await using own = await openTestBrowser({ scratch: scratch.path });
      for (const name of ['core', 'core.1234', '.org.chromium.Chromium.Ab12Cd', 'corers'])
        await writeFile(join(scratch.path, name), 'x');
      await own.draw(sample(1));
      expect(await readdir(scratch.path)).toEqual(['corers']);
      await writeFile(join(scratch.path, '.org.chromium.Chromium.Ef34Gh'), 'x');
    }
    expect(await readdir(scratch.path)).toEqual(['corers']);
  });

  test('leaves nothing in scratch, and no process when it is closed', async () => {
    const own = await openTestBrowser();
    await own.draw(sample(1));
    process.kill(own.browser.pid() ?? 0, 'SIGKILL');
    await own.draw(sample(2));
    expect(await own.scratch()).toEqual([]);
    const pid = own.browser.pid() ?? 0;
    await own.browser.close();
    expect(await own.scratch()).toEqual([]);
    expect(isRunning(pid)).toBe(false);
    await own.close();
  });
});
