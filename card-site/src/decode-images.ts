import { askFor, imagesInDrawings } from './images-on-stage.ts';
import { inTime } from './refusal.ts';

/**
 * Asks for images that a card will show, in whatever way. Requests leave when scripts pause, so this pauses: the next pause would
 * come when the card stands and its texts were looked at.
 */
export async function requestImages(addresses: readonly string[]): Promise<readonly HTMLImageElement[]> {
  return addresses.map((address) => askFor({ address, mode: null }));
}

/**
 * Waits until every image on the stage and every `requested` one can be painted, and returns the addresses of those that cannot be.
 * Without it a card says less, so one that is late is left out like one that is broken.
 */
export async function brokenImages(stage: HTMLElement, requested: readonly HTMLImageElement[]): Promise<readonly string[]> {
  const elements = [...stage.querySelectorAll('img')];
  const shown = new Set(elements.map(({ src }) => src));
  const others = [...requested, ...imagesInDrawings(stage).map(askFor)].filter(({ src }) => !shown.has(src));
  const images = [...elements, ...others];
  const decoded = await Promise.allSettled(images.map((image) => inTime(image.decode(), `image ${image.src}`)));
  return images.filter((_, at) => decoded[at]?.status === 'rejected').map(({ src }) => src);
}
