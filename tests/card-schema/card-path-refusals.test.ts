// @examples score article
import { describe, expect, test } from '@jest/globals';
import { parseCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { codeOf, payload, SIGNATURE, values } from './path-parts.ts';

describe('no card is', () => {
  test.each([
    '',
    '/',
    '/12-34-10',
    '/12-34-10.JPG',
    '/12-34-10.jpg/',
    '//12-34-10.jpg',
    '12-34-10.jpg',
    '/12-34-10.jpg?x=1',
    '/12-34-10.jpg#x',
    '/012-34-10.jpg',
    '/12-34.jpg',
    '/12-34-10-1.jpg',
    '/12-34-100.jpg',
    '/-1-34-10.jpg',
    '/12--10.jpg',
    '/1e1-2-3.jpg',
    '/9999999-1-1.jpg',
    '/99999999999999999999-1-1.jpg',
    '/score/12-34-10.jpg',
    `/12-34-10.${SIGNATURE}.jpg`,
    '/default/default.jpg',
    '/default.png',
    '/Default.jpg',
    '/nope.exe',
    '/nope/1-2-3.jpg',
    '/../../etc/passwd',
    '/%00.jpg',
    '/12%2d34-10.jpg',
    '/%2e%2e/default.jpg',
    '/constructor.jpg',
    '/constructor/x.jpg',
    `/__proto__/x.${SIGNATURE}.jpg`,
    '/~0123456789a/12-34-10.jpg',
    '/~0123456789AB/12-34-10.jpg',
    '/~0123456789ab/~0123456789ab/12-34-10.jpg',
    `/article/${payload(values('T'))}.jpg`,
    `/article/${payload(values('T'))}.${SIGNATURE}A.jpg`,
    '/12-34-10.jpg\n',
    '/١-٢-٣.jpg',
  ])('%p', (path) => {
    expect(codeOf(() => parseCardPath(path))).toMatch(/^(not_a_card|unknown_template|invalid_params)$/);
  });

  test('a payload with one fault; without any it is one', () => {
    expect(parseCardPath(`/article/${payload(values('T'))}.${SIGNATURE}.jpg`)).toEqual({
      card: createCard('article', { title: 'T', author: 'A' }),
      signature: SIGNATURE,
    });
  });

  test.each([
    ['spaces in the JSON', 'not_a_card', '["T", "A","",0,"light","","","",""]'],
    ['an escape where none is needed', 'not_a_card', '["\\u0054","A","",0,"light","","","",""]'],
    ['a default left out', 'not_a_card', ['T', 'A']],
    ['one value too many', 'not_a_card', [...values('T'), 1]],
    ['a text that is not NFC', 'not_a_card', values('Cafe\u0301')],
    ['a text with a space at its end', 'not_a_card', values('T ')],
    ['a number with a point', 'not_a_card', '["T","A","",0.0,"light","","","",""]'],
    ['an object', 'not_a_card', '{"title":"T"}'],
    ['null', 'not_a_card', 'null'],
    ['another theme', 'invalid_params', values('T', 'pink')],
    ['a list for a text', 'invalid_params', values(['T'])],
    ['__proto__', 'not_a_card', '{"__proto__":[]}'],
    ['no JSON', 'not_a_card', 'T'],
  ])('a payload with %s', (_, code, json) => {
    expect(codeOf(() => parseCardPath(`/article/${payload(json)}.${SIGNATURE}.jpg`))).toBe(code);
  });

  test.each([
    [
      'bits left over at the end',
      'This is not the canonical spelling of the card.',
      (text: string) => `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) + 1)}`,
    ],
    [
      'a length that base64 cannot have',
      'The payload is not base64url of JSON.',
      (text: string) => `${text}${'A'.repeat((5 - (text.length % 4)) % 4)}`,
    ],
    [
      'broken UTF-8',
      'The payload is not base64url of JSON.',
      () => Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]).toString('base64url'),
    ],
    ['a byte order mark', 'The payload is not base64url of JSON.', () => payload(`\ufeff${JSON.stringify(values('T'))}`)],
  ])('a payload with %s', (_, message, spoil) => {
    const good = payload(values('To'));
    expect(good.length % 4).not.toBe(0);
    expect(codeOf(() => parseCardPath(`/article/${good}.${SIGNATURE}.jpg`))).toBe('accepted');
    expect(() => parseCardPath(`/article/${spoil(good)}.${SIGNATURE}.jpg`)).toThrow(
      expect.objectContaining({ code: 'not_a_card', message }),
    );
  });

  test('a payload that is not JSON, and the error says what JSON said', () => {
    expect(() => parseCardPath(`/article/${payload('[1')}.${SIGNATURE}.jpg`)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ name: 'SyntaxError' }) }),
    );
  });
});

test.each([
  ['/nope', 'not_a_card', 'The path is not that of a card.'],
  ['/score/12-34-10.jpg', 'not_a_card', 'Paths of score are not written like this, but like /….jpg.'],
  ['/default/x.jpg', 'not_a_card', 'Paths of default are not written like this, but like /default.jpg.'],
  [`/12-34-10.${SIGNATURE}.jpg`, 'not_a_card', 'Paths of score are not written like this, but like /….jpg.'],
  [
    `/article/${payload(values('T'))}.jpg`,
    'not_a_card',
    'Paths of article are not written like this, but like /article/….<signature>.jpg.',
  ],
  ['/article.jpg', 'not_a_card', 'A card of score has 3 values; got 1.'],
  ['/x1-2-3.jpg', 'invalid_params', '"home" must be a whole number from 0 to 999; got "x1".'],
  ['/1x-2-3.jpg', 'invalid_params', '"home" must be a whole number from 0 to 999; got "1x".'],
  ['/score.jpg', 'not_a_card', 'A card of score has 3 values; got 1.'],
  ['/12-34.jpg', 'not_a_card', 'A card of score has 3 values; got 2.'],
  ['/012-34-10.jpg', 'not_a_card', 'This is not the canonical spelling of the card.'],
  ['/nope/x.jpg', 'unknown_template', expect.stringContaining('No template is called "nope"; there are ')],
  [`/article/${payload('{}')}.${SIGNATURE}.jpg`, 'not_a_card', 'The payload is not a JSON array.'],
  [`/article/${payload('[')}.${SIGNATURE}.jpg`, 'not_a_card', 'The payload is not base64url of JSON.'],
  [`/${'1'.repeat(4092)}.jpg`, 'too_long', 'A path has at most 4096 characters; got 4097.'],
])('says of %j why it is not a card: %s', (path, code, message) => {
  expect(() => parseCardPath(path)).toThrow(expect.objectContaining({ code, message }));
});
