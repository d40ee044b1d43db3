// Whatever a card, an image host or a name server says, the function connects to allowed hosts at public addresses and to nothing
// else, and takes no more bytes, pixels and time than it may.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createCard } from '../../card-schema/catalogue.ts';
import { createImageFetcher } from '../../edge/adapters/images/image-fetcher.ts';
import { isPublicAddress } from '../../edge/adapters/images/public-address.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { type ConnectionWatch, type Decoys, setDecoys, watchConnections } from './decoys.ts';
import { BOMBS } from './pixel-bombs.ts';
import { FORBIDDEN_ADDRESSES, FORBIDDEN_URLS } from './ssrf-cases.ts';

/** Addresses that name no host, so that no name server is asked. */
const LITERAL_URLS = FORBIDDEN_URLS.filter(([, url]) => {
  const { protocol, hostname } = URL.parse(url.replaceAll('{port}', '1')) ?? {};
  return protocol === 'https:' && isIP(hostname?.replace(/^\[|\]$/g, '') ?? '');
});

const tls = (name: string) => readFileSync(new URL(`../support/tls/${name}.pem`, import.meta.url), 'utf8');
/** The hostile image host has an address of its own, so that whatever comes to any other one is a forbidden connection. */
const HOSTILE = '127.0.0.9';
const START = 'https://images.example.com/start';

let server: Server;
let decoys: Decoys;
let watch: ConnectionWatch;
let asked: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
/** Cases looked at, and forbidden connections found. */
const counted = { cases: 0, forbidden: 0 };

beforeAll(async () => {
  server = createServer({ key: tls('key'), cert: tls('cert') }, (request, response) => {
    asked.push(request.url ?? '');
    response.on('error', () => {});
    answer(request, response);
  });
  decoys = await setDecoys({ addresses: ['127.0.0.1', '127.0.0.2', '::1'], beside: { server, address: HOSTILE } });
  watch = watchConnections();
});
afterAll(async () => {
  watch.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await decoys.close();
  process.stdout.write(`SSRF: ${counted.cases} cases, ${counted.forbidden} forbidden connections\n`);
});
beforeEach(() => {
  asked = [];
  decoys.forget();
  watch.forget();
});

const entry = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 });
/** A name server that gives one answer after the other, the last one for ever. */
function nameServer(...answers: (readonly string[])[]): LookupFunction & { lookups(): number } {
  let lookups = 0;
  const lookup: LookupFunction = (_host, _options, callback) => {
    const found = answers[Math.min(lookups, answers.length - 1)] ?? [];
    lookups++;
    callback(null, found.map(entry));
  };
  return Object.assign(lookup, { lookups: () => lookups });
}

interface Options {
  readonly lookup?: LookupFunction;
  readonly mayConnect?: (address: string) => boolean;
  readonly hosts?: readonly string[];
  readonly budgetMs?: number;
}

const fetchImage = (url: string, { budgetMs = 5000, ...parts }: Options = {}) =>
  createImageFetcher({
    hosts: ['images.example.com', 'other.example.com'],
    lookup: nameServer([HOSTILE]),
    // The one exception; every other address is judged as at the edge.
    mayConnect: (address) => address === HOSTILE || isPublicAddress(address),
    ca: tls('cert'),
    port: decoys.port,
    ...parts,
  })(url, createDeadline(budgetMs));

const refused = { name: 'CardError', code: 'image_refused' };
const notPublic = (address: string) => refusedBecause(`images.example.com is at ${address}, which is not public`);
const refusedBecause = (why: string) => ({ ...refused, message: expect.stringContaining(withPort(why)) });
const withPort = (text: string) => text.replaceAll('{port}', String(decoys.port));
/** As it can stand in a header. A browser would write it so as well. */
const asLocation = (url: string) => withPort(url).replace(/[^\t\x20-\x7e]/g, encodeURIComponent);
const redirectTo = (location: string) => (_: IncomingMessage, response: ServerResponse) =>
  // As bytes: a header may hold what a string of it may not.
  response.socket?.end(Buffer.from(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`));

/** What was connected to besides the hostile host. */
function countForbidden(): readonly string[] {
  counted.cases++;
  const found = [...decoys.visits, ...watch.tried.filter((address) => address !== HOSTILE)];
  counted.forbidden += found.length;
  return found;
}

test('the decoys and the watch see a fetcher that is not guarded', async () => {
  const unguarded = { mayConnect: () => true };
  const ADDRESSES = [
    ['127.0.0.1', 1],
    ['127.0.0.2', 1],
    ['::1', 1],
    ['0.0.0.0', 1],
    ['::ffff:7f00:1', 1],
    ['127.0.0.200', 0],
  ] as const;
  const hasIpv6 = decoys.addresses.includes('::1');
  for (const [address, visits] of ADDRESSES.filter(([each]) => hasIpv6 || !each.includes(':'))) {
    decoys.forget();
    watch.forget();
    await expect(fetchImage(START, { ...unguarded, lookup: nameServer([address]), budgetMs: 1000 })).rejects.toMatchObject(
      refused,
    );
    expect([watch.tried, decoys.visits.length]).toEqual([[address], visits]);
  }
});

describe('a forbidden address is not connected to', () => {
  test.each(FORBIDDEN_URLS)('when a card names it: %s', async (_, template, why) => {
    await expect(fetchImage(withPort(template))).rejects.toMatchObject(refusedBecause(why));
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(FORBIDDEN_URLS.filter(([, url]) => url.length < 10_000))(
    'after a redirect: %s',
    async (_, template, why, _card, whyAfterRedirect = why) => {
      answer = redirectTo(asLocation(template));
      await expect(fetchImage(START)).rejects.toMatchObject(refusedBecause(whyAfterRedirect));
      expect(countForbidden()).toEqual([]);
      expect(asked).toEqual(['/start']);
    },
  );

  test.each(LITERAL_URLS)('when the deployment allows it by mistake: %s', async (_, template) => {
    const { hostname } = new URL(template);
    const because = refusedBecause(`${hostname} is an address, not a name`);
    await expect(fetchImage(template, { hosts: [hostname] })).rejects.toMatchObject(because);
    answer = redirectTo(asLocation(template));
    await expect(fetchImage(START, { hosts: ['images.example.com', hostname] })).rejects.toMatchObject(because);
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual(['/start']);
  });

  test.each(FORBIDDEN_ADDRESSES)('when an allowed name has it: %s, %s', async (_, address) => {
    await expect(fetchImage(START, { lookup: nameServer([address]) })).rejects.toMatchObject(notPublic(address));
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(FORBIDDEN_ADDRESSES)('when it is one answer of two: %s, %s', async (_, address) => {
    await expect(fetchImage(START, { lookup: nameServer([HOSTILE, address]) })).rejects.toMatchObject(notPublic(address));
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(FORBIDDEN_ADDRESSES)(
    'when the name has it at the second look, after a redirect to itself: %s, %s',
    async (_, address) => {
      answer = redirectTo('/again');
      await expect(fetchImage(START, { lookup: nameServer([HOSTILE], [address]) })).rejects.toMatchObject(notPublic(address));
      expect(asked).toEqual(['/start']);
      expect(countForbidden()).toEqual([]);
    },
  );

  test('when the name changes between check and use: it is looked up once for each connection', async () => {
    answer = (_, response) => response.writeHead(404).end();
    const lookup = nameServer([HOSTILE], ['127.0.0.1']);
    await expect(fetchImage(START, { lookup })).rejects.toMatchObject(refused);
    expect([lookup.lookups(), countForbidden()]).toEqual([1, []]);
  });

  test('when a redirect leads through ten hosts', async () => {
    answer = redirectTo('/next');
    await expect(fetchImage(START)).rejects.toMatchObject(refused);
    expect(asked).toHaveLength(4);
    expect(countForbidden()).toEqual([]);
  });
});

test.each(FORBIDDEN_URLS)(
  'no card is made of an address that is not https, or names a user, a port or no host: %s',
  (_, template, _why, card) => {
    const url = withPort(template);
    const make = () => createCard('article', { title: 'T', author: 'A', cover: url });
    if (card === 'a card') expect(make().params.cover).toBe(url);
    else expect(make).toThrow(expect.objectContaining({ code: 'invalid_params' }));
  },
);

describe('a hostile host gets no more than its share:', () => {
  const png = sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } }).png();
  let sent = 0;
  const pour = (response: ServerResponse) => {
    const part = Buffer.alloc(65_536, 0xff);
    const pump = () => {
      while (!response.destroyed && response.write(part)) sent += part.length;
      if (!response.destroyed) response.once('drain', pump);
    };
    pump();
  };
  const drip = (response: ServerResponse, text: string) => {
    const timer = setInterval(() => response.socket?.write(text), 20);
    response.on('close', () => clearInterval(timer));
  };
  const HOSTILE_ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
    'an endless body': (response) => pour(response),
    'a length of eight exabytes': (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\ncontent-length: 9223372036854775807\r\n\r\n');
      const part = Buffer.alloc(65_536);
      const pump = () => {
        const { socket } = response;
        while (socket && !socket.destroyed && socket.write(part)) sent += part.length;
        if (socket && !socket.destroyed) socket.once('drain', pump);
      };
      pump();
    },
    'more than the length that it gave': (response) =>
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n\x89PNG${'x'.repeat(100_000)}`),
    'less than the length that it gave': (response) =>
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n\x89PNG'),
    'a negative length': (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nx'),
    'two lengths': (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 9\r\n\r\nx'),
    'a gzip bomb': (response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'image/png' })
        .end(gzipSync(Buffer.alloc(50_000_000))),
    'a brotli bomb': (response) =>
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(20_000_000))),
    'endless headers': (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      drip(response, `x-${'a'.repeat(5000)}: b\r\n`);
    },
    'headers, one letter at a time': (response) => drip(response, 'H'),
    'a body, one letter at a time': (response) => {
      response.writeHead(200).flushHeaders();
      drip(response, '1\r\nx\r\n');
    },
    'endless hints before the answer': (response) => drip(response, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
    nothing: () => {},
    'a hang up': (response) => response.destroy(),
    'no HTTP': (response) => response.socket?.end('220 smtp.example.com ESMTP\r\n'),
    'another protocol': (response) => response.writeHead(101, { upgrade: 'websocket', connection: 'upgrade' }).end(),
    HTML: (response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('<script>fetch("http://127.0.0.1")</script>'),
    'SVG with script': (response) =>
      response
        .writeHead(200, { 'content-type': 'image/svg+xml' })
        .end('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("http://127.0.0.1")</script></svg>'),
    'SVG behind a byte order mark': (response) => response.end('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'compressed SVG': (response) => response.end(gzipSync('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    PDF: (response) => response.end('%PDF-1.7'),
    MP4: (response) => response.end(Buffer.from('0000001c667479706d703432', 'hex')),
    TIFF: (response) => response.end(Buffer.from('49492a0008000000', 'hex')),
    ICO: (response) => response.end(Buffer.from('00000100010010100000', 'hex')),
    BMP: (response) => response.end(Buffer.from(`424d${'00'.repeat(60)}`, 'hex')),
    JSON: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"AccessKeyId":"AKIA"}'),
  };

  test.each(Object.keys(HOSTILE_ANSWERS))('%s', async (name) => {
    sent = 0;
    answer = (_, response) => HOSTILE_ANSWERS[name]?.(response);
    const before = Date.now();
    await expect(fetchImage(START, { budgetMs: 700 })).rejects.toMatchObject(refused);
    // As long as the budget, and what a busy machine needs on top. Not a measurement.
    expect(Date.now() - before).toBeLessThan(5000);
    expect(sent).toBeLessThan(30_000_000);
    expect(countForbidden()).toEqual([]);
  });

  test.each(Object.keys(BOMBS))('%s', async (name) => {
    const bytes = await BOMBS[name]?.();
    answer = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
    await expect(fetchImage(START)).rejects.toMatchObject(refused);
    expect(countForbidden()).toEqual([]);
  });

  test('the time is for all redirects together', async () => {
    answer = (_, response) => setTimeout(() => redirectTo('/again')(_, response), 250);
    await expect(fetchImage(START, { budgetMs: 600 })).rejects.toMatchObject(refused);
    expect(asked.length).toBeLessThan(4);
    expect(countForbidden()).toEqual([]);
  });

  afterEach(() => server.closeAllConnections());

  test('and an honest host is served, whatever type it claims', async () => {
    const bytes = await png.toBuffer();
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(bytes);
    expect(await fetchImage(START)).toEqual({ bytes, type: 'image/png' });
  });
});

test('the table is as long as was asked for', () => {
  expect(counted.cases).toBeGreaterThanOrEqual(60);
  expect(counted.forbidden).toBe(0);
});
