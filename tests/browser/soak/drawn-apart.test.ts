// @examples article score
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { unlikeDrawnApart } from '../../soak/drawn-apart.ts';
import { openTestBrowser, type TestBrowser } from '../../support/card-browser.ts';

const score = (round: number) => createCard('score', { home: 12, away: 34, round });

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

test('A picture of another card, a damaged one, a wrong one among right ones and none at all are named; right ones are not', async () => {
  const { draw, site } = shared;
  const { jpeg: one } = await draw(score(1));
  const { jpeg: two } = await draw(score(2));
  const article = createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' });
  const given = [
    { name: 'right', card: score(1), pictures: [one] },
    { name: 'right twice', card: score(2), pictures: [two, Uint8Array.from(two)] },
    { name: 'article', card: article, pictures: [(await draw(article)).jpeg] },
    { name: 'another round', card: score(1), pictures: [two] },
    { name: 'damaged', card: score(1), pictures: [one.subarray(0, one.length / 2)] },
    { name: 'wrong in the end', card: score(1), pictures: [one, two] },
    { name: 'none', card: score(1), pictures: [] },
  ];
  const unlike = await unlikeDrawnApart(given, { site, designVersions: await readDesignVersions() });
  expect([...unlike].sort()).toEqual(['another round', 'damaged', 'none', 'wrong in the end']);
});
