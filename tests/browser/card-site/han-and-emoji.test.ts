// @examples article event quote
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { addMeasure } from '../studio/stress-in-page.ts';
import { sharedCardSite } from './card-site-page.ts';
import { headlineOn } from './headline.ts';
import { draw } from './on-the-stage.ts';

const site = sharedCardSite();
beforeAll(() => addMeasure(site.shared.page));

const { drawn, runs } = headlineOn(site);

describe('punctuation of Han', () => {
  test.each([
    ['他说：“这不是‘完美’，但够用了”——然后就上线了……', '', '“‘’”——……', 'Noto Sans SC'],
    ['他說：“這不是‘完美’”——', 'zh-TW', '“‘’”——', 'Noto Sans TC'],
    ['彼は“はい”と言った…そして', '', '“”…', 'Noto Sans JP'],
    ['列奥纳多·达·芬奇 uses “WeChat”吗', '', '··“”', 'Noto Sans SC'],
  ])('%s: from the font of Han characters', async (text, language, signs, family) => {
    await drawn(text, language);
    const set = await runs();
    expect(set.map(([part]) => part).join('')).toBe(signs);
    expect(new Set(set.map(([, each]) => each))).toEqual(new Set([family]));
  });

  test.each(['The word “世界” means world — don’t you see…', '“세계”는 세상이라는 뜻 — 그렇죠…', 'Don’t “stop” — now…'])(
    '%s: from the font of the letters',
    async (text) => {
      await drawn(text);
      expect(await runs()).toEqual([]);
    },
  );
});

describe('emoji in neighbouring lines', () => {
  const seven = '🟥'.repeat(7);
  test.each([
    ['emoji alone', createCard('article', { title: seven + seven, author: 'Bo' })],
    ['among letters', createCard('article', { title: `Go ${seven}${seven} go`, author: 'Bo' })],
    ['among letters of the event', createCard('event', { title: `Go ${seven}${seven} go`, place: 'X', date: '2026-12-05' })],
    ['in a quote', createCard('quote', { words: `Go ${seven}${seven}${seven} go`, speaker: 'Bo' })],
    ['among Han characters', createCard('article', { title: `海${seven}${seven}海`, author: 'Bo' })],
  ])('do not touch: %s', async (_, card) => {
    await draw(site.shared.page, card);
    const rows = await site.shared.page.evaluate(() => {
      const words = [...document.querySelectorAll('#stage .fit-text-words')].find((each) => each.textContent.includes('🟥'));
      const range = document.createRange();
      const node = document.createTreeWalker(words ?? document, NodeFilter.SHOW_TEXT).nextNode() as Text | null; // the words' own
      const tops: number[] = [];
      for (let at = 0; node && at + 1 < node.data.length; at += 1) {
        if (node.data.codePointAt(at) !== 0x1f7e5) continue;
        range.setStart(node, at);
        range.setEnd(node, at + 2);
        tops.push(Math.round(range.getBoundingClientRect().top));
      }
      return {
        lines: [...new Set(tops)].sort((a, b) => a - b),
        size: Number.parseFloat(getComputedStyle(words ?? document.body).fontSize),
      };
    });
    expect(rows.lines.length).toBeGreaterThan(1);
    // The font's tallest emoji are 1.17 em high.
    const [first = 0, second = 0] = rows.lines;
    expect(second - first).toBeGreaterThan(1.18 * rows.size);
  });
});
