// What a viewer gets, by what happened: docs/9-failures.md, "The promise". Built once; adapters/aws/cloudfront.ts writes it into the response.
import { CACHE_CONTROL, type CacheControl, type CardStatus, DRAWING_OFF_WARNING, formatWarning } from './answers.ts';
import type { AskedKey } from './asked-key.ts';
import { cacheTagsOf, DRAWING_OFF_TAG } from './cache-tag.ts';
import type { MadePicture } from './make-picture.ts';
import { isIncomplete } from './missing.ts';

/** What happened to a request. The reply and the line of the log are made from it. */
export type Outcome =
  | { readonly outcome: 'card_found' /** Ids of those that the picture shows. */; readonly photos: readonly string[] }
  | { readonly outcome: 'static_object' | 'head_miss' | 'origin_refused' | 'drawing_off' }
  | { readonly outcome: 'card_drawn'; readonly made: MadePicture }
  | { readonly outcome: 'card_failed'; readonly error: unknown };

export interface Reply {
  /** The origin's own answer with some headers changed, or 200 with our headers and, except for HEAD, a picture. */
  readonly body: 'from origin' | 'none' | Uint8Array;
  /** Absent for what is not a card. */
  readonly status?: CardStatus;
  readonly cacheControl?: CacheControl;
  readonly etag?: string;
  /** What the picture lacks. */
  readonly warning?: string;
  /** A deployment takes the pictures of a former design out of CloudFront's cache by these. */
  readonly cacheTags?: string | undefined;
}

export interface Asked {
  readonly key: AskedKey;
  /** The default card stands in for any address, so it is kept for minutes only. */
  readonly isDefault: boolean;
  readonly isHead: boolean;
}

/** The picture for the times when nothing can be drawn. */
export interface FallbackPicture {
  readonly jpeg: Uint8Array;
  readonly etag: string;
}

export function replyTo(outcome: Outcome, asked: Asked, fallback: FallbackPicture): Reply {
  switch (outcome.outcome) {
    case 'static_object':
      return { body: 'from origin' };
    case 'card_found':
      return { body: 'from origin', ...replyWithFound(asked), cacheTags: cacheTagsOf(asked.key, outcome.photos) };
    case 'head_miss':
      return { body: 'none', status: 'undrawn', cacheControl: CACHE_CONTROL.headMiss };
    case 'card_drawn':
      return {
        body: outcome.made.jpeg,
        ...replyWithDrawn(outcome.made, asked),
        cacheTags: cacheTagsOf(asked.key, outcome.made.photos),
      };
    case 'origin_refused':
    case 'card_failed':
      return replyWithFallback(asked, fallback);
    case 'drawing_off':
      return {
        ...replyWithFallback(asked, fallback),
        cacheControl: CACHE_CONTROL.drawingOff,
        warning: DRAWING_OFF_WARNING,
        cacheTags: DRAWING_OFF_TAG,
      };
  }
}

type ReplyHeaders = Omit<Reply, 'body' | 'cacheTags'>;

function replyWithFound({ isDefault }: Asked): ReplyHeaders {
  return isDefault ? { status: 'default', cacheControl: CACHE_CONTROL.default } : { status: 'hit' };
}

function replyWithDrawn(made: MadePicture, { isDefault }: Asked): ReplyHeaders {
  const etag = made.stored?.etag ?? etagOf(made.jpeg);
  if (isIncomplete(made)) {
    return { status: 'incomplete', cacheControl: CACHE_CONTROL.incomplete, etag, warning: formatWarning(made) };
  }
  const status = isDefault ? 'default' : 'drawn';
  if (!made.stored) return { status, cacheControl: CACHE_CONTROL.unstored, etag };
  return { status, cacheControl: isDefault ? CACHE_CONTROL.default : CACHE_CONTROL.card, etag };
}

function replyWithFallback({ isHead }: Asked, { jpeg, etag }: FallbackPicture): Reply {
  if (isHead) return { body: 'none', status: 'fallback', cacheControl: CACHE_CONTROL.headMiss, etag };
  return { body: jpeg, status: 'fallback', cacheControl: CACHE_CONTROL.fallback, etag };
}

export function etagOf(bytes: Uint8Array): string {
  // Not imported: a card that S3 has needs no hash, and to load what makes one takes 7 ms of processor time.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
