import type { Box } from '../../card-schema/photo-focus.ts';
import type { Edits } from './edits.ts';
import { PhotoError } from './photo-error.ts';
import type { PhotoRecord } from './photo-record.ts';

/** The heads that the edits hide. `found` are the heads of faces, in the order by which `keep` counts. Throws PhotoError `bad_edits`. */
export function headsToHide(edits: Edits, found: readonly Box[]): readonly Box[] {
  const { blur, keep = [], add = [] } = edits;
  if (keep.length > 0 && !blur) throw new PhotoError('bad_edits', '"keep" has a meaning only together with "blur": "faces".');
  const beyond = keep.find((number) => number > found.length);
  if (beyond !== undefined) {
    const there = found.length === 1 ? '1 face was found' : `${found.length} faces were found`;
    throw new PhotoError('bad_edits', `"keep" names face ${beyond}, but ${there}. Faces are counted from 1, in reading order.`);
  }
  const hidden = blur ? found.filter((_, index) => !keep.includes(index + 1)) : [];
  return [...hidden, ...add];
}

/** Whether something is hidden in the master of a photo, so that it no longer shows what the source did. */
export function hidesHeads({ edits, hidden, review }: PhotoRecord): boolean {
  return !review && headsToHide(edits, hidden).length > 0;
}
