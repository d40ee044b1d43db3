// The heads in a photo. Worker, demo and studio know them by these functions, so that all keep and hide the same.
import type { Box, Focus, Head, Point } from './photo-focus.ts';

/**
 * How much further than the face a head with its hair reaches, in parts of the face's box. Of 24 heads labelled by hand
 * (tests/photos/heads.json), the hair reaches 0.4 to 1.0 above, half of it 0.6; at the sides up to 0.4, below 0.1.
 */
const ABOVE = 0.7;
const BELOW = 0.1;
const AT_EACH_SIDE = 0.3;

/** The head of a face: the hair above, the ears at the sides, the chin below. It may reach beyond the photo. */
export function headOf([left, top, width, height]: Box): Box {
  return [left - AT_EACH_SIDE * width, top - ABOVE * height, (1 + 2 * AT_EACH_SIDE) * width, (1 + ABOVE + BELOW) * height];
}

/** What the crops of a photo keep: what was found in it and what a person decided. */
export function focusOf(
  { width, height }: { readonly width: number; readonly height: number },
  { faces, objects }: { readonly faces: readonly { readonly box: Box }[]; readonly objects: Focus['objects'] },
  edits: { readonly focus?: Point },
): Focus {
  const heads: Head[] = faces.map(({ box }) => ({ face: box, head: headOf(box) }));
  const point = edits.focus;
  return {
    width,
    height,
    heads,
    objects: objects.map(({ box, score }) => ({ box, score })),
    ...(point && { point }),
  };
}

/** By lines of text, as people count: heads whose middles are at about the same height are one line. */
export function inReadingOrder(boxes: readonly Box[]): readonly Box[] {
  const rest = [...boxes].sort((one, other) => middleOf(one) - middleOf(other) || one[0] - other[0]);
  const ordered: Box[] = [];
  for (let first = rest[0]; first; first = rest[0]) {
    const bottom = middleOf(first) + first[3] / 2;
    const line = rest.filter((box) => middleOf(box) <= bottom);
    ordered.push(...line.sort((one, other) => one[0] - other[0]));
    rest.splice(0, line.length);
  }
  return ordered;
}

const middleOf = ([, top, , height]: Box) => top + height / 2;
