import { inTime } from './refusal.ts';

/**
 * Asks for images that elements will show later. Requests leave when scripts pause, so this pauses: the next pause would come when
 * the card stands and its texts were looked at.
 */
export async function requestImages(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) new Image().src = address;
}

/**
 * Waits until every image on the stage can be painted, and returns the addresses of those that cannot be. Without it a card says
 * less, so one that is late is left out like one that is broken.
 */
export async function brokenImages(stage: HTMLElement): Promise<readonly string[]> {
  const images = [...stage.querySelectorAll('img')];
  const decoded = await Promise.allSettled(images.map((image) => inTime(image.decode(), `image ${image.src}`)));
  return images.filter((_, at) => decoded[at]?.status === 'rejected').map(({ src }) => src);
}
