// @examples article
import { expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { FORBIDDEN_URLS } from './ssrf-cases.ts';

test.each(FORBIDDEN_URLS)(
  'no card is made of an address that is not https, or names a user, a port or no host: %s',
  (_, template, _why, card) => {
    const url = template.replaceAll('{port}', '1234');
    const make = () => createCard('article', { title: 'T', author: 'A', cover: url });
    if (card === 'a card') expect(make().params.cover).toBe(url);
    else expect(make).toThrow(expect.objectContaining({ code: 'invalid_params' }));
  },
);
