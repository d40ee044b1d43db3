// A page cannot crash alone: browser and page are one process, so its crash is the browser's death, of which the faults show the rest.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startBrowser } from '../../../edge/adapters/browser/browser-process.ts';
import { openPageSession } from '../../../edge/adapters/browser/page-session.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a page that crashes ends its browser at once', async () => {
  const scratch = await temporaryFolder('crash');
  const browser = await startBrowser(await installBrowser(), { scratch: scratch.path });
  try {
    const session = await openPageSession(browser.connection, { onDemand: true });
    expect([browser.hasExited(), browser.exitSignal()]).toEqual([false, undefined]);
    await expect(session.send('Page.crash')).rejects.toThrow();
    // The connection may end before the process is reaped.
    for (let tries = 0; !browser.hasExited() && tries < 100; tries++) await sleep(10);
    expect(browser.exitSignal()).toMatch(/^SIG/);
  } finally {
    await browser.kill();
    await scratch.remove();
  }
});
