// Reads the card site for its page, which has no network of its own.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { brotliDecompress, gunzip } from 'node:zlib';
import { CardError } from '../../../card-schema/errors.ts';
import { handledLater } from '../../core/handled-later.ts';
import { decompress } from '../decompress.ts';
import { readBody } from '../read-body.ts';

export interface SiteAnswer {
  readonly status: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: Uint8Array;
}

export interface CardSiteReader {
  /** Starts to read a page and the files that its HTML names, so that they are here when the browser asks for them. */
  readAhead(pageUrl: string): void;
  /** Reads an address of the card site; a redirect is an answer like any other. Throws CardError `page_failed`. */
  read(url: string): Promise<SiteAnswer>;
  /** Ends every connection: one that is kept while the sandbox is frozen may be dead when it thaws. */
  closeConnections(): void;
}

/** The card site's largest file is a font; Chromium itself would take more, Lambda's memory would not. */
const MAX_BODY_BYTES = 30_000_000;
/** As a browser would: CloudFront opens no more connections faster. */
const MAX_CONNECTIONS = 6;
/** Headers about the connection, the encoding and the cache, and cookies, which nobody keeps: they end here. */
const OURS = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
]);
/** What index.html asks for: scripts, style sheets, preloads. */
const NAMED = /\s(?:src|href)="(\/[^"]+)"/g;

const DECOMPRESSORS = { br: brotliDecompress, gzip: gunzip } as const;

export function createCardSiteReader(origin: string): CardSiteReader {
  const secure = origin.startsWith('https:');
  const open = () => new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
  let agent: HttpAgent | undefined;
  const ahead = new Map<string, Promise<SiteAnswer>>();
  /** Goes up when connections are closed, so that what was begun before begins nothing more. */
  let generation = 0;

  function get(url: string): Promise<IncomingMessage> {
    agent ??= open();
    const headers = { accept: '*/*', 'accept-encoding': 'br, gzip', 'user-agent': 'Edgecard' };
    const send = secure ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => send(url, { agent, headers }, resolve).on('error', reject).end());
  }

  async function fetchAnswer(url: string): Promise<SiteAnswer> {
    try {
      const response = await get(url);
      const { statusCode = 0, headers } = response;
      const body = await decoded(await readBody(response, MAX_BODY_BYTES, tooLarge), headers['content-encoding']);
      return { status: statusCode, headers: passedOn(headers), body };
    } catch (cause) {
      throw new CardError('page_failed', 'The card site does not answer.', { cause });
    }
  }

  function keep(url: string): Promise<SiteAnswer> {
    const answer = handledLater(ahead.get(url) ?? fetchAnswer(url));
    ahead.set(url, answer);
    return answer;
  }

  return {
    readAhead(pageUrl) {
      const before = generation;
      keep(pageUrl).then(
        ({ status, body }) => {
          if (status !== 200 || generation !== before) return;
          for (const [, path = ''] of Buffer.from(body).toString().matchAll(NAMED)) void keep(origin + path);
        },
        () => {},
      );
    },
    read(url) {
      const answer = ahead.get(url) ?? fetchAnswer(url);
      ahead.delete(url); // asked for again, it is read again
      return answer;
    },
    closeConnections() {
      generation += 1;
      ahead.clear();
      agent?.destroy();
      agent = undefined;
    },
  };
}

function tooLarge(): Error {
  return new Error(`The card site sends more than ${MAX_BODY_BYTES} bytes.`);
}

async function decoded(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'br' && encoding !== 'gzip') throw new Error(`The card site sends ${encoding}, which was not asked for.`);
  return decompress(DECOMPRESSORS[encoding], body, { maxOutputLength: MAX_BODY_BYTES });
}

function passedOn(headers: IncomingMessage['headers']): SiteAnswer['headers'] {
  const passed = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || OURS.has(name) ? [] : [{ name, value: [value].flat().join(', ') }],
  );
  // Kept by the browser, a file that came wrong once would spoil every page that it loads from then on.
  return [...passed, { name: 'cache-control', value: 'no-store' }];
}
