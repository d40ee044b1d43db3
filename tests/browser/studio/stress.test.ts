// @examples article event quote
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard, TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { faultsOf, type HostileCard, hostileCards } from '../../../card-site/studio/stress/hostile-cards.ts';
import { type Finding, isFault } from '../../../card-site/studio/stress/measure.ts';
import { type Outcome, verdictOn } from '../../../card-site/studio/stress/verdict.ts';
import { showBadTemplate } from '../card-site/bad-template.ts';
import { type OpenPage, sharedCardSite } from '../card-site/card-site-page.ts';
import { BLANK_PATH } from '../card-site/cards-to-draw.ts';
import { draw, refusalDataOf } from '../card-site/on-the-stage.ts';
import { addMeasure, measured } from './stress-in-page.ts';

const site = sharedCardSite();
beforeAll(() => addMeasure(site.shared.page));

const CARDS = TEMPLATE_NAMES.flatMap((template) =>
  hostileCards(template).map((hostile) => [`${template}: ${hostile.name}`, hostile] as const),
);

async function outcomeOf({ card }: HostileCard): Promise<Outcome> {
  const refused = await refusalDataOf(site.shared.page, card);
  if (refused) return { refused };
  return { findings: await measured(site.shared.page, await draw(site.shared.page, card)) };
}

test.each(CARDS)('%s survives, or is refused for a reason that is allowed', async (_, hostile) => {
  const outcome = await outcomeOf(hostile);
  const faults = 'findings' in outcome ? faultsOf(hostile, outcome.findings) : [];
  expect(faults.map(({ kind, text, detail }) => `${kind}: “${text}” ${detail}`)).toEqual([]);
  expect(verdictOn(hostile, outcome)).toMatchObject({ fine: true });
});

test('characters that no font has, and images that are not there, are found by the drawing', async () => {
  const cover = 'https://images.edgecard.test/missing.jpg';
  const card = createCard('article', { title: 'No glyph \uE000 here', author: 'Bo', cover });
  const findings = await measured(site.shared.page, await draw(site.shared.page, card));
  expect(findings.filter(isFault)).toMatchObject([
    { kind: 'missing glyph', text: '\uE000', detail: 'no font has U+E000: left out of the card' },
    { kind: 'missing image', text: cover, detail: 'cannot be had or decoded: left out of the card' },
  ]);
});

describe('what is found on a bad template', () => {
  let bad: OpenPage;
  let findings: readonly Finding[];
  beforeAll(async () => {
    bad = await site.open(BLANK_PATH);
    await addMeasure(bad.page);
    await showBadTemplate(bad.page);
    findings = await measured(bad.page, { missingGlyphs: ['\uE000'], missingImages: [] });
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
    ['missing glyph', '\uE000', /^no font has U\+E000/],
    ['covered', 'Under a plate', /^lies under \.plate$/],
    ['outside the stage', 'https://images.edgecard.test/harbour.jpg', /^50 px of it leave the picture$/],
    ['clipped', 'https://images.edgecard.test/harbour.jpg…', /^40 px of it are cut off/],
    ['clipped', 'Cut twice, and once too much', /^\d+ px of it are cut off/],
    ['clipped', 'two three four five', /^\d+ px of it are cut off/],
    ['cut with an ellipsis', 'three four five six', /no room/],
    ['cut with an ellipsis', 'A span whose block cuts it', /no room/],
    ['cut with an ellipsis', 'Cut twice, and once too much', /no room/],
    ['cut with an ellipsis', 'The browser cuts this and says so', /no room/],
  ])('%s: %s', (kind, text, detail) => {
    expect(findings).toContainEqual(expect.objectContaining({ kind, text, detail: expect.stringMatching(detail) }));
  });

  test('nothing else: a text in order, what CSS cuts with an ellipsis, an ornament and a text on a photo are left alone', () => {
    const found = new Set(findings.filter(isFault).map(({ text }) => text));
    expect([...found].filter((text) => /^(Nothing|Ornament|On a photo|Clamped|three four|A span|Behind)/.test(text))).toEqual([]);
    expect(findings).toHaveLength(30);
  });
});
