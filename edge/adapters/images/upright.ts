// Turns images upright that browsers leave on their side, without decoding them: inside an SVG image that is as large as the turned
// picture. For the card page it is an image like any other, with a width and a height of its own, so that every style holds.
import type { CardImage } from '../../core/ports.ts';
import type { ImageFacts } from './image-facts.ts';

type Matrix = (width: number, height: number) => readonly number[];

/** EXIF orientation → how the stored picture gets upright: a, b, c, d, e, f of an SVG matrix. */
const MATRICES: Readonly<Record<number, Matrix>> = {
  2: (width) => [-1, 0, 0, 1, width, 0], // mirrored
  3: (width, height) => [-1, 0, 0, -1, width, height], // upside down
  4: (_, height) => [1, 0, 0, -1, 0, height], // upside down, mirrored
  5: () => [0, 1, 1, 0, 0, 0], // on its left side, mirrored
  6: (_, height) => [0, 1, -1, 0, height, 0], // on its left side
  7: (width, height) => [0, -1, -1, 0, height, width], // on its right side, mirrored
  8: (width) => [0, -1, 1, 0, 0, width], // on its right side
};

/** The image itself where it needs no turning. */
export function turnUpright(image: CardImage, { width, height, orientation }: ImageFacts): CardImage {
  const matrix = MATRICES[orientation]?.(width, height);
  if (!matrix) return image;
  const [w, h] = orientation >= 5 ? [height, width] : [width, height];
  const data = `data:${image.type};base64,${Buffer.from(image.bytes).toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><image width="${width}" height="${height}" style="image-orientation:none" transform="matrix(${matrix.join(' ')})" href="${data}"/></svg>`;
  return { bytes: Buffer.from(svg, 'latin1'), type: 'image/svg+xml' };
}
