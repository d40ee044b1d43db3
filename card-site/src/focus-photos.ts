// Moves photos within their places, so that what matters in them is whole. Templates need nothing for it but `object-fit: cover`.
import type { Focuses } from '../../card-schema/card-page.ts';
import { cropOf } from '../../card-schema/photo-crop.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';

/**
 * Sets `object-position` on every image that covers its place with a photo, once the layout is final: only now is the place's size
 * known. `addressOf` says where the page has found a photo. A template that wants a position of its own says `!important`.
 */
export function focusPhotos(stage: HTMLElement, focuses: Focuses, addressOf: (id: string) => string): void {
  moveBack(stage);
  const found = Object.entries(focuses).filter(([, focus]) => hasAny(focus));
  if (found.length === 0) return;
  const byAddress = new Map(found.map(([id, focus]) => [new URL(addressOf(id), document.baseURI).href, focus]));
  for (const image of stage.querySelectorAll('img')) {
    const focus = byAddress.get(image.currentSrc || image.src);
    if (focus) focusOne(image, focus);
  }
}

/** Images that were moved → the position that their template gave them. A card may be drawn again with another focus, or none. */
const moved = new WeakMap<HTMLImageElement, string>();

function moveBack(stage: HTMLElement): void {
  for (const image of stage.querySelectorAll('img')) {
    const position = moved.get(image);
    if (position !== undefined) image.style.objectPosition = position;
    moved.delete(image);
  }
}

/** Where nothing was found, the template's own position is as good as any. */
function hasAny({ heads, objects, point }: Focus): boolean {
  return heads.length > 0 || objects.length > 0 || point !== undefined;
}

function focusOne(image: HTMLImageElement, focus: Focus): void {
  const style = getComputedStyle(image);
  const slot = placeOf(image, style);
  if (style.objectFit !== 'cover' || slot.width <= 0 || slot.height <= 0) return;
  const [left, top, width, height] = cropOf(focus, slot);
  moved.set(image, image.style.objectPosition);
  image.style.objectPosition = `${percent(left, width)} ${percent(top, height)}`;
}

/** Its content box before any transform, which turns or scales the picture with its place. */
function placeOf({ clientWidth, clientHeight }: HTMLElement, style: CSSStyleDeclaration) {
  const px = (length: string) => Number.parseFloat(length) || 0;
  return {
    width: clientWidth - px(style.paddingLeft) - px(style.paddingRight),
    height: clientHeight - px(style.paddingTop) - px(style.paddingBottom),
  };
}

/** 0 % shows the beginning, 100 % the end: a share of what does not fit. */
function percent(from: number, length: number): string {
  return length < 1 ? `${(100 * from) / (1 - length)}%` : '50%';
}
