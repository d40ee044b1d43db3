// What a card looks like whose images cannot be had: the page draws it with those fields empty.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCard, DEFAULT_CARD, templateNamed } from '../../../card-schema/catalogue.ts';
import { EXAMPLES as ALL_EXAMPLES } from '../../../card-schema/examples.ts';
import { fieldInfo } from '../../../card-schema/fields.ts';
import { isFault } from '../../../card-site/studio/stress/measure.ts';
import { addMeasure, measured } from '../studio/stress-in-page.ts';
import { sharedCardSite } from './card-site-page.ts';
import { draw } from './on-the-stage.ts';

const site = sharedCardSite();
beforeAll(() => addMeasure(site.shared.page));

/** Each example that has images, without every one of them, and without all. */
const CASES = ALL_EXAMPLES.flatMap(({ template, name, card }) => {
  const params: Readonly<Record<string, unknown>> = card.params;
  const images = Object.entries(templateNamed(template).fields)
    .filter(([field, schema]) => fieldInfo(schema).kind === 'image' && params[field] !== '')
    .map(([field]) => field);
  const sets = images.length > 1 ? [...images.map((image) => [image]), images] : images.map((image) => [image]);
  return sets.map((without) => ({
    called: `${template} ${name} without ${without.join(' and ')}`,
    card: createCard(template as string, { ...params, ...Object.fromEntries(without.map((image) => [image, ''])) }),
    left: images.length - without.length,
  }));
});

describe('without an image', () => {
  // A catalogue may have no card with an image.
  const cases = CASES.length > 0 ? CASES : [{ called: 'default', card: DEFAULT_CARD, left: 0 }];
  test.each(cases)('$called is drawn, with nothing wrong and no empty place', async ({ card, left }) => {
    const drawn = await draw(site.shared.page, card);
    expect((await measured(site.shared.page, drawn)).filter(isFault)).toEqual([]);
    const images = await site.shared.page.$$eval('#stage img', (found) => found.map((image) => image.getAttribute('src')));
    expect(images).toHaveLength(left);
    expect(images).not.toContain('');
  });
});
