import { expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { aboutExamples } from '../support/about-examples.ts';
import { openTestBrowser } from '../support/card-browser.ts';
import { isRunning } from '../support/processes.ts';
import { sample } from './drawn-cards.ts';

test('A browser draws so many cards, then another takes its place and nothing of it is left', async () => {
  const { browser, draw, entries, close } = await openTestBrowser({ maxCards: 3 });
  const pids: (number | undefined)[] = [];
  try {
    for (let home = 0; home < 8; home++) {
      await draw(sample(home));
      pids.push(browser.pid());
    }
  } finally {
    await close();
  }
  const [first, second, third] = [...new Set(pids)];
  expect(pids).toEqual([first, first, first, second, second, second, third, third]);
  expect([first, second, third].map((pid) => isRunning(pid ?? 0))).toEqual([false, false, false]);
  // Old age is not a failure: no card was tried twice.
  expect(entries).toEqual([]);
});

aboutExamples('article', () => {
  test('A card that the page refuses counts as one', async () => {
    await using own = await openTestBrowser({ maxCards: 2 });
    const { browser, draw } = own;
    await draw(sample(1));
    const first = browser.pid();
    // Tangut, for which there is no font: a title without its letters would be refused.
    const refused = createCard('article', { title: '\u{17000}\u{17001}', author: 'Bo' });
    await expect(draw(refused)).rejects.toMatchObject({ code: 'draw_failed' });
    expect(browser.pid()).toBe(first);
    await draw(sample(2));
    expect(browser.pid()).not.toBe(first);
  });
});
