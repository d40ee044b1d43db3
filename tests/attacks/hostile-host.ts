// A hostile image host at an address of its own, decoys at others, and a fetcher that may connect to the first alone.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createImageFetcher } from '../../edge/adapters/images/image-fetcher.ts';
import { isPublicAddress } from '../../edge/adapters/images/public-address.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { type ConnectionWatch, type Decoys, setDecoys, watchConnections } from './decoys.ts';

const tls = (name: string) => readFileSync(new URL(`../support/tls/${name}.pem`, import.meta.url), 'utf8');
/** The hostile image host has an address of its own, so that whatever comes to any other one is a forbidden connection. */
export const HOSTILE = '127.0.0.9';
export const START = 'https://images.example.com/start';

export let server: Server;
export let decoys: Decoys;
export let watch: ConnectionWatch;
export let asked: string[] = [];
export let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
export function answerWith(next: typeof answer): void {
  answer = next;
}
/** Cases looked at, and forbidden connections found. */
export const counted = { cases: 0, forbidden: 0 };

const entry = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 });
/** A name server that gives one answer after the other, the last one for ever. */
export function nameServer(...answers: (readonly string[])[]): LookupFunction & { lookups(): number } {
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

export const fetchImage = (url: string, { budgetMs = 5000, ...parts }: Options = {}) =>
  createImageFetcher({
    hosts: ['images.example.com', 'other.example.com'],
    lookup: nameServer([HOSTILE]),
    // The one exception; every other address is judged as at the edge.
    mayConnect: (address) => address === HOSTILE || isPublicAddress(address),
    ca: tls('cert'),
    port: decoys.port,
    ...parts,
  })(url, createDeadline(budgetMs));

export const refused = { name: 'CardError', code: 'image_refused' };
export const redirectTo = (location: string) => (_: IncomingMessage, response: ServerResponse) =>
  // As bytes: a header may hold what a string of it may not.
  response.socket?.end(Buffer.from(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`));

/** What was connected to besides the hostile host. */
export function countForbidden(): readonly string[] {
  counted.cases++;
  const found = [...decoys.visits, ...watch.tried.filter((address) => address !== HOSTILE)];
  counted.forbidden += found.length;
  return found;
}

/** Opens what the tests of a file share, and closes it. */
export function shareHostileHost(): void {
  beforeAll(async () => {
    server = createServer({ key: tls('key'), cert: tls('cert') }, (request, response) => {
      asked.push(request.url ?? '');
      response.on('error', () => {});
      answer(request, response);
    });
    decoys = await setDecoys({ addresses: ['127.0.0.1', '127.0.0.2', '::1'], sharedServer: { server, address: HOSTILE } });
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
}
