// @examples article
import { expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { createEarlyImages } from '../../../cli/prerender/early-images.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';

const [COVER, AVATAR] = ['https://images.test/cover.jpg', 'https://images.test/avatar.jpg'];
const cardWith = (cover: string) => createCard('article', { title: 'Harbour', author: 'Ada', cover, avatar: AVATAR });

function open(now?: () => number) {
  const asked: string[] = [];
  const early = createEarlyImages(async (url) => {
    asked.push(url);
    if (url.endsWith('gone.jpg')) throw new Error('404');
    return { bytes: Uint8Array.of(asked.length), type: 'image/jpeg' };
  }, now);
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

test('one that fails once is lost to no card that waits for it then, nor to later ones', async () => {
  let asked = 0;
  const early = createEarlyImages(async () => {
    asked++;
    if (asked === 1) throw new Error('503');
    return { bytes: Uint8Array.of(asked), type: 'image/jpeg' };
  });
  const fetch = () => early.fetchImage(AVATAR, createDeadline(1000));
  const card = createCard('article', { title: 'Harbour', author: 'Ada', avatar: AVATAR });
  for (let cards = 0; cards < 3; cards++) early.begin(card);
  await new Promise((resolve) => setImmediate(resolve));
  expect((await fetch()).bytes[0]).toBe(2);
  early.begin(card);
  expect((await fetch()).bytes[0]).toBe(3);
});

test('images that no card asks for are not kept for ever', async () => {
  const { asked, begin, fetch } = open();
  for (let card = 0; card < 200; card++) begin(cardWith(`${COVER}?${card}`));
  const before = asked.length;
  await fetch(`${COVER}?199`);
  expect(asked).toHaveLength(before);
  await fetch(`${COVER}?0`);
  expect(asked).toHaveLength(before + 1);
});

test('one that every card shows is fetched once for the cards of five seconds', async () => {
  let clockMs = 0;
  const { asked, begin, fetch } = open(() => clockMs);
  const times = () => asked.filter((url) => url === AVATAR).length;
  for (let card = 0; card < 3; card++) begin(cardWith(`${COVER}?${card}`));
  for (let card = 3; card < 20; card++) {
    clockMs = card * 300;
    begin(cardWith(`${COVER}?${card}`));
    await fetch(AVATAR);
  }
  expect(times()).toBe(2);
});

test('cards that wait for one that fails share the next one', async () => {
  let asked = 0;
  const early = createEarlyImages(async () => {
    asked++;
    if (asked === 1) throw new Error('503');
    return { bytes: Uint8Array.of(asked), type: 'image/jpeg' };
  });
  const card = createCard('article', { title: 'Harbour', author: 'Ada', avatar: AVATAR });
  for (let cards = 0; cards < 3; cards++) early.begin(card);
  await new Promise((resolve) => setImmediate(resolve));
  for (let cards = 0; cards < 10; cards++) {
    early.begin(card);
    await early.fetchImage(AVATAR, createDeadline(1000));
  }
  expect(asked).toBe(2);
});
