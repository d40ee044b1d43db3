import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createImageFetcher } from '../../../../edge/adapters/images/image-fetcher.ts';
import { guardedLookup, isPublicAddress } from '../../../../edge/adapters/images/public-address.ts';
import { createDeadline, type Deadline } from '../../../../edge/core/deadline.ts';
import { projectPath } from '../../../../project-path.ts';

const tls = (name: string) => readFileSync(new URL(`../../../support/tls/${name}.pem`, import.meta.url), 'utf8');
const HOST = 'https://images.example.com';
const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif', width = 8, height = 8) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .toFormat(format)
    .toBuffer();

let server: Server;
let requests: string[] = [];
const routes = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();

beforeAll(async () => {
  server = createServer({ key: tls('key'), cert: tls('cert') }, (request, response) => {
    requests.push(`${request.headers.host?.replace(/:\d+$/, '')}${request.url}`);
    const route = routes.get(request.url ?? '');
    if (route) route(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
    const bytes = await picture(format);
    routes.set(`/${format}`, (_, response) => response.end(bytes));
  }
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A resolver that knows the answers of a name server that an attacker may own. */
const resolver =
  (...addresses: string[]): LookupFunction =>
  (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const fetchLocally = (path: string, ...limits: [Deadline, AbortSignal?]) =>
  createImageFetcher({
    hosts: ['images.example.com'],
    lookup: resolver('127.0.0.1'),
    mayConnect: () => true,
    ca: tls('cert'),
    port: (server.address() as AddressInfo).port,
  })(`${HOST}${path}`, ...limits);

const fetchImage = (url: string, parts: Partial<Parameters<typeof createImageFetcher>[0]> = {}) => {
  requests = [];
  return createImageFetcher({
    hosts: ['images.example.com', 'other.example.com'],
    lookup: resolver('127.0.0.1'),
    // The test server stands on loopback; every other address is judged as at the edge.
    mayConnect: (address) => address === '127.0.0.1' || isPublicAddress(address),
    ca: tls('cert'),
    port: (server.address() as AddressInfo).port,
    ...parts,
  })(url, createDeadline(8000));
};
const refusal = (message: RegExp) => ({ name: 'CardError', code: 'image_refused', message: expect.stringMatching(message) });

describe('an image', () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'avif'])('of the type %s is fetched, its type read from its bytes', async (format) => {
    expect(await fetchImage(`${HOST}/${format}`)).toEqual({ bytes: expect.any(Buffer), type: `image/${format}` });
  });

  test('may be behind a redirect to an allowed host', async () => {
    routes.set('/moved', (_, response) => response.writeHead(302, { location: 'https://other.example.com/png' }).end());
    expect((await fetchImage(`${HOST}/moved`)).type).toBe('image/png');
    expect(requests).toEqual(['images.example.com/moved', 'other.example.com/png']);
  });

  test.each([
    ['text that calls itself a picture', Buffer.from('hello'), /which is no image of an allowed type/],
    [
      'SVG, which can hold script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      /which is no image of an allowed type/,
    ],
    ['a sound in the container that WebP has too', Buffer.from('RIFF\0\0\0\0WAVEfmt '), /which is no image of an allowed type/],
    ['nothing', Buffer.alloc(0), /sends nothing, which/],
  ])('is refused when it is %s', async (_, body, message) => {
    routes.set('/odd', (_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(body));
    await expect(fetchImage(`${HOST}/odd`)).rejects.toMatchObject(refusal(message));
  });

  test('is refused when it has too many pixels, before anything decodes them', async () => {
    const bomb = await picture('png', 5001, 5000);
    routes.set('/bomb', (_, response) => response.end(bomb));
    await expect(fetchImage(`${HOST}/bomb`)).rejects.toMatchObject(refusal(/PNG of 5001 × 5000 pixels, more than 25000000/));
  });

  test('is refused when it has too many bytes, whatever length it claims', async () => {
    let sent = 0;
    routes.set('/endless', (_, response) => {
      const pump = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    await expect(fetchImage(`${HOST}/endless`)).rejects.toMatchObject(refusal(/more than 10000000 bytes/));
    expect(sent).toBeLessThan(20_000_000);
  });

  test('is refused when it drips too slowly', async () => {
    routes.set('/drip', (_, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    await expect(fetchLocally('/drip', createDeadline(300))).rejects.toMatchObject(refusal(/could not be fetched/));
  });

  test('is not fetched to its end when nobody waits for it any longer', async () => {
    const closed = new Promise<void>((resolve) => {
      routes.set('/drip', (_, response) => {
        response.write('x');
        response.on('close', resolve);
      });
    });
    const over = new AbortController();
    const fetching = fetchLocally('/drip', createDeadline(20_000), over.signal);
    fetching.catch(() => {}); // awaited below
    await new Promise((resolve) => setTimeout(resolve, 100));
    over.abort();
    await expect(fetching).rejects.toMatchObject(refusal(/could not be fetched/));
    await closed;
  });

  test.each([404, 500, 304, 204])('is refused when its server answers %d', async (status) => {
    routes.set('/status', (_, response) => response.writeHead(status).end());
    await expect(fetchImage(`${HOST}/status`)).rejects.toMatchObject(refusal(new RegExp(`answered ${status}`)));
  });
});

describe('what is asked', () => {
  let asked: IncomingMessage['headers'] = {};
  const ask = async (contact?: string) => {
    const bytes = await picture('png');
    routes.set('/ask', (request, response) => {
      asked = request.headers;
      response.end(bytes);
    });
    await fetchImage(`${HOST}/ask`, contact ? { contact } : {});
    return asked;
  };

  test('names the types that are taken, and no encoding', async () => {
    expect(await ask()).toMatchObject({
      accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
      'accept-encoding': 'identity',
    });
  });

  test('names the product with its version, and the deployment', async () => {
    const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8'));
    const product = `Edgecard/${version.split('.').slice(0, 2).join('.')}`;
    expect((await ask('https://cards.app.example'))['user-agent']).toBe(`${product} (+https://cards.app.example)`);
    expect((await ask())['user-agent']).toBe(product);
  });

  test('is taken from a host that negotiates: it sends what is asked for', async () => {
    const [webp, jpeg] = [await picture('webp'), await picture('jpeg')];
    routes.set('/negotiated', ({ headers }, response) => {
      const { accept = '', 'accept-encoding': encodings = '' } = headers;
      const isZipped = /gzip|\*/.test(encodings);
      response.writeHead(200, isZipped ? { 'content-encoding': 'gzip' } : {});
      const body = accept.includes('image/jxl') || accept.includes('image/*') ? Buffer.from('ff0a', 'hex') : webp;
      response.end(accept.includes('image/webp') ? body : jpeg);
    });
    expect(await fetchImage(`${HOST}/negotiated`)).toEqual({ bytes: webp, type: 'image/webp' });
  });

  test('is taken from a host that answers nobody without a contact', async () => {
    const bytes = await picture('png');
    routes.set('/contact', ({ headers }, response) => {
      if (/\+https:\/\//.test(headers['user-agent'] ?? '')) response.end(bytes);
      else response.writeHead(403).end();
    });
    await expect(fetchImage(`${HOST}/contact`)).rejects.toMatchObject(refusal(/answered 403/));
    expect(await fetchImage(`${HOST}/contact`, { contact: 'https://cards.app.example' })).toMatchObject({ type: 'image/png' });
  });
});

describe('an answer with an encoding that was not asked for', () => {
  const answer = (encoding: string, body: Uint8Array) =>
    routes.set('/encoded', (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));

  test.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['identity, gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['identity', (bytes) => bytes],
    ['', (bytes) => bytes],
    ['aws-chunked', (bytes) => bytes],
    ['utf-8', (bytes) => bytes],
  ])('is read: %s', async (encoding, encode) => {
    const bytes = await picture('jpeg');
    answer(encoding, encode(bytes));
    expect(await fetchImage(`${HOST}/encoded`)).toEqual({ bytes, type: 'image/jpeg' });
  });

  test.each<[string, string, (bytes: Buffer) => Uint8Array, RegExp]>([
    ['cut short', 'gzip', (bytes) => gzipSync(bytes).subarray(0, -20), /sends gzip that is not whole or not right/],
    ['cut in half', 'br', (bytes) => brotliCompressSync(bytes).subarray(0, 100), /sends br that is not whole or not right/],
    ['not what it says', 'gzip', (bytes) => bytes, /sends gzip that is not whole or not right/],
    ['a bomb', 'gzip', () => gzipSync(Buffer.alloc(10_000_001)), /sends more than 10000000 bytes/],
    ['a bomb of brotli', 'br', () => brotliCompressSync(Buffer.alloc(10_000_001)), /sends more than 10000000 bytes/],
    ['compressed twice', 'gzip, gzip', (bytes) => gzipSync(gzipSync(bytes)), /compresses its image more than once/],
    ['half an image, compressed whole', 'gzip', (bytes) => gzipSync(bytes.subarray(0, bytes.length >> 1)), /it ends early/],
  ])('is refused when it is %s', async (_, encoding, encode, message) => {
    answer(encoding, encode(await picture('jpeg', 64, 64)));
    await expect(fetchImage(`${HOST}/encoded`)).rejects.toMatchObject(refusal(message));
  });
});

describe('an image that is cut short on its way is refused', () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n';
  test.each<[string, (bytes: Buffer) => readonly (string | Buffer)[], RegExp]>([
    ['with a length', (bytes) => [`${head}content-length: ${bytes.length}\r\n\r\n`], /ends before the image does/],
    ['without a length', () => [`${head}connection: close\r\n\r\n`], /it ends early/],
    ['of HTTP 1.0', () => ['HTTP/1.0 200 OK\r\n\r\n'], /it ends early/],
    [
      'in chunks',
      (bytes) => [`${head}transfer-encoding: chunked\r\n\r\n${bytes.length.toString(16)}\r\n`],
      /ends before the image does/,
    ],
    [
      'with a length that is that of the half',
      (bytes) => [`${head}content-length: ${bytes.length >> 1}\r\n\r\n`],
      /it ends early/,
    ],
  ])('%s', async (_, headOf, message) => {
    const bytes = await picture('jpeg', 64, 64);
    routes.set('/cut', ({ socket }) => {
      for (const part of headOf(bytes)) socket.write(part);
      socket.end(bytes.subarray(0, bytes.length >> 1));
    });
    await expect(fetchImage(`${HOST}/cut`)).rejects.toMatchObject(refusal(message));
  });

  test('between two chunks, though the image itself is whole', async () => {
    const bytes = await picture('jpeg');
    routes.set('/cut', ({ socket }) => {
      socket.write(`${head}transfer-encoding: chunked\r\n\r\n${bytes.length.toString(16)}\r\n`);
      socket.write(bytes);
      socket.end('\r\n');
    });
    await expect(fetchImage(`${HOST}/cut`)).rejects.toMatchObject(refusal(/ends before the image does/));
  });
});

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
    ['another host', 'https://evil.example.com/png', /is no allowed host/],
    ['a subdomain of an allowed host', 'https://a.images.example.com/png', /is no allowed host/],
    ['an allowed host as a user name', 'https://images.example.com@evil.example.com/png', /is no allowed host/],
    ['another port', 'https://images.example.com:8443/png', /names a port/],
    ['a file', 'file:///etc/passwd', /is not https/],
    ['an address in place of a name', 'https://127.0.0.1/png', /is no allowed host/],
    ['a decimal address', 'https://2130706433/png', /is no allowed host/],
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

test('a single address is given to a caller that asks for one', async () => {
  const lookup = guardedLookup(isPublicAddress, (_host, _options, callback) => callback(null, '93.184.216.34', 4));
  const found = await new Promise((resolve) =>
    lookup('example.com', {}, (error, address, family) => resolve([error, address, family])),
  );
  expect(found).toEqual([null, '93.184.216.34', 4]);
});

test.each(['8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each(['', 'localhost', '1.2.3', '0x7f.1'])('%p is no public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
