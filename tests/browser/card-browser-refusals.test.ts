import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import { listen } from '../../local/http/listen.ts';
import { aboutExamples } from '../support/about-examples.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { closing } from '../support/closing.ts';
import { startOddSite } from '../support/odd-site.ts';
import { sample } from './drawn-cards.ts';

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

describe('a card is refused', () => {
  test('when it is blank because no font has what it says; the browser is not to blame', async () => {
    await using odd = await startOddSite("return { missingGlyphs: ['x'], missingImages: [] }");
    await using browser = await openTestBrowser();
    await expect(browser.draw(sample(1), { site: odd.origin })).rejects.toMatchObject({
      code: 'draw_failed',
      message: 'No font has what the card says.',
      cause: { code: 'bad_picture' },
    });
    expect([odd.loads(), browser.entries]).toEqual([1, []]);
  });

  test.each([
    ['null', 'null'],
    ['undefined', 'undefined'],
    ["'a text'", 'a text'],
    ["new Error('broken')", 'broken'],
    ["Object.assign(new Error('broken'), { reason: 5, detail: 'x' })", 'broken'],
    ["Object.assign(new Error('broken'), { reason: new Error('its cause') })", 'broken'],
    ["Object.assign(new Error('broken'), { reason: 'timed out' })", 'broken'],
  ])('for good when the page throws %s', async (thrown, detail) => {
    await using odd = await startOddSite(`throw ${thrown}`);
    const entries = shared.entries.length;
    await expect(shared.draw(sample(1), { site: odd.origin })).rejects.toMatchObject({
      code: 'draw_failed',
      message: `The page refuses: ${detail}`,
    });
    expect([odd.loads(), shared.entries.length]).toEqual([1, entries]);
  });

  test('when the card site has no page of the design under which it would be stored', async () => {
    const draw = shared.draw(sample(1), { designVersion: 'ffffffffffff' });
    await expect(draw).rejects.toMatchObject({ code: 'site_refused', message: 'The card site answers 404.' });
    await shared.draw(sample(1));
  });

  test('when the page draws another design than the one that was asked for', async () => {
    await using odd = await startOddSite('');
    await using other = await openTestBrowser();
    const draw = other.draw(sample(1), { site: odd.origin, designVersion: 'ffffffffffff' });
    await expect(draw).rejects.toMatchObject({ code: 'version_mismatch' });
  });

  test('when the guard refuses the page, and the log shows no token', async () => {
    await using stranger = await openTestBrowser();
    const draw = stranger.draw(sample(1), { pageKey: 'not the key of the guard' });
    await expect(draw).rejects.toMatchObject({ code: 'site_refused', message: 'The card site answers 403.' });
    const failed = await draw.catch((error: unknown) => error);
    expect(JSON.stringify([stranger.entries, errorFields(failed)])).not.toMatch(/token=/);
  });

  test('when the card site is not a card site, or is not there', async () => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello</p>'));
    const { origin: site, close } = await listen(server, 0);
    await using lost = await openTestBrowser();
    await expect(lost.draw(sample(1), { site })).rejects.toMatchObject({
      code: 'site_refused',
      message: expect.stringContaining('not a card page'),
    });
    await close();
    const failed = await lost.draw(sample(1), { site }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'page_failed' });
    expect(JSON.stringify([errorFields(failed), String((failed as Error).cause), lost.entries])).not.toContain('token=');
    await lost.draw(sample(1));
  });

  test('in time when the card site hangs, and the next card is drawn', async () => {
    const server = createServer(() => {});
    await using listening = closing(await listen(server, 0));
    const { origin: site } = listening;
    await using lost = await openTestBrowser();
    const start = Date.now();
    await expect(lost.draw(sample(1), { site, budgetMs: 2000 })).rejects.toMatchObject({ name: 'CardError' });
    expect(Date.now() - start).toBeLessThan(3500);
    await lost.draw(sample(1));
  });
});

aboutExamples('article', () => {
  test('a card is refused when no font has the letters of a text that it must have; the browser is not to blame', async () => {
    await shared.draw(sample(1));
    const before = [shared.browser.pid(), shared.entries.length];
    const tangut = createCard('article', { title: '\u{17000}\u{17001}', author: 'Bo' });
    await expect(shared.draw(tangut)).rejects.toMatchObject({
      code: 'draw_failed',
      message: 'The page refuses: text lost: no font has the letters of "title"',
    });
    expect([shared.browser.pid(), shared.entries.length]).toEqual(before);
  });
});
