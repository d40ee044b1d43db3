import type { LookupFunction } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { fetchImage, HOST, picture, refusal, requests, resolver, routes, shareImageHost } from './image-host.ts';

shareImageHost();

describe('a redirect is followed', () => {
  test.each([301, 302, 303, 307, 308])('with status %d', async (status) => {
    routes.set('/moved', (_, response) => response.writeHead(status, { location: `${HOST}/png` }).end());
    expect((await fetchImage(`${HOST}/moved`)).type).toBe('image/png');
  });

  test.each([
    ['a path', '/png', '/png'],
    ['a path next to it', 'png', '/png'],
    ['a host without a scheme', '//images.example.com/png', '/png'],
    ['capitals and a port', 'HTTPS://Images.Example.COM:443/png', '/png'],
    ['dots', '/a/../png', '/png'],
    ['a fragment', '/png#top', '/png'],
    ['a blank', '/Dom an der See.png', '/Dom%20an%20der%20See.png'],
    ['UTF-8', '/Köln Dom.png', '/K%C3%B6ln%20Dom.png'],
    ['escapes', '/K%C3%B6ln%20Dom.png', '/K%C3%B6ln%20Dom.png'],
    ['Latin-1', Buffer.from('/K\xf6ln.png', 'latin1'), '/K%C3%B6ln.png'],
    ['a query', '/png?w=1 2', '/png?w=1%202'],
  ])('to %s', async (_, location, path) => {
    const bytes = await picture('png');
    routes.set(path, (_request, response) => response.end(bytes));
    // As bytes: a header may hold what a string of it may not.
    const answer = [
      Buffer.from('HTTP/1.1 302 Found\r\nlocation: '),
      Buffer.from(location),
      Buffer.from('\r\ncontent-length: 0\r\n\r\n'),
    ];
    routes.set('/moved', ({ socket }) => socket.end(Buffer.concat(answer)));
    expect((await fetchImage(`${HOST}/moved`)).type).toBe('image/png');
    expect(requests.at(-1)).toBe(`images.example.com${path}`);
  });
});

describe('no connection is made', () => {
  test.each([
    ['http', 'http://images.example.com/png', /is not https/],
    ['another host', 'https://evil.example.com/png', /is not an allowed host/],
    ['a subdomain of an allowed host', 'https://a.images.example.com/png', /is not an allowed host/],
    ['an allowed host as a user name', 'https://images.example.com@evil.example.com/png', /is not an allowed host/],
    ['another port', 'https://images.example.com:8443/png', /names a port/],
    ['a file', 'file:///etc/passwd', /is not https/],
    ['an address in place of a name', 'https://127.0.0.1/png', /is not an allowed host/],
    ['a decimal address', 'https://2130706433/png', /is not an allowed host/],
  ])('to %s', async (_, url, message) => {
    await expect(fetchImage(url)).rejects.toMatchObject(refusal(message));
    expect(requests).toEqual([]);
  });

  test.each([
    '10.0.0.1',
    '172.16.5.5',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '224.0.0.1',
    '255.255.255.255',
    '2002:7f00:1::',
  ])('to an allowed name that resolves to %s', async (address) => {
    await expect(fetchImage(`${HOST}/png`, { lookup: resolver(address) })).rejects.toMatchObject(refusal(/which is not public/));
    expect(requests).toEqual([]);
  });

  test('when only one of several answers is private', async () => {
    await expect(fetchImage(`${HOST}/png`, { lookup: resolver('93.184.216.34', '10.0.0.1') })).rejects.toMatchObject(
      refusal(/10\.0\.0\.1, which is not public/),
    );
  });

  test('when the name does not resolve', async () => {
    const lookup: LookupFunction = (_host, _options, callback) =>
      callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), '');
    await expect(fetchImage(`${HOST}/png`, { lookup })).rejects.toMatchObject(refusal(/could not be fetched/));
    await expect(fetchImage(`${HOST}/png`, { lookup: resolver() })).rejects.toMatchObject(refusal(/no address/));
  });

  test.each([
    'http://images.example.com/png',
    'https://evil.example.com/png',
    'https://images.example.com:1/png',
    'file:///etc/passwd',
  ])('after a redirect to %s', async (location) => {
    routes.set('/away', (_, response) => response.writeHead(301, { location }).end());
    await expect(fetchImage(`${HOST}/away`)).rejects.toMatchObject(refusal(/./));
    expect(requests).toEqual(['images.example.com/away']);
  });

  test('more than four times in a circle', async () => {
    routes.set('/circle', (_, response) => response.writeHead(302, { location: '/circle' }).end());
    await expect(fetchImage(`${HOST}/circle`)).rejects.toMatchObject(refusal(/redirects more than 3 times/));
    expect(requests).toHaveLength(4);
  });

  test('to a server whose certificate is not for the host', async () => {
    await expect(fetchImage('https://wrong.example.com/png', { hosts: ['wrong.example.com'] })).rejects.toMatchObject(
      refusal(/could not be fetched/),
    );
    expect(requests).toEqual([]);
  });
});
