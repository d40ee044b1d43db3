// @examples article
import { describe, expect, test } from '@jest/globals';
import { imageAddressesOf, imageUrlsOf, photosOf, withImagesAt, withoutImages } from '../../card-schema/card-images.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { mended } from './mended.ts';

test('a card names each of its images once', () => {
  const cover = 'https://images.example.com/a.jpg';
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A', cover, avatar: cover }))).toEqual([cover]);
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A' }))).toEqual([]);
});

describe('photos on a card', () => {
  const photo = 'photo:7h3k9m2p4q8r5t6v';
  const other = 'photo:0123456789abcdef';
  const url = 'https://images.example.com/a.jpg';
  const cardWith = (cover: string, avatar = '') => createCard('article', { title: photo, author: 'A', cover, avatar });

  test('are not among the images of the web', () => {
    expect(imageUrlsOf(cardWith(photo, url))).toEqual([url]);
    expect(imageAddressesOf(cardWith(photo, url))).toEqual([photo, url]);
  });

  test('have the largest slot in which the card shows them', () => {
    expect(photosOf(cardWith(photo, other))).toEqual([
      { id: '7h3k9m2p4q8r5t6v', slot: [452, 630] },
      { id: '0123456789abcdef', slot: [80, 80] },
    ]);
    expect(photosOf(cardWith(photo, photo))).toEqual([{ id: '7h3k9m2p4q8r5t6v', slot: [452, 630] }]);
    expect(photosOf(cardWith('', url))).toEqual([]);
  });

  test('can be taken from it, and be found elsewhere, which changes no text of the same letters', () => {
    expect(withoutImages(cardWith(photo, url), [photo]).params).toMatchObject({ title: photo, cover: '', avatar: url });
    expect(withImagesAt(cardWith(photo, url), (address) => `/${address}`).params).toMatchObject({
      title: photo,
      cover: `/${photo}`,
      avatar: `/${url}`,
    });
  });

  test('are of no host, and so no warning of hosts is of them', async () => {
    const input = { title: 'T', author: 'A', cover: photo };
    expect((await mended('article', input, { imageHosts: [] })).codes).toEqual([]);
  });

  test('are mended where a page has blanks around them, and left out with the reason where the spelling is wrong', async () => {
    const right = await mended('article', { title: 'T', author: 'A', cover: ` ${photo}\n` });
    expect(right.params).toMatchObject({ cover: photo });
    const wrong = await mended('article', { title: 'T', author: 'A', cover: photo.toUpperCase() });
    expect(wrong.params).toMatchObject({ cover: '' });
    expect(wrong.warnings).toEqual([
      expect.objectContaining({ code: 'value_dropped', message: expect.stringContaining('has capital letters in photo:') }),
    ]);
  });
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
