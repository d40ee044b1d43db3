import { annotated } from './annotate.ts';
import type { Pictures } from './pictures.ts';
import type { Detector, Looker, Pixels } from './ports.ts';

/** In base64, and in JSON next to all that was found, it stays below Lambda's 6 MB of an answer. */
const MAX_ANNOTATED_SIDE_PIXELS = 1600;

export function createLooker({ pictures, detector }: { readonly pictures: Pictures; readonly detector: Detector }): Looker {
  return {
    async look(source, withPicture, deadline) {
      const pixels = await pictures.decode(source, deadline);
      const { width, height } = pixels;
      const detections = await detector.detect(pixels, 'focus', deadline);
      const picture = withPicture ? { picture: await jpegOf(annotated(pixels, detections), pictures) } : {};
      return { width, height, detections, detector: detector.name, ...picture };
    },
    async annotate(stored, detections, deadline) {
      return jpegOf(annotated(await pictures.decodeMaster(stored, deadline), detections), pictures);
    },
  };
}

function jpegOf(pixels: Pixels, pictures: Pictures): Promise<Uint8Array> {
  const scale = Math.min(1, MAX_ANNOTATED_SIDE_PIXELS / Math.max(pixels.width, pixels.height));
  const sized = (side: number) => Math.max(1, Math.round(side * scale));
  return pictures.jpegOf(pixels, { width: sized(pixels.width), height: sized(pixels.height) });
}
