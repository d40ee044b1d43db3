import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { pageToken } from '../../edge/core/page-url.ts';
import { guardSource, loadGuard } from '../../local/card-site/guard.ts';
import { loadFunction } from '../../local/cloudfront/cloudfront-function.ts';
import { fc } from '../support/fast-check.ts';
import { at, GUARD, NEW_KEY, NOW, OLD_KEY, PATH, seconds, withToken } from './guard-requests.ts';

const macOf = (message: string, key = NEW_KEY) => createHmac('sha256', key).update(message).digest('base64url');
const tokenFor = (expiry: string | number, path = PATH) => `${expiry}.${macOf(`${path}\n${expiry}`)}`;
const good = tokenFor(seconds + 60);

const DENIED = { statusCode: 403, headers: { 'cache-control': { value: 'no-store' } } };

/** The guard as loadGuard makes it, with a clock that stands still: CloudFront's stands still as well while it runs. */
function load(keys: string[] = [NEW_KEY, OLD_KEY]) {
  return loadFunction(`Date.now = () => ${NOW};\n${guardSource(keys)}`);
}

describe('The guard of the card pages', () => {
  test('lets a page be opened with a good token, at one address and without its query', () => {
    const request = { method: 'GET', headers: { host: { value: 'cards.example' } }, cookies: {} };
    expect(load()(withToken(good, request))).toEqual({ ...request, uri: '/index.html', querystring: {} });
  });

  test('opens the studio to bearers of a token for it, and to no others', () => {
    const studio = { uri: '/studio' };
    expect(load()(withToken(tokenFor(seconds + 60, '/studio'), studio))).toMatchObject({ uri: '/studio.html', querystring: {} });
    expect(load()(withToken(good, studio))).toMatchObject(DENIED);
    expect(load()(at(studio))).toMatchObject(DENIED);
  });

  test.each(['/studio/', '/Studio', '/studio.html', '//studio'])('takes %s for a card’s page, not for the studio', (uri) => {
    expect(load()(withToken(tokenFor(seconds + 60, uri), { uri }))).toMatchObject({ uri: '/index.html' });
  });

  test('lets HEAD in as well', () => {
    expect(load()(withToken(good, { method: 'HEAD' }))).toMatchObject({ uri: '/index.html' });
  });

  test.each([NEW_KEY, OLD_KEY])('takes a token that was made with any of its keys, here %s', (key) => {
    expect(load()(withToken(pageToken(PATH, key, NOW)))).toMatchObject({ uri: '/index.html' });
  });

  test('takes the tokens that the edge makes, by this machine’s own clock', () => {
    expect(loadGuard([NEW_KEY])(withToken(pageToken(PATH, NEW_KEY, Date.now())))).toMatchObject({ uri: '/index.html' });
  });

  test('opens the page of the design that a token vouches for', () => {
    const token = pageToken(PATH, NEW_KEY, NOW, '0123456789ab');
    expect(load()(withToken(token))).toMatchObject({ uri: '/pages/0123456789ab.html', querystring: {} });
  });

  test.each([
    ['no token', at({})],
    ['a design version that the mac does not vouch for', withToken(`0123456789ab.${good}`)],
    ['another design version than was signed', withToken(pageToken(PATH, NEW_KEY, NOW, '0123456789ab').replace('0', '1'))],
    ['a design version that was taken away', withToken(pageToken(PATH, NEW_KEY, NOW, '0123456789ab').slice(13))],
    ['a design version of another shape', withToken(pageToken(PATH, NEW_KEY, NOW, '../x'))],
    ['an empty token', withToken('')],
    ['a token given twice', at({ querystring: { token: { value: good, multiValue: [{ value: good }, { value: good }] } } })],
    ['another parameter besides the token', at({ querystring: { token: { value: good }, utm: { value: '1' } } })],
    [
      'a parameter by a prototype’s name',
      at({ querystring: JSON.parse(`{"token":{"value":"${good}"},"__proto__":{"value":"1"}}`) }),
    ],
    ['another parameter only', at({ querystring: { tokens: { value: good } } })],
    ['no mac', withToken(String(seconds + 60))],
    ['an empty mac', withToken(`${seconds + 60}.`)],
    ['a mac that is too short', withToken(good.slice(0, -1))],
    ['a mac that is too long', withToken(`${good}A`)],
    ['a mac in another alphabet', withToken(`${seconds + 60}.${'+'.repeat(43)}`)],
    ['a padded mac', withToken(`${good}=`)],
    ['something after the token', withToken(`${good}\n`)],
    ['an expiry with a leading zero', withToken(tokenFor(`0${seconds + 60}`))],
    ['an expiry with a sign', withToken(tokenFor(`+${seconds + 60}`))],
    ['an expiry with a fraction', withToken(tokenFor(`${seconds + 60}.5`))],
    ['an expiry in hexadecimal', withToken(tokenFor(`0x${(seconds + 60).toString(16)}`))],
    ['an expiry that is now', withToken(tokenFor(seconds))],
    ['an expiry in the past', withToken(tokenFor(seconds - 1))],
    ['an expiry more than 90 seconds ahead', withToken(tokenFor(seconds + 91))],
    ['an expiry far ahead', withToken(tokenFor('99999999999'))],
    ['a token for another path', withToken(tokenFor(seconds + 60, '/article/other'))],
    ['a token with another expiry than was signed', withToken(`${seconds + 61}.${good.slice(11)}`)],
    ['a mac made with a stranger’s key', withToken(pageToken(PATH, 'a-stranger’s-key', NOW))],
    ['a mac over path and expiry without the newline', withToken(`${seconds + 60}.${macOf(`${PATH}${seconds + 60}`)}`)],
    ['POST', withToken(good, { method: 'POST' })],
    ['OPTIONS', withToken(good, { method: 'OPTIONS' })],
    ['a method in lower case', withToken(good, { method: 'get' })],
  ])('denies a request with %s', (_, event) => {
    expect(load()(event)).toMatchObject(DENIED);
  });

  test('accepts an expiry 90 seconds ahead, for clocks that differ', () => {
    expect(load()(withToken(tokenFor(seconds + 90)))).toMatchObject({ uri: '/index.html' });
  });

  test('says the same to everybody it denies, and nothing of the reason', () => {
    const guard = load();
    expect(guard(at({}))).toEqual(guard(withToken(tokenFor(seconds - 1))));
    expect(guard(at({}))).toMatchObject({ headers: { 'content-type': { value: 'text/plain; charset=utf-8' } } });
  });

  test.each([
    ['no key', ['']],
    ['an empty key next to a good one', [NEW_KEY, '']],
    ['an empty key before a good one', ['', NEW_KEY]],
    ['a blank key', [NEW_KEY, '  ']],
    ['a reference that nobody resolved', [NEW_KEY, '{{resolve:secretsmanager:edgecard:SecretString:page}}']],
  ])('denies everything when it has %s', (_, keys) => {
    expect(load(keys)(withToken(good))).toMatchObject(DENIED);
    expect(
      load(keys)(
        withToken(
          `${seconds + 60}.${createHmac('sha256', keys[0] ?? '')
            .update(`${PATH}\n${seconds + 60}`)
            .digest('base64url')}`,
        ),
      ),
    ).toMatchObject(DENIED);
  });

  test('denies everything when nobody put keys in, even to those who know the placeholder', () => {
    const guard = loadFunction(`Date.now = () => ${NOW};\n${readFileSync(GUARD, 'utf8')}`);
    const placeholder = '{{page-keys}}';
    expect(guard(withToken(pageToken(PATH, placeholder, NOW)))).toMatchObject(DENIED);
    expect(guard(withToken(good))).toMatchObject(DENIED);
  });

  test('ignores blanks around its keys, as the edge’s configuration does', () => {
    expect(load([` ${NEW_KEY}`, `${OLD_KEY} `])(withToken(good))).toMatchObject({ uri: '/index.html' });
  });

  test('denies whatever is not a token, and never fails', () => {
    const guard = load();
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{0,12}\.[\w-]{0,50}$/));
    fc.assert(
      fc.property(text, fc.string(), (value, uri) => {
        expect(guard(withToken(value, { uri: `/${uri}` }))).toMatchObject(DENIED);
      }),
      { numRuns: 300 },
    );
  });

  test('denies a good token with any one character changed', () => {
    const guard = load();
    for (let place = 0; place < good.length; place++) {
      const changed = good[place] === '1' ? '2' : '1';
      expect(guard(withToken(good.slice(0, place) + changed + good.slice(place + 1)))).toMatchObject(DENIED);
    }
  });
});
