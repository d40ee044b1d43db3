import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { startOddSite } from '../support/odd-site.ts';
import { decode } from '../support/pictures.ts';
import { sample } from './drawn-cards.ts';

let shared: TestBrowser;
beforeAll(async () => {
  shared = await openTestBrowser();
});
afterAll(() => shared.close());

describe('a browser', () => {
  test.each([
    ['and says nothing of its text', ''],
    ['whatever its page says of its text', 'window.edgecard.visibleText = () => ({ characters: 40, letters: 40 })'],
  ])('that gives a picture of one colour is replaced, once, %s', async (_, script) => {
    await using blank = await startOddSite(script);
    await using browser = await openTestBrowser();
    const draw = browser.draw(sample(1), { site: blank.origin });
    await expect(draw).rejects.toMatchObject({ code: 'bad_picture', message: 'The picture is blank.' });
    expect(blank.loads()).toBe(2);
    expect(browser.entries).toMatchObject([{ event: 'browser_retry', code: 'bad_picture' }]);
  });

  test('that shows hardly anything of the text on its page is replaced', async () => {
    // A frame with a rule and without the text, as after a font that came too late.
    const bare = (letters: number) =>
      `document.body.innerHTML = '<hr>'; window.edgecard.visibleText = () => ({ characters: ${letters}, letters: ${letters} })`;
    await using odd = await startOddSite(`if (load === 1) { ${bare(40)} } else { ${bare(2)} }`);
    await using browser = await openTestBrowser();
    await browser.draw(sample(1), { site: odd.origin });
    expect(browser.entries).toMatchObject([{ event: 'browser_retry', code: 'bad_picture' }]);
  });

  test.each([
    ['timed out', 'font 400 16px Inter'],
    ['font failed', 'Inter'],
  ])('whose page says "%s: %s" is replaced, because its connections may be dead', async (reason, detail) => {
    // Colourful enough to be no blank picture.
    const paint =
      "document.body.innerHTML = Array.from({ length: 900 }, (_, at) => '<b style=\"color:hsl(' + at * 7 + ' 80% 40%)\">' + at * at + '</b>').join(' ')";
    await using odd = await startOddSite(`if (load === 1) throw ${JSON.stringify({ reason, detail })}; ${paint}`);
    await using browser = await openTestBrowser();
    expect(await decode((await browser.draw(sample(1), { site: odd.origin })).jpeg)).toMatchObject({
      width: 1200,
      height: 630,
    });
    expect(odd.loads()).toBe(2);
  });

  test.each(['7', "{ missingGlyphs: Array(2000).fill('x'), missingImages: [] }", "{ reason: 7, detail: '' }"])(
    'is not believed when its page answers %s',
    async (reply) => {
      await using odd = await startOddSite(`return ${reply}`);
      await using browser = await openTestBrowser();
      await expect(browser.draw(sample(1), { site: odd.origin })).rejects.toMatchObject({
        code: 'page_failed',
        message: 'The page says neither that it has drawn nor why it has not.',
      });
    },
  );

  test('fills no log with what its page asks for and does not get', async () => {
    await using odd = await startOddSite(
      "await Promise.allSettled(Array.from({ length: 80 }, (_, at) => fetch('https://a' + at + '.test/'))); throw new Error('no card')",
    );
    await using browser = await openTestBrowser();
    await expect(browser.draw(sample(1), { site: odd.origin })).rejects.toMatchObject({ code: 'draw_failed' });
    expect(browser.entries.filter(({ event }) => event === 'request_blocked')).toHaveLength(50);
  });
});
