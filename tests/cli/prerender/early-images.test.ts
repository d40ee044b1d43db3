// @examples article
import { expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { createEarlyImages } from '../../../cli/prerender/early-images.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';

const [COVER, AVATAR] = ['https://images.test/cover.jpg', 'https://images.test/avatar.jpg'];
const cardWith = (cover: string) => createCard('article', { title: 'Harbour', author: 'Ada', cover, avatar: AVATAR });

function open() {
  const asked: string[] = [];
  const early = createEarlyImages(async (url) => {
    asked.push(url);
    if (url.endsWith('gone.jpg')) throw new Error('404');
    return { bytes: Uint8Array.of(asked.length), type: 'image/jpeg' };
  });
  return { asked, begin: early.begin, fetch: (url: string) => early.fetchImage(url, createDeadline(1000)) };
}

test('an image is fetched before its card is drawn, and given to it', async () => {
  const { asked, begin, fetch } = open();
  begin(cardWith(COVER));
  expect(asked.toSorted()).toEqual([AVATAR, COVER]);
  expect((await fetch(COVER)).bytes[0]).toBe(asked.indexOf(COVER) + 1);
  expect(asked).toHaveLength(2);
});

test('cards that wait at once share an image, which is fetched again for later ones', async () => {
  const { asked, begin, fetch } = open();
  begin(cardWith(COVER));
  begin(cardWith(`${COVER}?2`));
  await Promise.all([fetch(AVATAR), fetch(AVATAR)]);
  expect(asked.filter((url) => url === AVATAR)).toHaveLength(1);
  await fetch(AVATAR);
  expect(asked.filter((url) => url === AVATAR)).toHaveLength(2);
});

test('one that cannot be had fails for the card that wants it, and ends nothing before that', async () => {
  const { begin, fetch } = open();
  begin(cardWith('https://images.test/gone.jpg'));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(fetch('https://images.test/gone.jpg')).rejects.toThrow('404');
});
