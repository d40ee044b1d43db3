import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createImageFetcher } from '../../../../edge/adapters/images/image-fetcher.ts';
import { guardedLookup, isPublicAddress } from '../../../../edge/adapters/images/public-address.ts';
import { createDeadline, type Deadline } from '../../../../edge/core/deadline.ts';
import { projectPath } from '../../../../project-path.ts';
import { fetchImage, HOST, picture, refusal, requests, resolver, routes, server, shareImageHost, tls } from './image-host.ts';

shareImageHost();

const fetchLocally = (path: string, ...limits: [Deadline, AbortSignal?]) =>
  createImageFetcher({
    hosts: ['images.example.com'],
    lookup: resolver('127.0.0.1'),
    mayConnect: () => true,
    ca: tls('cert'),
    port: (server.address() as AddressInfo).port,
  })(`${HOST}${path}`, ...limits);

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
    ['text that calls itself a picture', Buffer.from('hello'), /which is not an image of an allowed type/],
    [
      'SVG, which can hold script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      /which is not an image of an allowed type/,
    ],
    [
      'a sound in the container that WebP has too',
      Buffer.from('RIFF\0\0\0\0WAVEfmt '),
      /which is not an image of an allowed type/,
    ],
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

test.each(['', 'localhost', '1.2.3', '0x7f.1'])('%p is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
