import { describe, expect, test } from '@jest/globals';
import { formatValues } from '../../card-schema/values.ts';
import { invalidationFor } from '../../cli/aws/invalidation.ts';
import { loadPicturePaths } from '../../local/cloudfront/picture-paths.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { longCard, SAMPLE_CARD, SAMPLE_PATH } from '../support/sample-cards.ts';

describe('what CloudFront has to forget of a card', () => {
  test('has among it the cache key that picture-paths.js gives the card', () => {
    const result = loadPicturePaths(DESIGN_VERSIONS)({
      version: '1.0',
      context: { distributionDomainName: 'd', distributionId: 'E', eventType: 'viewer-request', requestId: 'r' },
      viewer: { ip: '203.0.113.9' },
      request: { method: 'GET', uri: SAMPLE_PATH, querystring: {}, headers: {}, cookies: {} },
    });
    expect(invalidationFor({ kind: 'card', card: SAMPLE_CARD }, [], DESIGN_VERSIONS, true)).toContain(
      (result as { uri: string }).uri,
    );
  });

  const card = longCard();
  if (card && formatValues(card).length > 3900)
    test('is cut where a path would be longer than CloudFront takes', () => {
      const whole = `/${card.template}/${formatValues(card)}.`;
      const items = invalidationFor({ kind: 'card', card }, [], DESIGN_VERSIONS, true);
      expect(items).toHaveLength(3);
      for (const item of items) {
        expect(item.length).toBeLessThanOrEqual(4000);
        expect(item.endsWith('*')).toBe(true);
        const begins = item.slice(0, -1).replace(/^\/(~|%7E)[0-9a-f]{12}/, '');
        expect(whole.startsWith(begins)).toBe(true);
      }
    });
});
