import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { createBrowserSlot } from '../../edge/adapters/browser/browser-slot.ts';
import { parseConfig } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { createDrawingRecord, type DrawingRecord } from '../../edge/core/drawing-record.ts';
import type { DrawJob } from '../../edge/core/ports.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { recordingLog } from '../support/log.ts';
import { isRunning } from '../support/processes.ts';
import { scriptedBrowser } from '../support/scripted-browser.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sample } from './drawn-cards.ts';

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

describe('a browser', () => {
  test('that hangs while it starts is killed, each time', async () => {
    await using scripted = await scriptedBrowser('echo $$ >> "$FOLDER/pids"\nexec sleep 300');
    await using hanging = await openTestBrowser({ source: sourceOf(async () => scripted.files) });
    const start = Date.now();
    await expect(hanging.draw(sample(1), { budgetMs: 4000 })).rejects.toMatchObject({ name: 'CardError' });
    expect(Date.now() - start).toBeLessThan(5000);
    await sleep(200);
    const pids = (await readFile(join(scripted.folder, 'pids'), 'utf8')).trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    expect(pids.filter(isRunning)).toEqual([]);
    expect(await hanging.scratch()).toEqual([]);
  });

  test('that dies before it has a page is replaced, and the card is drawn', async () => {
    // The first one takes no notice of the protocol and dies; the second is a browser.
    const dieOnce = 'if [ ! -e "$FOLDER/tried" ]; then : > "$FOLDER/tried"; sleep 0.2; kill -9 $$; fi';
    await using scripted = await scriptedBrowser(`${dieOnce}\nexec "$BROWSER" "$@"`);
    await using dying = await openTestBrowser({ source: sourceOf(async () => scripted.files) });
    const start = Date.now();
    await dying.draw(sample(1), { budgetMs: 8000 });
    expect(Date.now() - start).toBeLessThan(7500);
    expect(await dying.scratch()).toEqual([]);
  });

  test('collects its garbage after so many cards', async () => {
    const keepCommands =
      'mkfifo "$FOLDER/pipe"\ntee "$FOLDER/commands" <&3 > "$FOLDER/pipe" &\nexec "$BROWSER" "$@" 3< "$FOLDER/pipe"';
    await using scripted = await scriptedBrowser(keepCommands);
    await using collecting = await openTestBrowser({ source: sourceOf(async () => scripted.files), cardsPerCollection: 2 });
    for (let home = 0; home < 5; home++) await collecting.draw(sample(home));
    const commands = (await readFile(join(scripted.folder, 'commands'), 'utf8')).split('\0');
    expect(commands.filter((command) => command.includes('"HeapProfiler.collectGarbage"'))).toHaveLength(2);
    expect(collecting.entries).toEqual([]);
  });

  test('that ends in a trap is replaced by a complete one, and the card is drawn within the same budget', async () => {
    const files = await installBrowser();
    await using scripted = await scriptedBrowser('sleep 0.1\nkill -TRAP $$');
    let isComplete = false;
    await using trapping = await openTestBrowser({
      source: {
        files: async () => (isComplete ? files : { ...scripted.files, lacksCode: true }),
        ended(ending) {
          isComplete ||= ending === 'missing code';
        },
      },
    });
    const counts = (record: DrawingRecord) => (['browser start', 'attempt', 'pack miss'] as const).map(record.times);
    const [first, second] = [createDrawingRecord(), createDrawingRecord()];
    await trapping.draw(sample(1), { budgetMs: 8000, record: first });
    expect(trapping.entries).toMatchObject([{ event: 'pack_miss' }, { event: 'browser_retry', code: 'browser_failed' }]);
    expect(counts(first)).toEqual([2, 2, 1]);
    process.kill(trapping.browser.pid() ?? 0, 'SIGTRAP');
    await trapping.draw(sample(2), { record: second });
    expect(trapping.entries).toHaveLength(2); // a complete browser's trap is not a miss
    expect([second.times('browser start') <= 1, second.times('pack miss')]).toEqual([true, 0]);
  });

  test('that ends in a trap when its attempt is over is counted for the next card', async () => {
    await using scripted = await scriptedBrowser('sleep 0.1\nkill -TRAP $$');
    await using scratch = await temporaryFolder('test');
    const recorded = recordingLog();
    const slot = createBrowserSlot({
      source: sourceOf(async () => ({ ...scripted.files, lacksCode: true })),
      whileStarting: () => {},
      scratch: scratch.path,
      maxCards: 1,
      cardsPerCollection: 1,
      log: recorded.log,
    });
    const [over, next] = [createDrawingRecord(), createDrawingRecord()];
    const job: DrawJob = {
      card: sample(1),
      config: parseConfig(localConfigHeaders(shared.site)),
      designVersion: '',
      deadline: createDeadline(8000),
      record: over,
    };
    const images = async () => ({ images: new Map(), focuses: {}, missing: [] });
    const start = slot.acquire({ job, url: shared.site, images, isFirst: true, givenUp: new AbortController().signal });
    slot.countMisses(over);
    await expect(start).rejects.toMatchObject({ code: 'browser_failed' });
    slot.countMisses(next);
    slot.countMisses(next);
    expect([over, next].map((record) => record.times('pack miss'))).toEqual([0, 1]);
    expect(recorded.entries).toEqual([{ event: 'pack_miss' }]);
  });

  test('that needs most of a small budget to start gets it', async () => {
    await using scripted = await scriptedBrowser('sleep 1.6\nexec "$BROWSER" "$@"');
    await using slow = await openTestBrowser({ source: sourceOf(async () => scripted.files) });
    await slow.draw(sample(1), { budgetMs: 3200 });
  });
});
