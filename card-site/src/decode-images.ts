import { inTime, refusal } from './refusal.ts';

/** Waits until every image on the stage can be painted. */
export async function decodeImages(stage: HTMLElement): Promise<void> {
  await Promise.all([...stage.querySelectorAll('img')].map(decode));
}

async function decode(image: HTMLImageElement): Promise<void> {
  const decoding = image.decode().catch((cause: unknown) => {
    throw refusal('image failed', image.src, cause);
  });
  await inTime(decoding, `image ${image.src}`);
}
