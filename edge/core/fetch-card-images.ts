import { imageUrlsOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { Deadline } from './deadline.ts';
import type { CardImage, FetchImage } from './ports.ts';

/** Address → image, for one card. */
export type CardImages = ReadonlyMap<string, CardImage>;

/**
 * Fetches all images of a card at once. When one fails, or the signal aborts, none is fetched any longer.
 * Throws CardError `image_refused`, whatever went wrong.
 */
export async function fetchCardImages(
  card: Card,
  deadline: Deadline,
  fetchImage: FetchImage,
  signal: AbortSignal,
): Promise<CardImages> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  try {
    const fetched = imageUrlsOf(card).map(async (url) => [url, await fetchImage(url, deadline, either)] as const);
    return new Map(await Promise.all(fetched));
  } catch (cause) {
    failed.abort();
    // Whatever went wrong, it was not the browser.
    if (cause instanceof CardError && cause.code === 'image_refused') throw cause;
    throw new CardError('image_refused', 'An image could not be fetched.', { cause });
  }
}

/** Images that come too late are the image's failure, not the browser's. Ends a little before all else does. */
export function imagesInTime(images: Promise<CardImages>, deadline: Deadline): Promise<CardImages> {
  return deadline.bound('An image', images, Math.max(0, deadline.remainingMs() - 50)).catch((error: unknown) => {
    if (error instanceof CardError && error.code === 'image_refused') throw error;
    throw new CardError('image_refused', 'An image came too late.', { cause: error });
  });
}
