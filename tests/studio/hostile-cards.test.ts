import { describe, expect, test } from '@jest/globals';
import { formatCardPath, MAX_PATH_LENGTH } from '../../card-schema/card-path.ts';
import { createCard, TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { isSigned } from '../../card-schema/template.ts';
import { hostileCards } from '../../card-site/studio/stress/hostile-cards.ts';

describe.each(TEMPLATE_NAMES)('hostile cards of %s', (template) => {
  const cards = hostileCards(template);

  test('are the same every time, each with a name of its own', () => {
    expect(hostileCards(template)).toEqual(cards);
    expect(new Set(cards.map(({ name }) => name)).size).toBe(cards.length);
  });

  test('are all cards, with an address of their own', () => {
    const signature = isSigned(templateNamed(template)) ? { signature: 'A'.repeat(22) } : {};
    for (const { card } of cards) {
      expect(createCard(card.template as string, card.params)).toEqual(card);
      expect(formatCardPath({ card, designVersion: '0'.repeat(12), ...signature }).length).toBeLessThanOrEqual(MAX_PATH_LENGTH);
    }
  });
});
