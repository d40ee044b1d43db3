import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { formatPagePath } from '../../../card-schema/page-path.ts';
import { pageToken, pageUrl } from '../../../edge/core/page-url.ts';
import { SAMPLE_CARD } from '../../support/sample-cards.ts';

const KEY = 'a page key for tests';
const mac = (message: string) => createHmac('sha256', KEY).update(message).digest('base64url');

test('a token opens one path for a minute', () => {
  expect(pageToken('/score/1-2-3', KEY, 1_000_999)).toBe(`1060.${mac('/score/1-2-3\n1060')}`);
});

test('a token opens the page of one design, which it names', () => {
  expect(pageToken('/score/1-2-3', KEY, 1_000_999, '0123456789ab')).toBe(
    `0123456789ab.1060.${mac('/score/1-2-3\n1060\n0123456789ab')}`,
  );
});

test('the address of a page is the card’s path on the card site with its token', () => {
  const path = formatPagePath(SAMPLE_CARD);
  const site = 'https://cards.example.com';
  expect(pageUrl(SAMPLE_CARD, site, KEY, 0)).toBe(`${site}${path}?token=${pageToken(path, KEY, 0)}`);
  expect(pageUrl(SAMPLE_CARD, site, KEY, 0, '0123456789ab')).toContain('?token=0123456789ab.60.');
});
