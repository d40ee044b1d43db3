import type { Box } from '../../card-schema/photo-focus.ts';
import type { Detections } from './detections.ts';

interface Found {
  readonly box: Box;
  readonly score: number;
  readonly label?: string;
}

/** Boxes of one kind that share more than this part of what both cover show the same thing. */
const SAME_OVERLAP = 0.4;
/** So does a box of which this part lies within another: half a face at the edge of a tile, and the face. */
const SAME_WITHIN = 0.7;

/**
 * One box for each thing, of all that were found of it in tiles and scales: that of the highest score. The highest scores come first,
 * equal scores in reading order.
 */
export function mergeDetections<T extends Found>(found: readonly T[]): T[] {
  const merged: T[] = [];
  const inOrder = [...found].sort(
    (one, other) => other.score - one.score || one.box[1] - other.box[1] || one.box[0] - other.box[0],
  );
  for (const each of inOrder) if (!merged.some((kept) => isSame(kept, each))) merged.push(each);
  return merged;
}

/** All of the first, and of the others what none of them shows. */
export function withOthers<T extends Found>(found: readonly T[], others: readonly T[]): T[] {
  return [...found, ...others.filter((other) => !found.some((each) => isSame(each, other)))];
}

/** Without boxes that are alone and unsure: a network gives several boxes for what is really there. */
export function withoutLone<T extends Found>(found: readonly T[], sureScore: number): T[] {
  return found.filter((each) => each.score >= sureScore || found.some((other) => other !== each && isSame(each, other)));
}

const ANIMALS = new Set(['bird', 'cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe', 'teddy bear']);
/** A face lies in an animal or a person if this part of it does. */
const IN_ANIMAL = 0.8;
const IN_PERSON = 0.5;

/** Without the faces of animals, which are no heads of people: those that lie in an animal and in no person. */
export function withoutMuzzles({ faces, objects }: Detections): Detections {
  const liesIn = (box: Box, part: number, isKind: (label: string) => boolean) =>
    objects.some((object) => isKind(object.label) && sharedArea(object.box, box) / areaOf(box) >= part);
  const isMuzzle = (box: Box) =>
    liesIn(box, IN_ANIMAL, (label) => ANIMALS.has(label)) && !liesIn(box, IN_PERSON, (label) => label === 'person');
  return { faces: faces.filter(({ box }) => !isMuzzle(box)), objects };
}

function isSame(one: Found, other: Found): boolean {
  if (one.label !== other.label) return false;
  const shared = sharedArea(one.box, other.box);
  const [area, otherArea] = [areaOf(one.box), areaOf(other.box)];
  return shared / (area + otherArea - shared) > SAME_OVERLAP || shared / Math.min(area, otherArea) > SAME_WITHIN;
}

function sharedArea(one: Box, other: Box): number {
  const width = Math.min(one[0] + one[2], other[0] + other[2]) - Math.max(one[0], other[0]);
  const height = Math.min(one[1] + one[3], other[1] + other[3]) - Math.max(one[1], other[1]);
  return Math.max(0, width) * Math.max(0, height);
}

function areaOf(box: Box): number {
  return box[2] * box[3];
}
