import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { hostileCards } from '../../card-site/studio/stress/hostile-cards.ts';
import { type Finding, isFault } from '../../card-site/studio/stress/measure.ts';
import { showBadTemplate } from './bad-template.ts';
import { type OpenPage, sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH } from './cards-to-draw.ts';
import { draw, refusalOf } from './on-the-stage.ts';
import { addMeasure, measured } from './stress-in-page.ts';

const site = sharedCardSite();
beforeAll(() => addMeasure(site.shared.page));

const CARDS = TEMPLATE_NAMES.flatMap((template) =>
  hostileCards(template).map((hostile) => [`${template}: ${hostile.name}`, hostile] as const),
);

describe('what survives hostile content', () => {
  test.each(CARDS.filter(([, { refusal }]) => !refusal))('%s', async (_, { card }) => {
    const { missingGlyphs } = await draw(site.shared.page, card);
    const faults = (await measured(site.shared.page, missingGlyphs))
      .filter(isFault)
      .filter(({ kind }) => kind !== 'missing glyph');
    expect(faults.map(({ kind, text, detail }) => `${kind}: “${text}” ${detail}`)).toEqual([]);
  });

  test.each(CARDS.filter(([, { refusal }]) => refusal))('%s: is refused', async (_, { card, refusal }) => {
    expect(await refusalOf(site.shared.page, card)).toMatch(new RegExp(`^${refusal}: `));
  });
});

describe('what is found on a bad template', () => {
  let bad: OpenPage;
  let findings: readonly Finding[];
  beforeAll(async () => {
    bad = await site.open(BLANK_PATH);
    await addMeasure(bad.page);
    await showBadTemplate(bad.page);
    findings = await measured(bad.page, ['\uE000']);
  });
  afterAll(() => bad?.page.close());

  test.each([
    ['outside the stage', 'Leaves the picture', /^\d+ px of it leave the picture$/],
    ['clipped', 'Seen through a window', /^\d+ px of it are cut off/],
    ['clipped', 'Cut by a path', /^40 px of it are cut off/],
    ['overflow', 'Wider than its box', /^sticks out of \.narrow by \d+ px$/],
    ['overflow', 'Seen through a window', /^sticks out of \.window by \d+ px$/],
    ['overlap', 'Below the text above', /^lies on “On the text below”$/],
    ['overlap', 'Lines of', /^lies on “one text”$/],
    ['overlap', expect.stringMatching(/^Z\u0301+/), /^lies on “Under the marks”$/],
    ['too small', 'Nobody reads this', /^12 px high letters/],
    ['poor contrast', 'Pale on white', /^2\.3 : 1, less than 4\.5 : 1$/],
    ['poor contrast', 'Faded on black', /^2\.\d : 1/],
    ['image not loaded', 'https://images.edgecard.test/missing.jpg', /gives no image/],
    ['missing glyph', 'No glyph \uE000 here', /U\+E000/],
    ['cut with an ellipsis', 'The browser cuts this and says so', /no room/],
  ])('%s: %s', (kind, text, detail) => {
    expect(findings).toContainEqual(expect.objectContaining({ kind, text, detail: expect.stringMatching(detail) }));
  });

  test('nothing else: a text in order, an ornament and a text on a photo are left alone', () => {
    const found = new Set(findings.filter(isFault).map(({ text }) => text));
    expect([...found].filter((text) => /^(Nothing|Ornament|On a photo)/.test(text))).toEqual([]);
    expect(findings).toHaveLength(18);
  });
});
