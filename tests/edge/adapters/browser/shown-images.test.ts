import { describe, expect, test } from '@jest/globals';
import type { Focuses } from '../../../../card-schema/card-page.ts';
import type { Focus } from '../../../../card-schema/photo-focus.ts';
import { photoAddress } from '../../../../card-schema/photo-id.ts';
import { createShownImages } from '../../../../edge/adapters/browser/shown-images.ts';

const [A, B] = ['https://images.example.com/a.jpg', 'https://images.example.com/b.jpg'];
const imagesOf = (entries: Readonly<Record<string, string>>, focuses: Focuses = {}) => ({
  images: new Map(Object.entries(entries).map(([url, text]) => [url, { bytes: Buffer.from(text), type: 'image/jpeg' }] as const)),
  focuses,
});

describe('a document', () => {
  test('stays for the same images, other ones and none', () => {
    const shown = createShownImages();
    for (const images of [{ [A]: '1' }, { [A]: '1' }, { [B]: '2' }, {}, { [A]: '1', [B]: '2' }]) {
      expect(shown.replace(imagesOf(images))).toBe('same document');
    }
  });

  test('is replaced when an address has come to give another image, also after cards without it', () => {
    const shown = createShownImages();
    shown.replace(imagesOf({ [A]: '1' }));
    shown.replace(imagesOf({}));
    expect(shown.replace(imagesOf({ [A]: '2' }))).toBe('needs a new document');
  });

  test('that is new has shown no image but those of its card', () => {
    const shown = createShownImages();
    shown.replace(imagesOf({ [A]: '1', [B]: '1' }));
    shown.replace(imagesOf({ [A]: '2' }));
    shown.startDocument();
    expect(shown.replace(imagesOf({ [B]: '2' }))).toBe('same document');
    expect(shown.replace(imagesOf({ [A]: '3' }))).toBe('needs a new document');
  });

  test('is replaced after an image that could not be decoded, once', () => {
    const shown = createShownImages();
    shown.replace(imagesOf({ [A]: '1' }));
    shown.drew(1);
    expect(shown.replace(imagesOf({}))).toBe('needs a new document');
    shown.startDocument();
    expect(shown.replace(imagesOf({}))).toBe('same document');
    shown.drew(0);
    expect(shown.replace(imagesOf({}))).toBe('same document');
  });
});

describe('a document that was given photos', () => {
  const [ID, OTHER] = ['0123456789abcdef', 'zzzzzzzzzzzzzzzz'];
  const focus: Focus = { width: 400, height: 300, heads: [], objects: [{ box: [0.1, 0.2, 0.3, 0.4], score: 0.9 }] };
  const focuses = { [ID]: focus };
  const given = imagesOf({ [photoAddress(ID)]: '1' }, focuses);

  test('knows what their crops must keep, after cards without them too', () => {
    const shown = createShownImages();
    expect(shown.focusesOf([ID])).toBeUndefined();
    shown.replace(given);
    shown.replace(imagesOf({ [photoAddress(OTHER)]: '2' }));
    expect(shown.focusesOf([ID])).toEqual(focuses);
    expect(shown.focusesOf([ID, OTHER])).toEqual(focuses);
    shown.startDocument();
    expect(shown.focusesOf([ID])).toBeUndefined();
  });

  test('is not asked for them after an image that it could not decode', () => {
    const shown = createShownImages();
    shown.replace(given);
    shown.drew(1);
    expect(shown.focusesOf([ID])).toBeUndefined();
    expect(shown.has(given)).toBe(false);
  });

  test.each([
    ['the same', given, true],
    ['other bytes', imagesOf({ [photoAddress(ID)]: '2' }, focuses), false],
    ['another photo', imagesOf({ [photoAddress(OTHER)]: '1' }), false],
    ['another focus', imagesOf({ [photoAddress(ID)]: '1' }, { [ID]: { ...focus, objects: [] } }), false],
    ['no focus', imagesOf({ [photoAddress(ID)]: '1' }), false],
  ])('compares what comes with what it has shown: %s', (_, fetched, expected) => {
    const shown = createShownImages();
    shown.replace(given);
    expect(shown.has(fetched)).toBe(expected);
  });
});
