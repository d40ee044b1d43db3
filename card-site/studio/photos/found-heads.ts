// The heads of a photo that are known of, as the page lists them and as crops keep them.
import type { Box } from '../../../card-schema/photo-focus.ts';
import { headOf, inReadingOrder } from '../../../card-schema/photo-heads.ts';
import type { ShownPhoto } from './photo-calls.ts';

export interface FoundHead {
  /** In reading order, from 1; where faces were hidden already, as `keep` counts. */
  readonly number: number;
  readonly box: Box;
  /** Of the face in it, 0..1; undefined for a head that was found for hiding alone. */
  readonly score?: number;
  /** It is hidden in the pixels of this photo, so it cannot be shown again. */
  readonly isHidden: boolean;
}

type Known = Pick<ShownPhoto, 'detections' | 'hidden' | 'edits'>;

/** Of what is hidden, this part of a box is enough for the whole of it to be unrecognisable. */
const HIDDEN_PART = 0.8;

/** In a review nothing is final: what may be a face is hidden in the preview, and a person decides. */
export function foundHeads({ detections, hidden, edits }: Known, inReview = false): readonly FoundHead[] {
  const scores = new Map(detections.faces.map(({ box, score }) => [String(headOf(box)), score]));
  const boxes = edits.blur ? hidden : inReadingOrder(detections.faces.map(({ box }) => headOf(box)));
  return boxes.map((box, index) => {
    const number = index + 1;
    const score = scores.get(String(box));
    const isHiddenFace = edits.blur !== undefined && !edits.keep?.includes(number);
    const isHidden = !inReview && (isHiddenFace || (edits.add ?? []).some((added) => partOf(box, added) >= HIDDEN_PART));
    return { number, box, ...(score === undefined ? {} : { score }), isHidden };
  });
}

/** Boxes that were drawn in an edit before, over heads that nothing has found. */
export function drawnBefore({ edits: { add = [] } }: Known, heads: readonly FoundHead[]): readonly Box[] {
  return add.filter((added) => !heads.some(({ box }) => partOf(box, added) >= HIDDEN_PART));
}

/** What part of a box another covers, as far as both are in the photo. */
function partOf(box: Box, other: Box): number {
  const across = shared([box[0], box[0] + box[2]], [other[0], other[0] + other[2]]);
  const down = shared([box[1], box[1] + box[3]], [other[1], other[1] + other[3]]);
  return across * down;
}

function shared([start, end]: readonly [number, number], [from, to]: readonly [number, number]): number {
  const inPhoto = (value: number) => Math.min(1, Math.max(0, value));
  const length = inPhoto(end) - inPhoto(start);
  const common = Math.min(inPhoto(end), to) - Math.max(inPhoto(start), from);
  return length > 0 ? Math.max(0, common) / length : 0;
}
