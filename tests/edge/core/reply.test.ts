// docs/9-failures.md, "The promise", row by row.
import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { readKey } from '../../../edge/core/asked-key.ts';
import type { MadePicture } from '../../../edge/core/make-picture.ts';
import { type Asked, etagOf, type Outcome, type Reply, replyTo } from '../../../edge/core/reply.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
const FALLBACK = { jpeg: Uint8Array.of(7), etag: '"fallback"' };
const KEY = readKey('0123456789ab/score/12-34-10.jpg');
const CARD: Asked = { key: KEY, isDefault: false, isHead: false };
const DEFAULT: Asked = { ...CARD, isDefault: true };
const HEAD: Asked = { ...CARD, isHead: true };
const TAGS = { cacheTags: 'score,score-0123456789ab' };

const PHOTOS = ['7h3k9m2p4q8r5t6v', '0123456789abcdef'];

const drawing = { jpeg: JPEG, quality: 85, missingGlyphs: [], missingImages: [], photos: [] };
const drawn = (made: Partial<MadePicture> = {}): Outcome => ({ outcome: 'card_drawn', made: { ...drawing, ...made } });
const stored = { stored: { created: true, etag: '"s3"' } };
const failed: Outcome = { outcome: 'card_failed', error: new CardError('out_of_time', 'late') };

const YEAR = 'public, max-age=31536000';
const MINUTES = 'public, max-age=300';
const fallback: Reply = { body: FALLBACK.jpeg, status: 'fallback', cacheControl: 'public, max-age=30', etag: '"fallback"' };

describe('the reply', () => {
  test.each<[string, Outcome, Asked, Reply]>([
    [
      'a card that the brake refuses',
      { outcome: 'drawing_off' },
      CARD,
      {
        ...fallback,
        cacheControl: MINUTES,
        warning: 'drawing is switched off for addresses without a signature',
        cacheTags: 'drawing-off',
      },
    ],
    ['a static object', { outcome: 'static_object' }, CARD, { body: 'from origin' }],
    ['a card that S3 has', { outcome: 'card_found', photos: [] }, CARD, { body: 'from origin', status: 'hit', ...TAGS }],
    [
      'the default card that S3 has',
      { outcome: 'card_found', photos: [] },
      DEFAULT,
      { body: 'from origin', status: 'default', cacheControl: MINUTES, ...TAGS },
    ],
    [
      'a card that is drawn and stored',
      drawn(stored),
      CARD,
      { body: JPEG, status: 'drawn', cacheControl: YEAR, etag: '"s3"', ...TAGS },
    ],
    [
      'a card that someone else stored first',
      drawn({ stored: { created: false } }),
      CARD,
      { body: JPEG, status: 'drawn', cacheControl: YEAR, etag: etagOf(JPEG), ...TAGS },
    ],
    [
      'the default card that is drawn',
      drawn(stored),
      DEFAULT,
      { body: JPEG, status: 'default', cacheControl: MINUTES, etag: '"s3"', ...TAGS },
    ],
    [
      'a card that S3 did not take',
      drawn(),
      CARD,
      { body: JPEG, status: 'drawn', cacheControl: 'public, max-age=60', etag: etagOf(JPEG), ...TAGS },
    ],
    [
      'a card that lacks a character',
      drawn({ missingGlyphs: ['\ue000'] }),
      CARD,
      {
        body: JPEG,
        status: 'incomplete',
        cacheControl: MINUTES,
        etag: etagOf(JPEG),
        warning: 'no font has U+E000',
        ...TAGS,
      },
    ],
    [
      'a card of S3 that shows photos',
      { outcome: 'card_found', photos: PHOTOS },
      CARD,
      { body: 'from origin', status: 'hit', cacheTags: `${TAGS.cacheTags},photo-${PHOTOS[0]},photo-${PHOTOS[1]}` },
    ],
    [
      'a card that is drawn with photos',
      drawn({ ...stored, photos: PHOTOS }),
      CARD,
      {
        body: JPEG,
        status: 'drawn',
        cacheControl: YEAR,
        etag: '"s3"',
        cacheTags: `${TAGS.cacheTags},photo-${PHOTOS[0]},photo-${PHOTOS[1]}`,
      },
    ],
    ['a card that cannot be drawn', failed, CARD, fallback],
    ['the default card that cannot be drawn', failed, DEFAULT, fallback],
    ['a refusal of S3', { outcome: 'origin_refused' }, CARD, fallback],
    [
      'a refusal of S3, for HEAD',
      { outcome: 'origin_refused' },
      HEAD,
      { body: 'none', status: 'fallback', cacheControl: 'no-store', etag: '"fallback"' },
    ],
    [
      'HEAD on a card that nobody has drawn',
      { outcome: 'head_miss' },
      HEAD,
      { body: 'none', status: 'undrawn', cacheControl: 'no-store' },
    ],
  ])('to %s', (_, outcome, asked, reply) => {
    expect(replyTo(outcome, asked, FALLBACK)).toEqual(reply);
  });

  test('has no cache tags where the key is not a card’s', () => {
    expect(
      replyTo({ outcome: 'card_found', photos: [] }, { ...CARD, key: readKey('nonsense') }, FALLBACK).cacheTags,
    ).toBeUndefined();
  });
});
