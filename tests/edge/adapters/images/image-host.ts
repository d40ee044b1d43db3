// An image host with a certificate, and a fetcher that takes it for the open network.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect } from '@jest/globals';
import sharp from 'sharp';
import { createImageFetcher } from '../../../../edge/adapters/images/image-fetcher.ts';
import { isPublicAddress } from '../../../../edge/adapters/images/public-address.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';

export const tls = (name: string) => readFileSync(new URL(`../../../support/tls/${name}.pem`, import.meta.url), 'utf8');
export const HOST = 'https://images.example.com';
export const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif', width = 8, height = 8) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .toFormat(format)
    .toBuffer();

export let server: Server;
export let requests: string[] = [];
export const routes = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();

/** A resolver that knows the answers of a name server that an attacker may own. */
export const resolver =
  (...addresses: string[]): LookupFunction =>
  (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

export const fetchImage = (url: string, parts: Partial<Parameters<typeof createImageFetcher>[0]> = {}) => {
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
export const refusal = (message: RegExp) => ({
  name: 'CardError',
  code: 'image_refused',
  message: expect.stringMatching(message),
});

/** Opens what the tests of a file share, and closes it. */
export function shareImageHost(): void {
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
}
