// What a network leaves of a picture's corners and edges, as CSS.
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import type { Network } from './network.ts';

export interface PictureShape {
  readonly aspectRatio: number;
  /** In percent, so that it is right at every width. */
  readonly borderRadius: string;
}

export function pictureShape({ aspect, corner, corners }: Network): PictureShape {
  const [x, y] = [percent(corner, PICTURE_SIZE.width), percent(corner, PICTURE_SIZE.width / aspect)];
  const below = corners === 'top' ? '0 0' : '';
  return { aspectRatio: aspect, borderRadius: `${x} ${x} ${below} / ${y} ${y} ${below}` };
}

function percent(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}
