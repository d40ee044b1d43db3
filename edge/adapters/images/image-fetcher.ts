// Fetches the remote images of a card, so that the page itself never reaches the network.
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { CardError } from '../../../card-schema/errors.ts';
import type { FetchImage } from '../../core/ports.ts';
import { MAX_IMAGE_FETCH_MS } from '../../core/time-limits.ts';
import { readBody } from '../read-body.ts';
import { decodeBody } from './decode-body.ts';
import { ACCEPTED_TYPES, judgeImage, MAX_IMAGE_BYTES } from './judge-image.ts';
import { guardedLookup, isPublicAddress } from './public-address.ts';

const MAX_REDIRECTS = 3;
/** With the version of package.json; a test compares them. */
const PRODUCT = 'Edgecard/0.1';

export interface ImageFetcherParts {
  /** Exact host names that may be asked. */
  readonly hosts: readonly string[];
  /** Where the people behind a deployment are found: the origin of its card site. Some hosts answer nobody without one. */
  readonly contact?: string;
  /** For tests with a server of their own; a deployment leaves these alone. */
  readonly lookup?: LookupFunction;
  readonly mayConnect?: (address: string) => boolean;
  readonly ca?: string;
  readonly port?: number;
}

/** Every address, the first and each redirect, must be https on an allowed host at a public address. */
export function createImageFetcher(parts: ImageFetcherParts): FetchImage {
  const { hosts, contact, lookup, mayConnect = isPublicAddress, ca, port = 443 } = parts;
  const options: RequestOptions = {
    port,
    lookup: guardedLookup(mayConnect, lookup),
    agent: false, // a kept connection could be one that was opened for another host's check
    headers: {
      accept: ACCEPTED_TYPES,
      'accept-encoding': 'identity', // images are compressed by themselves
      'user-agent': contact ? `${PRODUCT} (+${contact})` : PRODUCT,
    },
    ...(ca ? { ca } : {}),
  };

  async function follow(address: string, signal: AbortSignal): Promise<IncomingMessage> {
    let url = allowedUrl(address, hosts);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await get(url, { ...options, signal });
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) return response;
      response.destroy();
      if (statusCode < 300 || statusCode > 399 || !headers.location) throw refusal(url, `answered ${statusCode}`);
      url = allowedUrl(URL.parse(locationText(headers.location), url)?.href ?? '', hosts);
    }
    throw refusal(url, `redirects more than ${MAX_REDIRECTS} times`);
  }

  return async (address, deadline, given) => {
    const signal = AbortSignal.any([deadline.signal(MAX_IMAGE_FETCH_MS), ...(given ? [given] : [])]);
    try {
      const response = await follow(address, signal);
      const source = hostOf(address);
      const tooLarge = () => refusal(new URL(address), `sends more than ${MAX_IMAGE_BYTES} bytes`);
      const body = await readBody(response, MAX_IMAGE_BYTES, tooLarge);
      const encoding = response.headers['content-encoding'] ?? '';
      return judgeImage(await decodeBody(body, encoding, MAX_IMAGE_BYTES, source), source);
    } catch (cause) {
      if (cause instanceof CardError) throw cause;
      // The guarded lookup's own refusal arrives as the request's error.
      const message = `The image at ${hostOf(address)} could not be fetched: ${reasonOf(cause, signal)}.`;
      throw new CardError('image_refused', message, { cause });
    }
  };
}

function get(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve).on('error', reject);
    // An answer that changes the protocol (101) is neither a response nor an error.
    sent.on('close', () => reject(new Error('The connection ended without an answer.')));
    sent.end();
  });
}

function reasonOf(cause: unknown, { aborted }: AbortSignal): string {
  if (aborted) return 'it takes too long';
  const { code = '', message = '' } = cause as { readonly code?: string; readonly message?: string };
  // What Node says of a body that is shorter than its stated length, or has no last chunk.
  return message === 'aborted' ? 'the connection ends before the image does' : code || message || 'no reason is given';
}

/** Node reads each byte of a header as a character of its own; what is meant is UTF-8, if it can be read as such. */
function locationText(header: string): string {
  const text = Buffer.from(header, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? header : text;
}

function allowedUrl(address: string, hosts: readonly string[]): URL {
  if (!URL.canParse(address)) throw new CardError('image_refused', 'An image has no address that can be read.');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw refusal(url, 'is not https');
  if (!hosts.includes(url.hostname)) throw refusal(url, `is not an allowed host (allowed: ${hosts.join(', ') || 'none'})`);
  // Node resolves no literal address, so the guarded lookup would never see it.
  if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) throw refusal(url, 'is an address, not a name');
  if (url.port !== '') throw refusal(url, 'names a port');
  if (url.username !== '' || url.password !== '') throw refusal(url, 'names a user');
  return url;
}

function refusal(url: URL, reason: string): CardError {
  return new CardError('image_refused', `${url.host} ${reason}.`);
}

function hostOf(address: string): string {
  return new URL(address).host;
}
