// Fetches the remote images of a card, so that the page itself never reaches the network.
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { CardError } from '../../card-schema/errors.ts';
import type { CardImage, FetchImage } from '../core/ports.ts';
import { IMAGE_TYPES, readImageHeader } from './image-header.ts';
import { guardedLookup, isPublicAddress } from './public-address.ts';
import { readCapped } from './read-capped.ts';

const MAX_IMAGE_BYTES = 5_000_000;
/** 16 megapixels decode to 64 MB; a card has two images at most, and more would crowd the browser out of its memory. */
const MAX_IMAGE_PIXELS = 16_000_000;
const MAX_FETCH_MS = 3000;
const MAX_REDIRECTS = 3;

export interface ImageFetcherParts {
  /** Exact host names that may be asked. */
  readonly hosts: readonly string[];
  /** For tests with a server of their own; a deployment leaves these alone. */
  readonly lookup?: LookupFunction;
  readonly mayConnect?: (address: string) => boolean;
  readonly ca?: string;
  readonly port?: number;
}

/** Every address, the first and each redirect, must be https on an allowed host at a public address. */
export function createImageFetcher({
  hosts,
  lookup,
  mayConnect = isPublicAddress,
  ca,
  port = 443,
}: ImageFetcherParts): FetchImage {
  const guarded = guardedLookup(mayConnect, lookup);

  function open(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      // No agent: a kept connection could be one that was opened for another host's check.
      const options = {
        port,
        lookup: guarded,
        signal,
        agent: false,
        headers: { accept: 'image/*', 'user-agent': 'Edgecard' },
        ...(ca ? { ca } : {}),
      };
      const asked = request(url, options, resolve).on('error', reject);
      // An answer that changes the protocol (101) is neither a response nor an error.
      asked.on('close', () => reject(new Error('The connection ended without an answer.')));
      asked.end();
    });
  }

  async function follow(address: string, signal: AbortSignal): Promise<IncomingMessage> {
    let url = allowedUrl(address, hosts);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await open(url, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) return response;
      response.destroy();
      if (statusCode < 300 || statusCode > 399 || !headers.location) throw refusal(url, `answered ${statusCode}`);
      url = allowedUrl(URL.parse(headers.location, url)?.href ?? '', hosts);
    }
    throw refusal(url, `redirects more than ${MAX_REDIRECTS} times`);
  }

  return async (address, deadline, given) => {
    const signal = AbortSignal.any([deadline.signal(MAX_FETCH_MS), ...(given ? [given] : [])]);
    try {
      const response = await follow(address, signal);
      const tooLarge = () => refusal(new URL(address), `sends more than ${MAX_IMAGE_BYTES} bytes`);
      return inspect(address, await readCapped(response, MAX_IMAGE_BYTES, tooLarge));
    } catch (cause) {
      if (cause instanceof CardError) throw cause;
      // The guarded lookup's own refusal arrives as the request's error.
      throw new CardError('image_refused', `The image at ${hostOf(address)} could not be fetched.`, { cause });
    }
  };
}

function allowedUrl(address: string, hosts: readonly string[]): URL {
  if (!URL.canParse(address)) throw new CardError('image_refused', 'An image has no address that can be read.');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw refusal(url, 'is not https');
  if (!hosts.includes(url.hostname)) throw refusal(url, `is no allowed host (allowed: ${hosts.join(', ') || 'none'})`);
  // Node resolves no literal address, so the guarded lookup would never see it.
  if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) throw refusal(url, 'is an address, not a name');
  if (url.port !== '') throw refusal(url, 'names a port');
  if (url.username !== '' || url.password !== '') throw refusal(url, 'names a user');
  return url;
}

function inspect(address: string, bytes: Buffer): CardImage {
  const header = readImageHeader(bytes);
  if (!header) throw refusal(new URL(address), `sends no image of an allowed type (${IMAGE_TYPES.join(', ')})`);
  const { type, width, height } = header;
  if (!(width * height > 0)) throw refusal(new URL(address), 'sends an image without a size');
  if (width * height > MAX_IMAGE_PIXELS)
    throw refusal(new URL(address), `sends ${width} × ${height} pixels, more than ${MAX_IMAGE_PIXELS}`);
  return { bytes, type };
}

function refusal(url: URL, reason: string): CardError {
  return new CardError('image_refused', `${url.host} ${reason}.`);
}

function hostOf(address: string): string {
  return new URL(address).host;
}
