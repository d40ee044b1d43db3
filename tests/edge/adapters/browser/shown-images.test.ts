import { describe, expect, test } from '@jest/globals';
import { createShownImages } from '../../../../edge/adapters/browser/shown-images.ts';

const [A, B] = ['https://images.example.com/a.jpg', 'https://images.example.com/b.jpg'];
const imagesOf = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries).map(([url, text]) => [url, { bytes: Buffer.from(text), type: 'image/jpeg' }] as const));

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
