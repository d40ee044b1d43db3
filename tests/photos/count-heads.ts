// How the heads of heads.json fare in crops. The heads and faces there are labelled by hand: a head reaches from the hair's top to the
// chin and is as wide as the hair at the skull; a face from the brow to the chin and from cheek to cheek, its nose included.
import { readFileSync } from 'node:fs';
import type { Box } from '../../card-schema/photo-focus.ts';
import { projectPath } from '../../project-path.ts';

export interface LabelledHead {
  readonly head: Box;
  readonly face: Box;
}

export const LABELLED: Readonly<Record<string, readonly LabelledHead[]>> = JSON.parse(
  readFileSync(projectPath('tests/photos/heads.json'), 'utf8'),
);

/** Where cards and sites show photos: an article's picture, an avatar, a card, a cover, a thumbnail. */
export const SLOTS = [
  { width: 452, height: 630 },
  { width: 96, height: 96 },
  { width: 1200, height: 630 },
  { width: 800, height: 800 },
  { width: 300, height: 300 },
] as const;

export interface HeadCount {
  readonly heads: number;
  readonly whole: number;
  /** Hair alone is cut off. */
  readonly hairCut: number;
  /** Through the face. */
  readonly cutThrough: number;
  readonly cropsWithCut: number;
  /** Though a head of the photo would fit. */
  readonly cropsWithoutHead: number;
  readonly crops: number;
}

/** Strands of hair, and the uncertainty of labels. */
const WHOLE = 0.95;
const WHOLE_FACE = 0.98;
const SEEN = 0.05;

/** One crop a photo and slot. */
export function countHeads(crops: readonly { readonly photo: string; readonly crop: Box }[]): HeadCount {
  const count = { heads: 0, whole: 0, hairCut: 0, cutThrough: 0, cropsWithCut: 0, cropsWithoutHead: 0, crops: crops.length };
  for (const { photo, crop } of crops) {
    const heads = LABELLED[photo] ?? [];
    const fates = heads.map((head) => fateOf(head, crop));
    const having = (fate: ReturnType<typeof fateOf>) => fates.filter((each) => each === fate).length;
    count.heads += heads.length;
    count.whole += having('whole');
    count.hairCut += having('hair cut');
    count.cutThrough += having('cut through');
    if (having('cut through') > 0) count.cropsWithCut++;
    const fits = heads.some(({ head }) => head[2] <= crop[2] && head[3] <= crop[3]);
    if (fits && having('whole') === 0) count.cropsWithoutHead++;
  }
  return count;
}

function fateOf({ head, face }: LabelledHead, crop: Box): 'whole' | 'hair cut' | 'cut through' | 'not seen' {
  const seen = partSeen(head, crop);
  if (seen >= WHOLE) return 'whole';
  if (partSeen(face, crop) >= WHOLE_FACE) return 'hair cut';
  return seen > SEEN ? 'cut through' : 'not seen';
}

/** 0..1, of a box. */
export function partSeen(box: Box, crop: Box): number {
  const across = Math.min(box[0] + box[2], crop[0] + crop[2]) - Math.max(box[0], crop[0]);
  const down = Math.min(box[1] + box[3], crop[1] + crop[3]) - Math.max(box[1], crop[1]);
  return (Math.max(0, across) * Math.max(0, down)) / (box[2] * box[3]);
}
