import { expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { openTestBrowser } from '../support/card-browser.ts';
import { isRunning } from '../support/processes.ts';

const score = (home: number) => createCard('score', { home, away: 34, round: 10 });

test('A browser draws so many cards, then another takes its place and nothing of it is left', async () => {
  const { browser, draw, entries, close } = await openTestBrowser({ maxCards: 3 });
  const pids: (number | undefined)[] = [];
  try {
    for (let home = 0; home < 8; home++) {
      await draw(score(home));
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

test('A card that the page refuses counts as one', async () => {
  await using own = await openTestBrowser({ maxCards: 2 });
  const { browser, draw } = own;
  await draw(score(1));
  const first = browser.pid();
  // Tangut, for which there is no font: a title without its letters would be refused.
  const refused = createCard('article', { title: '\u{17000}\u{17001}', author: 'Bo' });
  await expect(draw(refused)).rejects.toMatchObject({ code: 'draw_failed' });
  expect(browser.pid()).toBe(first);
  await draw(score(2));
  expect(browser.pid()).not.toBe(first);
});
