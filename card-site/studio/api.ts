// The studio's server, as its page asks it. A static studio has none.
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { askServer, jsonBody } from './server-answer.ts';
import type { ShownCard } from './studio-frame.ts';

export interface Stack {
  readonly pictureOrigin: string;
  readonly mainSite: string;
  readonly designVersions: DesignVersions;
  /** What may be sent as a photo; undefined if the stack makes no photos. */
  readonly photos?: PhotoLimits;
}

export interface PhotoLimits {
  readonly maxBytes: number;
  /** Pixels of a file by its type as MIME has it; `other` for all that are not named. */
  readonly maxPixels: Readonly<Record<string, number>> & { readonly other: number };
}

export interface CardAddress {
  readonly path: string;
  readonly url: string;
  readonly alt: string;
  readonly tags: string;
  readonly key: string;
}

export interface Picture {
  readonly blob: Blob;
  readonly status: string;
  /** CloudFront had it in its cache. */
  readonly cached: boolean;
  readonly quality: string;
  /** Milliseconds by stage, in the order in which they began. */
  readonly stages: readonly (readonly [name: string, ms: number])[];
  /** From the question to the last byte, in milliseconds. */
  readonly ms: number;
  readonly warning: string;
}

export interface Comparison {
  /** Part of the pixels that differ, from 0 to 1. */
  readonly share: number;
  readonly pixels: number;
  /** Addresses of the screenshot of the live card, and of the picture of what differs. */
  readonly live: string;
  readonly difference: string;
}

/** Throws an Error whose message is fit to be shown, as all of these do. */
export async function openStack(signal: AbortSignal): Promise<Stack> {
  return jsonOf<Stack>(await askServer('api/studio', { signal }));
}

export async function addressOf(card: ShownCard, signal: AbortSignal): Promise<CardAddress> {
  return jsonOf<CardAddress>(await post('api/card', card, signal));
}

export async function comparisonOf(card: ShownCard, signal: AbortSignal): Promise<Comparison> {
  return jsonOf<Comparison>(await post('api/comparison', card, signal));
}

export async function pictureOf(card: ShownCard, again: boolean, signal: AbortSignal): Promise<Picture> {
  const start = performance.now();
  const response = await post('api/picture', { ...card, again }, signal);
  const blob = await response.blob();
  const { headers } = response;
  return {
    blob,
    status: headers.get('x-card-status') ?? 'unknown',
    cached: /^hit/i.test(headers.get('x-cache') ?? ''),
    quality: headers.get('x-picture-quality') ?? '',
    stages: parseServerTiming(headers.get('server-timing') ?? ''),
    ms: performance.now() - start,
    warning: headers.get('x-card-warning') ?? '',
  };
}

/** `parse;dur=0.4, draw;dur=31.2` as pairs. */
function parseServerTiming(header: string): readonly (readonly [string, number])[] {
  return [...header.matchAll(/([\w-]+);dur=([\d.]+)/g)].map(([, name = '', ms]) => [name, Number(ms)] as const);
}

function post(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  return askServer(path, { ...jsonBody(body), signal });
}

async function jsonOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T; // our own server, of the same commit
}
