// What a crop does to the heads of a photo, for people who cannot see it, or cannot see it at this size.
import type { Box, Focus } from '../../../card-schema/photo-focus.ts';

/** Sums of fractions are not exact. */
const NEARLY = 1e-6;

/** The middle, as `object-fit: cover` has it. */
export function centreCrop(
  photo: { readonly width: number; readonly height: number },
  slot: { readonly width: number; readonly height: number },
): Box {
  const ratio = slot.width / slot.height / (photo.width / photo.height);
  const [width, height] = [Math.min(1, ratio), Math.min(1, 1 / ratio)];
  return [(1 - width) / 2, (1 - height) / 2, width, height];
}

/** Such as `2 of 3 heads whole, 1 cut`; where there are none, what of the focal point. */
export function cropVerdict({ heads, point }: Focus, crop: Box): string {
  const shown = heads.map(({ head }) => partShown(head, crop));
  const whole = shown.filter((part) => part > 1 - NEARLY).length;
  const cut = shown.filter((part) => part > NEARLY && part <= 1 - NEARLY).length;
  const ofHeads =
    heads.length > 0
      ? [`${whole} of ${heads.length} ${heads.length === 1 ? 'head' : 'heads'} whole${cut > 0 ? `, ${cut} cut` : ''}`]
      : [];
  const ofPoint = point ? [isIn(point, crop) ? 'focal point kept' : 'focal point cut off'] : [];
  return [...ofHeads, ...ofPoint].join('; ');
}

/** `object-position` of a picture that shows this crop in its place. */
export function positionOf([left, top, width, height]: Box): string {
  return `${shareOf(left, width)} ${shareOf(top, height)}`;
}

/** 0 % shows the beginning, 100 % the end: a share of what does not fit. */
function shareOf(from: number, length: number): string {
  return length < 1 ? `${(100 * from) / (1 - length)}%` : '50%';
}

function isIn([x, y]: readonly [number, number], [left, top, width, height]: Box): boolean {
  return x >= left - NEARLY && x <= left + width + NEARLY && y >= top - NEARLY && y <= top + height + NEARLY;
}

/** Of what the photo has of a box. */
function partShown(box: Box, crop: Box): number {
  return along(box[0], box[2], crop[0], crop[2]) * along(box[1], box[3], crop[1], crop[3]);
}

function along(start: number, length: number, from: number, side: number): number {
  const [first, last] = [Math.max(0, start), Math.min(1, start + length)];
  return last > first ? Math.max(0, Math.min(last, from + side) - Math.max(first, from)) / (last - first) : 0;
}
