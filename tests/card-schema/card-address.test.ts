import { describe, expect, test } from '@jest/globals';
import { parseCardAddress } from '../../card-schema/card-address.ts';
import { normalPath } from '../../card-schema/normal-path.ts';
import { fc } from '../support/fast-check.ts';

describe('a path', () => {
  test.each([
    ['/12-34-10.jpg', '/12-34-10.jpg'],
    ['/12%2D34%2d10%2Ejpg', '/12-34-10.jpg'],
    ['/%7Eabc/x_y.jpg', '/~abc/x_y.jpg'],
    ['/%7eabc/x%5Fy.jpg', '/~abc/x_y.jpg'],
    ['/%31%32-34-10.%6a%70%67', '/12-34-10.jpg'],
    ['//12-34-10.jpg', '/12-34-10.jpg'],
    ['/article///x.jpg', '/article/x.jpg'],
    ['/./a/../12-34-10.jpg', '/12-34-10.jpg'],
    ['/../../12-34-10.jpg', '/12-34-10.jpg'],
    ['/%2e%2E/12-34-10.jpg', '/12-34-10.jpg'],
    ['/a/..', '/'],
    ['/12-34-10.jpg/', '/12-34-10.jpg/'],
    ['/12-34-10.jpg/.', '/12-34-10.jpg/'],
    ['', '/'],
    ['/', '/'],
    ['//', '/'],
    ['/..', '/'],
    ['/...', '/...'],
    ['/.jpg', '/.jpg'],
  ])('%s is written %s', (path, normal) => {
    expect(normalPath(path)).toBe(normal);
  });

  test.each([
    ['a slash', '/article%2Fx.jpg'],
    ['a percent sign, and with it a second escape', '/12%252D34.jpg'],
    ['a blank', '/12-34-10.jpg%20'],
    ['what is not ASCII', '/%C3%A4.jpg'],
    ['half an escape', '/12%2-34%.jpg'],
  ])('keeps the escape of %s', (_, path) => {
    expect(normalPath(path)).toBe(path);
  });

  test('is never decoded twice into something else', () => {
    expect(normalPath('/%%37Ex.jpg')).toBe('/%7Ex.jpg');
  });

  test('that is in its normal spelling stays as it is', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9_~-]([A-Za-z0-9._~-]{0,20})$/);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const path = `/${segments.join('/')}`;
        expect(normalPath(path)).toBe(path);
        const escaped = path.replace(/[^/]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
        expect(normalPath(escaped.replaceAll('/', '//'))).toBe(path);
      }),
    );
  });
});

describe('an address', () => {
  const path = '/12-34-10.jpg';
  const origin = 'https://social.app.com';
  test.each([
    ['/12-34-10.jpg', { path }],
    ['12-34-10.jpg', { path }],
    ['  /12-34-10.jpg \n', { path }],
    ['/12-34-10.jpg?fbclid=IwAR0/..', { path }],
    ['/12-34-10.jpg#x?y', { path }],
    ['/12-34-10.jpg?', { path }],
    ['//12-34-10.jpg', { path }],
    ['https://social.app.com/12-34-10.jpg', { path, origin }],
    ['HTTPS://Social.App.Com/12-34-10.jpg?a=1#b', { path, origin }],
    ['https://social.app.com//12%2D34-10.jpg', { path, origin }],
    ['//social.app.com/12-34-10.jpg', { path, origin }],
    ['social.app.com/12-34-10.jpg?x=1', { path, origin }],
    ['localhost:8080/12-34-10.jpg', { path, origin: 'https://localhost:8080' }],
    ['http://127.0.0.1:8080/12-34-10.jpg', { path, origin: 'http://127.0.0.1:8080' }],
    ['127.0.0.1:8080/12-34-10.jpg', { path, origin: 'https://127.0.0.1:8080' }],
    ['http://[::1]:8080/12-34-10.jpg', { path, origin: 'http://[::1]:8080' }],
    ['article/WyJ.AAAA.jpg', { path: '/article/WyJ.AAAA.jpg' }],
    ['~0123456789ab/12-34-10.jpg', { path: '/~0123456789ab/12-34-10.jpg' }],
    ['https://social.app.com', { path: '/', origin }],
    ['social.app.com', { path: '/', origin }],
    ['localhost:8080', { path: '/', origin: 'https://localhost:8080' }],
    ['https://social.app.com?x=/12-34-10.jpg', { path: '/', origin }],
  ])('%s is read', (text, wanted) => {
    expect(parseCardAddress(text)).toEqual(wanted);
  });

  test.each([
    '',
    '   ',
    'score',
    'ftp://social.app.com/12-34-10.jpg',
    'mailto:a@b.jpg',
    '{"template":"score"}',
    '?x=/12-34-10.jpg',
    'two words.jpg',
  ])('is not %p', (text) => {
    expect(parseCardAddress(text)).toBeUndefined();
  });

  test('never throws, and its path is normal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const found = parseCardAddress(text);
        if (found) expect(normalPath(found.path)).toBe(found.path.includes('%') ? normalPath(found.path) : found.path);
      }),
    );
  });
});
