import { describe, expect, test } from '@jest/globals';
import { formatCardPath, MAX_PATH_LENGTH, openCardPath, parseCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { fc } from '../support/fast-check.ts';
import { longCard } from '../support/long-card.ts';

const KEY = 'a key for tests only';
const SIGNATURE = 'A'.repeat(22);
const payload = (values: unknown) =>
  Buffer.from(typeof values === 'string' ? values : JSON.stringify(values)).toString('base64url');
const values = (title: unknown, theme: unknown = 'light') => [title, 'A', '', 0, theme, '', '', '', ''];

const codeOf = (parse: () => unknown): string => {
  try {
    parse();
  } catch (error) {
    if (error instanceof CardError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('a path', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card and is written the same again', async ({ card }) => {
    const path = await signCardPath(card, KEY);
    expect(parseCardPath(path).card).toEqual(card);
    expect(formatCardPath(parseCardPath(path))).toBe(path);
    expect(await openCardPath(path, [KEY])).toEqual(card);
  });

  test('may carry any well-formed design version, which it keeps', () => {
    expect(formatCardPath(parseCardPath('/~0123456789ab/12-34-10.jpg'))).toBe('/~0123456789ab/12-34-10.jpg');
  });

  test('of the root template is written without a folder', () => {
    expect(parseCardPath('/12-34-10.jpg')).toStrictEqual({ card: createCard('score', { home: 12, away: 34, round: 10 }) });
  });
});

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

  test('a payload that is no JSON, and the error says what JSON said', () => {
    expect(() => parseCardPath(`/article/${payload('[1')}.${SIGNATURE}.jpg`)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ name: 'SyntaxError' }) }),
    );
  });
});

test('any text is a card that is written the same again, or a CardError', () => {
  const segment = fc.stringMatching(/^[\w.~-]{0,40}$/);
  const path = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}.jpg`),
    fc.json().map((json) => `/article/${payload(json)}.${SIGNATURE}.jpg`),
    fc.tuple(fc.nat(120), fc.nat(120), fc.nat(120)).map((numbers) => `/${numbers.join('-')}.jpg`),
  );
  fc.assert(
    fc.property(path, (text) => {
      try {
        expect(formatCardPath(parseCardPath(text))).toBe(text);
      } catch (error) {
        expect((error as Error).name).toBe('CardError');
      }
    }),
    { numRuns: 3000 },
  );
});

test('any article that can be made has a path that reads back', async () => {
  const text = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: max });
  await fc.assert(
    fc.asyncProperty(text(40), text(20), fc.nat(240), async (title, author, minutes) => {
      let card: Card;
      try {
        card = createCard('article', { title, author, minutes });
      } catch (error) {
        expect((error as Error).name).toBe('CardError');
        return;
      }
      expect(await openCardPath(await signCardPath(card, KEY), [KEY])).toEqual(card);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['/nope', 'not_a_card', 'The path is not that of a card.'],
  ['/score/12-34-10.jpg', 'not_a_card', 'Paths of score are not written like this.'],
  ['/default/x.jpg', 'not_a_card', 'Paths of default are not written like this.'],
  [`/12-34-10.${SIGNATURE}.jpg`, 'not_a_card', 'Paths of score are not written like this.'],
  [`/article/${payload(values('T'))}.jpg`, 'not_a_card', 'Paths of article are not written like this.'],
  ['/article.jpg', 'not_a_card', 'A card of score has 3 values; got 1.'],
  ['/x1-2-3.jpg', 'invalid_params', '"home" must be a whole number from 0 to 999; got "x1".'],
  ['/1x-2-3.jpg', 'invalid_params', '"home" must be a whole number from 0 to 999; got "1x".'],
  ['/score.jpg', 'not_a_card', 'A card of score has 3 values; got 1.'],
  ['/12-34.jpg', 'not_a_card', 'A card of score has 3 values; got 2.'],
  ['/012-34-10.jpg', 'not_a_card', 'This is not the canonical spelling of the card.'],
  ['/nope/x.jpg', 'unknown_template', 'No template is called "nope"; there are score, article, quote, event, default.'],
  [`/article/${payload('{}')}.${SIGNATURE}.jpg`, 'not_a_card', 'The payload is not a JSON array.'],
  [`/article/${payload('[')}.${SIGNATURE}.jpg`, 'not_a_card', 'The payload is not base64url of JSON.'],
  [`/${'1'.repeat(4092)}.jpg`, 'too_long', 'A path has at most 4096 characters; got 4097.'],
])('of %j is said why it is no card: %s', (path, code, message) => {
  expect(() => parseCardPath(path)).toThrow(expect.objectContaining({ code, message }));
});

describe('the length of a path', () => {
  test('may be the longest that there is', async () => {
    expect(codeOf(() => parseCardPath(`/${'1'.repeat(4091)}.jpg`))).toBe('not_a_card');
    expect(MAX_PATH_LENGTH).toBe(4096);
    const path = await signCardPath(longCard(), KEY, 'a47ca47ca47c');
    expect(path.length).toBeGreaterThan(1800);
    expect(parseCardPath(path).card).toEqual(longCard());
    expect(await openCardPath(path, [KEY])).toEqual(longCard());
  });

  test('is capped when reading', () => {
    expect(codeOf(() => parseCardPath(`/${'1'.repeat(MAX_PATH_LENGTH)}.jpg`))).toBe('too_long');
  });

  test('is capped when writing, with the number in the message', () => {
    const { params } = createCard('article', { title: 'T', author: 'A' });
    // No schema allows it; it is what a caller without types may hand in.
    const card = { template: 'article', params: { ...params, title: 'T'.repeat(3100) } } as Card;
    expect(() => formatCardPath({ card, signature: 'A'.repeat(22) })).toThrow(
      /The path has 4\d{3} characters, more than 4096: shorten/,
    );
  });
});

describe('a signature', () => {
  const card = createCard('article', { title: 'T', author: 'A' });

  test('vouches under each of several keys, so that keys can be rotated', async () => {
    const path = await signCardPath(card, 'the older key of two');
    expect(await openCardPath(path, ['the newer key of two', 'the older key of two'])).toEqual(card);
  });

  test('that was made with another key is refused', async () => {
    await expect(openCardPath(await signCardPath(card, 'someone else’s key'), [KEY])).rejects.toMatchObject({
      code: 'bad_signature',
    });
  });

  test('is refused after any single character of it or of the payload has changed', async () => {
    const path = await signCardPath(card, KEY);
    const end = path.lastIndexOf('.');
    for (let at = '/article/'.length; at < end; at++) {
      if (path[at] === '.') continue;
      const forged = `${path.slice(0, at)}${path[at] === 'A' ? 'B' : 'A'}${path.slice(at + 1)}`;
      await expect(openCardPath(forged, [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
    }
  });

  test('for one template does not open another', async () => {
    const path = await signCardPath(createCard('quote', { words: 'W', speaker: 'S' }), KEY);
    await expect(openCardPath(path.replace('/quote/', '/article/'), [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
  });

  test('is checked before the payload is decoded', async () => {
    await expect(openCardPath(`/article/____.${SIGNATURE}.jpg`, [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
  });

  test('opens nothing when no key is set', async () => {
    await expect(openCardPath(await signCardPath(card, KEY), [])).rejects.toMatchObject({ code: 'no_signing_key' });
    await expect(signCardPath(card, undefined)).rejects.toMatchObject({
      code: 'no_signing_key',
      message: 'A card of article needs a signing key.',
    });
    await expect(openCardPath(await signCardPath(card, KEY), [])).rejects.toThrow(
      'No signing key is set, so article cards cannot be opened.',
    );
    await expect(openCardPath(await signCardPath(card, KEY), ['someone else’s key'])).rejects.toThrow(
      'The signature vouches for another path, or was made with another key.',
    );
  });

  test.each([
    'k'.repeat(15),
    ' a key for tests only',
    'a key for tests only\n',
    'newer-signing-key,older-signing-key',
    '{{a reference to a key}}',
  ])('is not made with the key %j, which no deployment can hold', async (key) => {
    await expect(signCardPath(card, key)).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringContaining('A signing key has at least 16 characters'),
    });
  });

  test('is not forgotten for an open card, nor given to a closed one', () => {
    expect(codeOf(() => formatCardPath({ card }))).toBe('bad_signature');
    expect(() => formatCardPath({ card })).toThrow('A path of article needs a signature.');
    expect(() => formatCardPath({ card: createCard('default', {}), signature: SIGNATURE })).toThrow(
      'A path of default has no signature.',
    );
    expect(
      codeOf(() => formatCardPath({ card: createCard('score', { home: 1, away: 2, round: 3 }), signature: SIGNATURE })),
    ).toBe('bad_signature');
  });
});
