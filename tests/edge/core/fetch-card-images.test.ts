import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { fetchCardImages, imagesInTime } from '../../../edge/core/fetch-card-images.ts';
import type { CardImage, FetchImage } from '../../../edge/core/ports.ts';

const cover = 'https://images.example.com/cover.png';
const avatar = 'https://images.example.com/avatar.png';
const card = createCard('article', { title: 'T', author: 'A', cover, avatar });
const image: CardImage = { bytes: Uint8Array.of(1), type: 'image/png' };
const deadline = createDeadline(10_000);
const { signal } = new AbortController();

describe('the images of a card', () => {
  test('are fetched at once, each by its address, within the deadline', async () => {
    const asked: unknown[] = [];
    let allAsked = () => {};
    const bothAsked = new Promise<void>((resolve) => {
      allAsked = resolve;
    });
    const images = await fetchCardImages(
      card,
      deadline,
      async (url, within) => {
        asked.push([url, within]);
        if (asked.length === 2) allAsked();
        await bothAsked;
        return { ...image, type: `image/of ${url}` };
      },
      signal,
    );
    expect(asked).toEqual([
      [cover, deadline],
      [avatar, deadline],
    ]);
    expect([...images]).toEqual([cover, avatar].map((url) => [url, { ...image, type: `image/of ${url}` }]));
  });

  test('are none where the card shows none', async () => {
    const plain = createCard('score', { home: 1, away: 2, round: 3 });
    expect(await fetchCardImages(plain, deadline, () => Promise.reject(new Error('asked')), signal)).toEqual(new Map());
  });

  test('that are refused say why in their own words', async () => {
    const refused = new CardError('image_refused', 'The host is not allowed.');
    await expect(fetchCardImages(card, deadline, () => Promise.reject(refused), signal)).rejects.toBe(refused);
  });

  test.each([new TypeError('fetch failed'), new CardError('out_of_time', 'late'), 'a text'])(
    'are the image’s failure, never the browser’s, whatever went wrong: %p',
    async (cause) => {
      await expect(fetchCardImages(card, deadline, () => Promise.reject(cause), signal)).rejects.toMatchObject({
        code: 'image_refused',
        message: 'An image could not be fetched.',
        cause,
      });
    },
  );
});

describe('images that nobody waits for any longer', () => {
  test('are not fetched to their end when another one was refused', async () => {
    const refused = new CardError('image_refused', 'No.');
    let ended: AbortSignal | undefined;
    const fetchImage: FetchImage = (url, _, signal) => {
      if (url === cover) return Promise.reject(refused);
      ended = signal;
      return new Promise(() => {});
    };
    await expect(fetchCardImages(card, deadline, fetchImage, signal)).rejects.toBe(refused);
    expect(ended?.aborted).toBe(true);
  });

  test('are not fetched to their end when the card is given up; those that came are kept', async () => {
    const over = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const fetchImage: FetchImage = async (_, __, signal) => {
      signals.push(signal);
      return image;
    };
    await fetchCardImages(card, deadline, fetchImage, over.signal);
    expect(signals.map((given) => given?.aborted)).toEqual([false, false]);
    over.abort();
    expect(signals.map((given) => given?.aborted)).toEqual([true, true]);
  });
});

describe('images that are waited for', () => {
  test('are given when they come in time', async () => {
    const images = new Map([[cover, image]]);
    expect(await imagesInTime(Promise.resolve(images), deadline)).toBe(images);
  });

  test('are refused a little before the deadline', async () => {
    const soon = createDeadline(80);
    await expect(imagesInTime(new Promise(() => {}), soon)).rejects.toMatchObject({
      code: 'image_refused',
      message: 'An image came too late.',
      cause: { code: 'out_of_time', message: expect.stringMatching(/^An image took longer than [0-3]?\d ms\.$/) },
    });
  });

  test('are refused at once where there is less time than that', async () => {
    await expect(imagesInTime(new Promise(() => {}), createDeadline(20))).rejects.toMatchObject({
      cause: { message: 'An image took longer than 0 ms.' },
    });
  });

  test('keep the reason why they were refused', async () => {
    const refused = new CardError('image_refused', 'The host is not allowed.');
    await expect(imagesInTime(Promise.reject(refused), deadline)).rejects.toBe(refused);
  });
});
