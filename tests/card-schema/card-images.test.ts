// @examples article
import { expect, test } from '@jest/globals';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { mended } from './mended.ts';

test('a card names each of its images once', () => {
  const cover = 'https://images.example.com/a.jpg';
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A', cover, avatar: cover }))).toEqual([cover]);
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A' }))).toEqual([]);
});

test('a page that names the hosts of its deployment is warned of images of others, strict or not, and has its card', async () => {
  const input = {
    title: 'T',
    author: 'A',
    cover: 'https://IMG.example.com/a.jpg?key=secret',
    avatar: 'https://faces.example.com/b.jpg',
  };
  for (const strict of [false, true]) {
    const { params, warnings } = await mended('article', input, { imageHosts: ['faces.example.com'], strict });
    expect(params).toMatchObject({ cover: 'https://img.example.com/a.jpg?key=secret', avatar: input.avatar });
    expect(warnings.filter(({ code }) => code === 'missing_image')).toEqual([
      {
        code: 'missing_image',
        field: 'cover',
        message:
          'The card is drawn without its image "cover", and not stored: img.example.com is not a host from which images may come here.',
      },
    ]);
  }
  expect((await mended('article', input)).codes).not.toContain('cover: missing_image');
});
