import { expect, test } from '@jest/globals';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { createCard } from '../../card-schema/catalogue.ts';

test('a card names each of its images once', () => {
  const cover = 'https://images.example.com/a.jpg';
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A', cover, avatar: cover }))).toEqual([cover]);
  expect(imageUrlsOf(createCard('article', { title: 'T', author: 'A' }))).toEqual([]);
});
