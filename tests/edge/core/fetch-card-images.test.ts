// @examples article score
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import type { Focus } from '../../../card-schema/photo-focus.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { fetchCardImages, undecodable } from '../../../edge/core/fetch-card-images.ts';
import type { CardImage, FetchImage, FetchPhoto } from '../../../edge/core/ports.ts';

const cover = 'https://images.example.com/cover.png';
const avatar = 'https://faces.example.com/avatar.png?key=secret';
const card = createCard('article', { title: 'T', author: 'A', cover, avatar });
const image: CardImage = { bytes: Uint8Array.of(1), type: 'image/png' };
const { signal } = new AbortController();
const noPhoto = () => Promise.reject(new Error('asked for a photo'));

const fetchWith = (fetchImage: FetchImage, budgetMs = 10_000) =>
  fetchCardImages(
    card,
    createDeadline(budgetMs, () => 0),
    { fetchImage, fetchPhoto: noPhoto },
    signal,
  );
/** Gives the cover, and of the avatar what is to be tried. */
const fetchAvatarWith = (fetchAvatar: FetchImage, budgetMs?: number) =>
  fetchWith((url, ...rest) => (url === cover ? Promise.resolve(image) : fetchAvatar(url, ...rest)), budgetMs);

describe('the photos of a card', () => {
  const focus: Focus = { width: 30, height: 20, heads: [], objects: [], point: [0.5, 0.5] };
  const withPhotos = createCard('article', {
    title: 'T',
    author: 'A',
    cover: 'photo:7h3k9m2p4q8r5t6v',
    avatar: 'photo:0123456789abcdef',
  });
  const fetchPhotos = (fetchPhoto: FetchPhoto) =>
    fetchCardImages(withPhotos, createDeadline(1000), { fetchImage: noPhoto, fetchPhoto }, signal);

  test('are read with the slot of their field, and bring what their crops must keep', async () => {
    const asked: unknown[] = [];
    const fetched = await fetchPhotos(async (id, slot) => {
      asked.push([id, slot]);
      return slot[0] > 100 ? { image, focus } : { image };
    });
    expect(asked).toEqual([
      ['7h3k9m2p4q8r5t6v', [452, 630]],
      ['0123456789abcdef', [80, 80]],
    ]);
    expect(fetched).toEqual({
      images: new Map([
        ['photo:7h3k9m2p4q8r5t6v', image],
        ['photo:0123456789abcdef', image],
      ]),
      focuses: { '7h3k9m2p4q8r5t6v': focus },
      missing: [],
    });
  });

  test.each([
    ['is refused', new CardError('image_refused', 'photo 7h3k9m2p4q8r5t6v is not there.'), 'is not there'],
    ['fails', new Error('secret'), 'could not be fetched'],
    ['is late', new CardError('out_of_time', 'late'), 'took too long'],
  ])('are missing by their id where one %s, which costs not the other', async (_, error, words) => {
    const { images, focuses, missing } = await fetchPhotos(async (id) => {
      if (id === '7h3k9m2p4q8r5t6v') throw error;
      return { image, focus };
    });
    expect([...images.keys()]).toEqual(['photo:0123456789abcdef']);
    expect(focuses).toEqual({ '0123456789abcdef': focus });
    expect(missing).toEqual([{ url: 'photo:7h3k9m2p4q8r5t6v', reason: `photo 7h3k9m2p4q8r5t6v ${words}` }]);
  });
});

describe('the images of a card', () => {
  test('are fetched at once, each by its address', async () => {
    const asked: unknown[] = [];
    let allAsked = () => {};
    const bothAsked = new Promise<void>((resolve) => {
      allAsked = resolve;
    });
    const { images, missing } = await fetchWith(async (url) => {
      asked.push(url);
      if (asked.length === 2) allAsked();
      await bothAsked;
      return { ...image, type: `image/of ${url}` };
    });
    expect(asked).toEqual([cover, avatar]);
    expect([...images]).toEqual([cover, avatar].map((url) => [url, { ...image, type: `image/of ${url}` }]));
    expect(missing).toEqual([]);
  });

  test('are none where the card shows none', async () => {
    const plain = createCard('score', { home: 1, away: 2, round: 3 });
    const fetchImage = () => Promise.reject(new Error('asked'));
    expect(await fetchCardImages(plain, createDeadline(1000), { fetchImage, fetchPhoto: noPhoto }, signal)).toEqual({
      images: new Map(),
      focuses: {},
      missing: [],
    });
  });

  test.each([
    [10_000, 3200],
    [7500, 3200],
    [1000, 500],
    [0, 0],
  ])('have, of %i ms, %i', async (budgetMs, withinMs) => {
    const given: number[] = [];
    await fetchWith(async (_, { remainingMs }) => {
      given.push(remainingMs());
      return image;
    }, budgetMs);
    expect(given).toEqual([withinMs, withinMs]);
  });
});

describe('an image that cannot be had', () => {
  const lookup = Object.assign(new Error('getaddrinfo ENOTFOUND faces.example.com'), { code: 'ENOTFOUND' });
  const aborted = Object.assign(new Error('aborted'), { code: 'ABORT_ERR' });
  const failed = (cause: Error) =>
    new CardError('image_refused', 'The image at faces.example.com could not be fetched.', { cause });

  test.each([
    [
      'in the words of what refused it',
      new CardError('image_refused', 'faces.example.com answered 404.'),
      'faces.example.com answered 404',
    ],
    ['with a code of the system', failed(lookup), 'The image at faces.example.com could not be fetched (ENOTFOUND)'],
    [
      'with such a code once',
      new CardError('image_refused', 'faces.example.com: ENOTFOUND.', { cause: lookup }),
      'faces.example.com: ENOTFOUND',
    ],
    ['and that it took too long, when its own limit ended it', failed(aborted), 'faces.example.com took too long'],
    ['nothing of what another error quotes', new TypeError(`fetch failed: ${avatar}`), 'faces.example.com could not be fetched'],
    ['nothing of what is not an error', 'a text', 'faces.example.com could not be fetched'],
    [
      'nothing of an invalid code',
      failed(Object.assign(new Error('x'), { code: avatar })),
      'The image at faces.example.com could not be fetched',
    ],
    [
      'nothing of an address but its host',
      new CardError('image_refused', `It moved to ${avatar}.`),
      'It moved to https://faces.example.com/…',
    ],
    ['no more than fits a header', new CardError('image_refused', 'x'.repeat(500)), `${'x'.repeat(159)}…`],
  ])('costs no other one, and says why: %s', async (_, error, reason) => {
    const { images, missing } = await fetchAvatarWith(() => Promise.reject(error));
    expect([...images.keys()]).toEqual([cover]);
    expect(missing).toEqual([{ url: avatar, reason }]);
  });

  test('is given up when it hangs, whatever its fetcher does, and its connection is ended', async () => {
    let ended: AbortSignal | undefined;
    const start = Date.now();
    const { images, missing } = await fetchAvatarWith((_, __, given) => {
      ended = given;
      return new Promise(() => {});
    }, 200);
    expect(Date.now() - start).toBeLessThan(1000);
    expect([...images.keys()]).toEqual([cover]);
    expect(missing).toEqual([{ url: avatar, reason: 'faces.example.com took too long' }]);
    expect(ended?.aborted).toBe(true);
  });

  test('is named in the order of the card, when none can be had', async () => {
    const { images, missing } = await fetchWith(async (url) => {
      if (url === cover) await new Promise((resolve) => setTimeout(resolve, 10));
      throw new CardError('image_refused', 'No.');
    });
    expect(images).toEqual(new Map());
    expect(missing.map(({ url }) => url)).toEqual([cover, avatar]);
  });

  test('may be one that came and that the browser cannot decode', () => {
    expect(undecodable(avatar)).toEqual({
      url: avatar,
      reason: 'faces.example.com sends an image that the browser cannot decode',
    });
  });
});

test('images that nobody waits for any longer are not fetched to their end; those that came are kept', async () => {
  const over = new AbortController();
  const signals: (AbortSignal | undefined)[] = [];
  const fetchImage: FetchImage = async (_, __, given) => {
    signals.push(given);
    return image;
  };
  await fetchCardImages(card, createDeadline(1000), { fetchImage, fetchPhoto: noPhoto }, over.signal);
  expect(signals.map((given) => given?.aborted)).toEqual([false, false]);
  over.abort();
  expect(signals.map((given) => given?.aborted)).toEqual([true, true]);
});
